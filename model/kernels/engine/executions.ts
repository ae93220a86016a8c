/** The times of the single executions of a measured block; one entry may stand for several that repeat it. */
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

  /** Counts all executions since a moment `times` times more. */
  repeat(since: number, times: number): void {
    for (let at = since; at < this.times.length; at++) this.times[at] *= 1 + times;
  }

  /** Pairs of a time and how often it was taken, in the order in which the times were first taken. */
  entries(): [ticks: number, times: number][] {
    const numbers = new Map<number, number>();
    this.ticks.forEach((ticks, at) => numbers.set(ticks, (numbers.get(ticks) ?? 0) + this.times[at]));
    return [...numbers];
  }
}
