import { expect } from 'chai';
import { ThreadPool } from '../../../sweeps/execution/thread-pool.ts';
import { pack } from '../../../sweeps/engines/bullmq/packed.ts';

/** A module that takes long to load and is there in every build. */
const MODULE = new URL('../../../sweeps/engines/bullmq/chunk-thread.js', import.meta.url);

describe('a pool of threads', () => {
  it('does work, and ends', async () => {
    const pool = await ThreadPool.start<object, string>(MODULE, 2);
    const work = { identity: 'none', texts: pack([]), tasks: pack([]) };
    expect(await Promise.all([pool.run(work), pool.run(work)])).to.deep.equal([pack([]), pack([])]);
    await pool.end();
  });

  it('ends at once, and in the middle of its work', async () => {
    for (let round = 0; round < 4; round++) {
      const pool = await ThreadPool.start<object, string>(MODULE, 2);
      const refused = pool.run({ identity: 'none', texts: pack([]), tasks: pack([]) }).catch(String);
      await Promise.all([pool.end(), pool.end()]);
      expect(await refused).to.contain('Terminating worker thread');
    }
  });
});
