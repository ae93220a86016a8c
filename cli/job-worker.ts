import { runJob, type Job } from '../calibration/job.ts';
import type { Measured } from '../model/index.ts';
import { DiskLibrary } from './disk-library.ts';

const library = new DiskLibrary();

/** What a worker thread does: one job. */
export default function work(job: Job): Measured[] {
  return runJob(library, job);
}
