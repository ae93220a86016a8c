import { DiskLibrary } from '../../api/disk-library.ts';
import type { Measured } from '../../model/index.ts';
import type { Job } from '../../model/run/job.ts';
import { refusalOf } from './run-result.ts';
import { warmRunner } from './warm-runner.ts';

/** What became of a job. */
export type JobResult = { measured: Measured[] } | { refused: string };

/** Runs a job from the files on disk; what the model refuses becomes the result. */
export function runJob(job: Job): JobResult {
  try {
    return { measured: warmRunner('disk', () => new DiskLibrary()).run(job).measured };
  } catch (error) {
    return { refused: refusalOf(error) };
  }
}
