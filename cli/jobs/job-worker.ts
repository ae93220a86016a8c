import type { Job } from '../../model/run/job.ts';
import { JobRunner } from '../../model/run/runner.ts';
import { ModelError, SpecError, type Measured } from '../../model/index.ts';
import { DiskLibrary } from '../../api/disk-library.ts';

const runner = new JobRunner(new DiskLibrary());

/** What became of a job: an error keeps its class within one thread only. */
export type JobResult = { measured: Measured[] } | { refused: string };

/** What a worker thread does: one job. */
export default function work(job: Job): JobResult {
  try {
    return { measured: runner.run(job).measured };
  } catch (error) {
    if (error instanceof SpecError || error instanceof ModelError) return { refused: error.message };
    throw error;
  }
}
