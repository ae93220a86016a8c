import { createHash } from 'node:crypto';
import type { Job } from '../../model/run/job.ts';
import type { Library } from '../../model/index.ts';
import type { Ground } from './ground.ts';

const DIGITS = 32;

/** What makes a run the same run: hashes of the engine, of the files, and of what is set in them. */
export class RunKeys {
  private readonly library: Library;
  private readonly engine: string;
  private readonly files = new WeakMap<Ground, string>();

  constructor(library: Library, { engine }: { engine: string }) {
    this.library = library;
    this.engine = engine;
  }

  keyOf(
    { machine, system, workload, tests, seed, replications, overrides, quick }: Job,
    ground: Ground,
  ): string {
    const set = overrides
      .map(({ path, value }) => [path, value])
      .sort(([left], [right]) => (left < right ? -1 : 1));
    // The names of machine, system and workload say nothing beyond their files, but for a user's own file of the same text elsewhere.
    return hashOf(
      JSON.stringify([
        this.engine,
        this.hashOfFiles(ground),
        machine,
        system,
        workload,
        tests,
        seed,
        replications,
        quick,
        set,
      ]),
    );
  }

  private hashOfFiles(ground: Ground): string {
    let hash = this.files.get(ground);
    if (hash === undefined)
      this.files.set(
        ground,
        (hash = hashOf(JSON.stringify(ground.files.map((file) => this.library.read(file))))),
      );
    return hash;
  }
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, DIGITS);
}
