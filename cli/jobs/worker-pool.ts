import type { Execute } from '../../calibration/experiments/reproduce.ts';
import type { Job } from '../../model/run/job.ts';
import { ModelError } from '../../model/index.ts';
import { ThreadPool } from '../../sweeps/execution/thread-pool.ts';
import type { JobResult } from './job-worker.ts';

/** Worker threads that stay warm from one list of jobs to the next. */
export class WorkerPool {
  private readonly pool: Promise<ThreadPool<Job, JobResult>>;

  constructor(workers: number) {
    this.pool = ThreadPool.start(new URL('./job-worker.js', import.meta.url), workers);
  }

  readonly execute: Execute = async (jobs, onTests) => {
    const pool = await this.pool;
    return Promise.all(
      jobs.map(async (job) => {
        const result = await pool.run(job);
        if ('refused' in result) throw new ModelError(result.refused);
        onTests(result.measured.length);
        return result.measured;
      }),
    );
  };

  async close(): Promise<void> {
    await (await this.pool).end();
  }
}

/** Runs jobs on worker threads that end with the last job. */
export function onWorkers(workers: number): Execute {
  return async (jobs, onTests) => {
    const pool = new WorkerPool(Math.min(workers, jobs.length));
    try {
      return await pool.execute(jobs, onTests);
    } finally {
      await pool.close();
    }
  };
}
