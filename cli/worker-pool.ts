import { Piscina } from 'piscina';
import type { Execute } from '../calibration/reproduce.ts';
import type { Measured } from '../model/index.ts';

/** Runs jobs on worker threads. */
export function onWorkers(workers: number): Execute {
  return async (jobs, onTests) => {
    const pool = new Piscina({
      filename: new URL('./job-worker.js', import.meta.url).href,
      maxThreads: Math.min(workers, jobs.length),
    });
    try {
      return await Promise.all(
        jobs.map(async (job) => {
          const measured = (await pool.run(job)) as Measured[];
          onTests(measured.length);
          return measured;
        }),
      );
    } finally {
      await pool.destroy();
    }
  };
}
