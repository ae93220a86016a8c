import { Piscina } from 'piscina';
import type { Execute } from '../calibration/reproduce.ts';
import { ModelError } from '../model/index.ts';
import type { JobResult } from './job-worker.ts';

/** Worker threads that stay warm from one list of jobs to the next. */
export class WorkerPool {
  private readonly pool: Piscina;

  constructor(workers: number) {
    this.pool = new Piscina({
      filename: new URL('./job-worker.js', import.meta.url).href,
      minThreads: workers,
      maxThreads: workers,
    });
  }

  readonly execute: Execute = async (jobs, onTests) =>
    Promise.all(
      jobs.map(async (job) => {
        const result = (await this.pool.run(job)) as JobResult;
        if ('refused' in result) throw new ModelError(result.refused);
        onTests(result.measured.length);
        return result.measured;
      }),
    );

  async close(): Promise<void> {
    await this.pool.destroy();
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
