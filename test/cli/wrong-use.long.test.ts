import { expect } from 'chai';
import { answered, ukperf } from '../support/command-line.ts';
import { checkWrongUse, WRONG } from '../support/wrong-uses.ts';

describe('wrong use, with a process for each', () => {
  before(async () => {
    // Two at a time: each is a process that starts Node.
    const [even, odd] = [0, 1].map(async (half) => {
      for (const [index, [, words]] of WRONG.entries()) if (index % 2 === half) await ukperf(...words);
    });
    await Promise.all([even, odd]);
  });

  for (const [what, words, message] of WRONG) {
    it(`${what}: status 2, a message, and no output`, async () => {
      const call = await ukperf(...words);
      checkWrongUse(call, message);
      expect(call).to.deep.equal(await answered(...words));
    });
  }
});
