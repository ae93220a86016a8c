import { expect } from 'chai';
import { confidenceInterval, halfWidth } from '../../model/confidence.ts';

describe('confidence interval', () => {
  it('is that of the t distribution', () => {
    // Mean 2, standard deviation 1, t(0.975, 2) = 4.3027, divided by the root of 3.
    const [low, high] = confidenceInterval([1, 2, 3]);
    expect(low).to.be.closeTo(2 - 2.4841, 1e-3);
    expect(high).to.be.closeTo(2 + 2.4841, 1e-3);
  });

  it('of one value knows nothing', () => {
    expect(halfWidth([5])).to.equal(Infinity);
  });
});
