import { expectEndsInItsWork } from '../../support/thread-pools.ts';

describe('a pool of threads, again and again', () => {
  it('ends at once, and in the middle of its work', async () => {
    for (let round = 0; round < 4; round++) await expectEndsInItsWork();
  });
});
