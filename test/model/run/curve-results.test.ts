import { expect } from 'chai';
import { curveResultNames, loadsOfResults } from '../../../model/run/curve-results.ts';

describe('results of a load curve', () => {
  it('come from single loads, but for the greatest throughput', () => {
    const names = curveResultNames([1, 3]);
    expect(loadsOfResults(names)).to.equal(undefined);
    expect(loadsOfResults(names.slice(1))).to.deep.equal([1, 3]);
    expect(loadsOfResults(['real-time-at-load-138', 'slowdown-at-max-load-percent'])).to.equal(undefined);
  });
});
