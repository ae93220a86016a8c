import { RecordedLibrary } from '../../results/recorded-library.ts';
import { pack, unpack } from './packed.ts';
import { doRun, type Task } from './run-result.ts';
import { warmRunner } from './warm-runner.ts';

/** The packed runs of a chunk from a queue, and the packed texts that they need. */
export interface PackedWork {
  /** Of the sweep that the texts are of. */
  identity: string;
  texts: string;
  tasks: string;
}

/** Does the runs of a chunk from its texts alone, without a disk. @returns the packed results */
export function doPacked({ identity, texts, tasks }: PackedWork): string {
  const runner = warmRunner(
    `texts of ${identity}`,
    () => new RecordedLibrary(new Map(unpack(texts) as [string, string][])),
  );
  return pack((unpack(tasks) as Task[]).map((task) => doRun(runner, task)));
}
