import seedrandom from 'seedrandom';

/**
 * Named random streams. Every decision draws from a stream of its own, so that a what-if which adds or
 * removes one decision leaves all the others as they were.
 */
export class RandomStreams {
  private readonly streams = new Map<string, RandomStream>();
  readonly seed: string;

  constructor(seed: string) {
    this.seed = seed;
  }

  stream(name: string): RandomStream {
    let stream = this.streams.get(name);
    if (!stream) {
      stream = new RandomStream(`${this.seed}/${name}`);
      this.streams.set(name, stream);
    }
    return stream;
  }

  /** How many numbers have been drawn from all streams: part of the state that a loop must repeat. */
  get draws(): number {
    let total = 0;
    for (const stream of this.streams.values()) total += stream.draws;
    return total;
  }
}

export class RandomStream {
  draws = 0;
  private readonly next: () => number;

  constructor(seed: string) {
    this.next = seedrandom(seed);
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    this.draws++;
    return this.next();
  }

  /** Uniform integer in [0, bound). */
  below(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }
}
