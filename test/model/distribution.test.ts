import { expect } from 'chai';
import { distributionOf } from '../../model/distribution.ts';

const TIMES: [number, number][] = [
  [30, 1],
  [10, 5],
  [20, 4],
];

describe('the distribution of executions', () => {
  it('has mean, extremes and jitter of all of them', () => {
    expect(distributionOf(TIMES, { of: 'job' }, undefined)).to.deep.include({
      of: 'job',
      executions: 10,
      minimum: 10,
      mean: 16,
      maximum: 30,
      jitter: 20,
    });
  });

  it('has the least time that so many do not exceed', () => {
    const percentiles = [10, 50, 50.1, 90, 90.1, 99];
    expect(distributionOf(TIMES, { of: 'job', percentiles }, undefined).percentiles).to.deep.equal([
      [10, 10],
      [50, 10],
      [50.1, 20],
      [90, 20],
      [90.1, 30],
      [99, 30],
    ]);
  });

  it('counts those that end after the deadline, not on it', () => {
    expect(distributionOf(TIMES, { of: 'job' }, 20).missedPercent).to.equal(10);
    expect(distributionOf(TIMES, { of: 'job' }, 19.9).missedPercent).to.equal(50);
    expect(distributionOf(TIMES, { of: 'job' }, undefined)).not.to.have.property('missedPercent');
  });
});
