import { expect } from 'chai';
import { ThreadPool } from '../../../sweeps/execution/thread-pool.ts';
import { pack } from '../../../sweeps/engines/bullmq/packed.ts';
import { expectEndsInItsWork, MODULE } from '../../support/thread-pools.ts';

describe('a pool of threads', () => {
  it('does work, and ends', async () => {
    const pool = await ThreadPool.start<object, string>(MODULE, 2);
    const work = { identity: 'none', texts: pack([]), tasks: pack([]) };
    expect(await Promise.all([pool.run(work), pool.run(work)])).to.deep.equal([pack([]), pack([])]);
    await pool.end();
  });

  it('ends at once, and in the middle of its work', async () => {
    await expectEndsInItsWork();
  });
});
