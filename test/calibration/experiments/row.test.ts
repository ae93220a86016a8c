import { expect } from 'chai';
import { penaltyOf } from '../../../calibration/experiments/row.ts';
import type { Measured } from '../../../model/index.ts';

const measured = (...values: number[]): Measured =>
  ({ test: 't', unit: 's', whole: true, values }) as unknown as Measured;

describe('a penalty', () => {
  it('is the mean of pairs with the same random numbers, with an interval of its own and one of single boots', () => {
    const base = measured(49, 50, 51);
    const { value, interval, boots } = penaltyOf(measured(98, 101, 102), base)!;
    // 1, 1.02 and 1.
    expect(value).to.be.closeTo(1.02 / 3 + 2 / 3, 1e-12);
    // t(0.975, 2) = 4.3027, deviation 0.011547 over the root of 3.
    expect(interval![1] - value).to.be.closeTo((4.3027 * 0.011547) / Math.sqrt(3), 1e-5);
    // The boots that they share move both by 2 %, and no pair of them; boots of their own move each by itself:
    // 2.0817 / 100.333 and 1 / 50, 3.995 degrees of freedom, t(0.95) = 2.1327.
    const each = Math.hypot(2.0817 / 100.3333, 1 / 50);
    const half = 2.1327 * Math.hypot(2.006667 * each, 0.011547 / Math.sqrt(3));
    expect(boots![1] - value).to.be.closeTo(half, 1e-5);
    expect(value - boots![0]).to.be.closeTo(half, 1e-5);
  });

  it('compares as many replications as both have, and takes the spread of all', () => {
    const few = penaltyOf(measured(100, 102), measured(50, 51, 70))!;
    expect(few.value).to.equal(1);
    expect(few.interval).to.deep.equal([1, 1]);
    expect(few.boots![1]).to.be.above(1.5);
  });

  it('of a single operation says nothing of boots', () => {
    const penalty = penaltyOf({ ...measured(98, 102), whole: false }, measured(49, 50));
    expect(penalty).to.have.keys('value', 'interval');
  });

  it('of one replication has no interval, and none is there against itself', () => {
    const one = measured(2);
    expect(penaltyOf(measured(3), one)).to.deep.equal({ value: 0.5 });
    expect(penaltyOf(one, one)).to.equal(undefined);
    expect(penaltyOf(one, undefined)).to.equal(undefined);
  });
});
