import { expect } from 'chai';
import { ThreadPool } from '../../sweeps/execution/thread-pool.ts';
import { pack } from '../../sweeps/engines/bullmq/packed.ts';

/** A module that takes long to load and is there in every build. */
export const MODULE = new URL('../../sweeps/engines/bullmq/chunk-thread.js', import.meta.url);

/** Ends a pool twice while it works. */
export async function expectEndsInItsWork(): Promise<void> {
  const pool = await ThreadPool.start<object, string>(MODULE, 2);
  const refused = pool.run({ identity: 'none', texts: pack([]), tasks: pack([]) }).catch(String);
  await Promise.all([pool.end(), pool.end()]);
  expect(await refused).to.contain('Terminating worker thread');
}
