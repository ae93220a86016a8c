import { JobRunner } from '../../../model/run/runner.ts';
import { RecordedLibrary } from '../../../results/recorded-library.ts';
import { doRun, type Task } from '../../execution/run-result.ts';
import { pack, unpack } from './packed.ts';

/** The packed runs of a chunk, and the packed texts that they need. */
export interface ThreadWork {
  identity: string;
  texts: string;
  tasks: string;
}

let opened: { identity: string; runner: JobRunner } | undefined;

/** What a worker thread does: the runs of a chunk. @returns the packed results */
export default function work({ identity, texts, tasks }: ThreadWork): string {
  if (opened?.identity !== identity) {
    const library = new RecordedLibrary(new Map(unpack(texts) as [string, string][]));
    opened = { identity, runner: new JobRunner(library) };
  }
  const { runner } = opened;
  return pack((unpack(tasks) as Task[]).map((task) => doRun(runner, task)));
}
