import { expect } from 'chai';
import { reproduce } from '../../../calibration/experiments/reproduce.ts';
import { experiments, library, targets } from '../../support/shipped.ts';

describe('the experiment virtual-memory', () => {
  it('has a row for each primitive; Linux has no pager of the user, and L4Linux no published figure', async () => {
    const names = ['virtual-memory'];
    const { rows } = await reproduce({ library, experiments, targets, names, seed: '1', replications: 1 });
    const ids = rows.map(
      ({ test, system, published }) => `${test} ${system}${published ? ' published' : ''}`,
    );
    expect(ids).to.have.members([
      'trap linux published',
      'appel1 linux published',
      'appel2 linux published',
      'trap l4linux',
      'appel1 l4linux',
      'appel2 l4linux',
      'fault l4 published',
      'trap l4 published',
      'appel1 l4 published',
      'appel2 l4 published',
    ]);
    for (const row of rows) {
      expect(row.unit).to.equal('µs');
      expect(row.model, row.test).to.be.within(1, 200);
      expect(row.firstPrediction).to.equal(undefined);
    }
    const published = rows.filter((row) => row.published !== undefined);
    expect(new Set(published.map(({ role }) => role))).to.deep.equal(new Set(['validation']));
  });
});
