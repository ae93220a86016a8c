import { expect } from 'chai';
import { onWorkers } from '../../../sweeps/execution/on-threads.ts';
import { answer } from '../../../sweeps/questions/answer.ts';
import { inOrder, question, settings } from '../../support/own-question.ts';

describe('an answer from workers', () => {
  it('does not depend on their number', async () => {
    const result = await inOrder();
    for (const workers of [1, 2, 3])
      expect(await answer(question, { ...settings, execute: onWorkers(workers) })).to.deep.equal(result);
  });
});
