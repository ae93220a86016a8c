import { expect } from 'chai';
import { confidenceInterval, studentQuantile } from '../../calibration/confidence.ts';

describe('intervals of confidence', () => {
  it("agree with tables of Student's distribution", () => {
    expect(studentQuantile(1, 0.95)).to.be.closeTo(12.7062, 1e-3);
    expect(studentQuantile(2, 0.95)).to.be.closeTo(4.3027, 1e-3);
    expect(studentQuantile(9, 0.95)).to.be.closeTo(2.2622, 1e-3);
    expect(studentQuantile(10, 0.99)).to.be.closeTo(3.1693, 1e-3);
  });

  it('are as wide as the standard error says, and absent for one value', () => {
    const { mean, interval } = confidenceInterval([10, 12, 14], 0.95);
    expect(mean).to.equal(12);
    expect(interval![1] - 12).to.be.closeTo((4.3027 * 2) / Math.sqrt(3), 1e-3);
    expect(confidenceInterval([5], 0.95)).to.deep.equal({ mean: 5 });
  });
});
