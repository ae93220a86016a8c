import type { Execute } from '../../calibration/experiments/reproduce.ts';
import { ModelError } from '../../model/index.ts';
import { ThreadPool } from './thread-pool.ts';

/** Runs lists of jobs on a pool, whoever ends it. @throws ModelError for the first job that the model refuses */
export function onThreads(pool: ThreadPool): Execute {
  return (jobs, onTests) =>
    Promise.all(
      jobs.map(async (job) => {
        const result = await pool.run('runJob', job);
        if ('refused' in result) throw new ModelError(result.refused);
        onTests(result.measured.length);
        return result.measured;
      }),
    );
}

/** Runs a list of jobs on threads that end with the last job, or with the first that is refused. */
export function onWorkers(workers: number): Execute {
  return async (jobs, onTests) => {
    const pool = await ThreadPool.start(Math.min(workers, jobs.length));
    try {
      return await onThreads(pool)(jobs, onTests);
    } finally {
      await pool.end();
    }
  };
}
