import type { CompiledDomain, CompiledLocality, CompiledObjectType, Program } from '../program/program.ts';

/** Named entries of one kind, numbered in order of declaration. */
export class Names<Entry> {
  readonly list: Entry[] = [];
  private readonly numbers = new Map<string, number>();

  add(name: string, entry: Entry): number {
    this.numbers.set(name, this.list.length);
    return this.list.push(entry) - 1;
  }

  index(name: string): number | undefined {
    return this.numbers.get(name);
  }

  get names(): string[] {
    return [...this.numbers.keys()];
  }
}

/** All names of a linked program. */
export class SymbolTable {
  readonly places: string[] = [];
  readonly domains = new Names<CompiledDomain>();
  readonly regions = new Names<Program['regions'][number]>();
  readonly objectTypes = new Names<CompiledObjectType>();
  readonly segments = new Names<string>();
  readonly pagers = new Names<Program['pagers'][number]>();
  readonly images = new Names<Program['images'][number]>();
  readonly files = new Names<Program['files'][number]>();
  readonly constants = new Names<number>();
  /** In ticks. */
  readonly costs = new Names<number>();
  readonly localities = new Names<CompiledLocality>();
  /** Timers of the workload. */
  readonly timers = new Names<Program['timers'][number]>();
  readonly programs = new Names<Program['programs'][number]>();
  /** The pieces of each function: the first, and how many of them a step runs. */
  readonly functions = new Map<string, { first: number; count: number }>();
  readonly paths = new Map<string, number>();

  placeOf(name: string): number {
    const index = this.places.indexOf(name);
    return index >= 0 ? index : this.places.push(name) - 1;
  }
}
