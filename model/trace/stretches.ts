/**
 * What is shown of a stretch of time: all of it, or some shorter stretches, between which the gaps close.
 */
export class Stretches {
  /** Beginnings and ends by turns, in the order of time. */
  private readonly turns: number[] = [];
  /** By stretch: how long those before it are together. */
  private readonly before: number[] = [];

  /** What is shown begins. */
  begin(time: number): void {
    const last = this.before.length - 1;
    this.before.push(last < 0 ? 0 : this.before[last] + this.turns[2 * last + 1] - this.turns[2 * last]);
    this.turns.push(time);
  }

  /** What is shown ends. */
  end(time: number): void {
    this.turns.push(time);
  }

  /** How much of what is shown lies before a time. */
  until(time: number): number {
    // The last stretch that begins before it, found by halves.
    let [from, to] = [0, this.before.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.turns[2 * middle] < time) from = middle + 1;
      else to = middle;
    }
    if (from === 0) return 0;
    const stretch = from - 1;
    return this.before[stretch] + Math.min(time, this.turns[2 * stretch + 1]) - this.turns[2 * stretch];
  }
}
