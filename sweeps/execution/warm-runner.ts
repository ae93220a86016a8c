import type { Library } from '../../model/index.ts';
import { JobRunner } from '../../model/run/runner.ts';

let warm: { files: string; runner: JobRunner } | undefined;

/**
 * A thread's runner of jobs. It is kept until work on other files comes: what it has read and compiled serves the next work too.
 * @param files names them: the same name stands for the same texts
 */
export function warmRunner(files: string, library: () => Library): JobRunner {
  if (warm?.files !== files) warm = { files, runner: new JobRunner(library()) };
  return warm.runner;
}
