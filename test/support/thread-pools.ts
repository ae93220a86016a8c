import { expect } from 'chai';
import { ThreadPool } from '../../sweeps/execution/thread-pool.ts';
import { pack } from '../../sweeps/execution/packed.ts';

/** Runs of a chunk from a queue: none. */
export const NO_RUNS = { identity: 'none', texts: pack([]), tasks: pack([]) };

/** Ends a pool twice while it works. */
export async function expectEndsInItsWork(): Promise<void> {
  const pool = await ThreadPool.start(2);
  const refused = pool.run('doPacked', NO_RUNS).catch(String);
  await Promise.all([pool.end(), pool.end()]);
  expect(await refused).to.contain('Terminating worker thread');
}
