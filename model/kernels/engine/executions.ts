/** The times of the single executions of a measured block, each with how often it was taken. */
export class Executions {
  private readonly ticks: number[] = [];
  private readonly times: number[] = [];

  add(ticks: number): void {
    this.ticks.push(ticks);
    this.times.push(1);
  }

  /** How many entries there are: names the present for {@link repeat}. */
  get length(): number {
    return this.ticks.length;
  }

  /** Counts all executions since a moment so many times more. */
  repeat(since: number, times: number): void {
    for (let at = since; at < this.times.length; at++) this.times[at] *= 1 + times;
  }

  /** Pairs of time and number. */
  entries(): [ticks: number, times: number][] {
    return this.ticks.map((ticks, at) => [ticks, this.times[at]]);
  }
}
