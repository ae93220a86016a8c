import seedrandom from 'seedrandom';

/** Draws from one random stream: the same seed gives the same draws. */
export class Draw {
  private readonly next: () => number;

  constructor(seed: string) {
    this.next = seedrandom(seed);
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  one<Item>(list: readonly Item[]): Item {
    return list[this.below(list.length)];
  }

  /** True once in so many times. */
  onceIn(times: number): boolean {
    return this.below(times) === 0;
  }
}
