import { expect } from 'chai';
import { meets, relativeErrorOf } from '../../../calibration/experiments/published.ts';

describe('a published figure', () => {
  it('is compared with the model as a share of itself', () => {
    expect(relativeErrorOf(110, 100)).to.be.closeTo(0.1, 1e-12);
    expect(relativeErrorOf(75, 100)).to.be.closeTo(-0.25, 1e-12);
  });

  it('may be a range, within which there is no error', () => {
    for (const model of [48, 60, 70]) expect(relativeErrorOf(model, [48, 70])).to.equal(0);
    expect(relativeErrorOf(77, [48, 70])).to.be.closeTo(0.1, 1e-12);
    expect(relativeErrorOf(24, [48, 70])).to.be.closeTo(-0.5, 1e-12);
  });

  it('meets an interval that has something in common with it', () => {
    expect(meets([90, 110], 100)).to.equal(true);
    expect(meets([90, 99], 100)).to.equal(false);
    expect(meets([60, 80], [48, 70])).to.equal(true);
    expect(meets([71, 80], [48, 70])).to.equal(false);
  });
});
