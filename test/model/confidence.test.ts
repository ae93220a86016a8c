import { expect } from 'chai';
import { RandomStreams } from '../../model/core/random.ts';
import { confidenceInterval, halfWidth, pairInterval } from '../../model/confidence.ts';

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

describe('interval of a pair that has nothing to do with each other', () => {
  const half = ([low, high]: [number, number]): number => (high - low) / 2;

  it("adds both spreads and the mean's uncertainty, with the degrees of freedom of Welch", () => {
    // Both deviate by 2 %, so 4 degrees of freedom: t(0.95, 4) = 2.1318. Excess: mean 1, deviation 0.1.
    // Root of 2^2 (0.02^2 + 0.02^2) + 0.1^2 / 3: 0.080829.
    const interval = pairInterval([98, 100, 102], [49, 50, 51], [0.9, 1, 1.1]);
    expect(half(interval)).to.be.closeTo(2.1318 * 0.080829, 1e-5);
    expect((interval[0] + interval[1]) / 2).to.be.closeTo(1, 1e-12);
  });

  it('has the degrees of freedom of the one that spreads', () => {
    // t(0.95, 2) = 2.9200; root of 2^2 0.02^2 + 0.04^2 / 3: 0.046188.
    const interval = pairInterval([98, 100, 102], [50, 50, 50], [0.96, 1, 1.04]);
    expect(half(interval)).to.be.closeTo(2.92 * 0.046188, 1e-5);
  });

  it('has degrees of freedom between the two when one spreads more', () => {
    // Variances 4 and 1: (4 + 1)^2 / (4^2 / 2 + 1^2 / 2) = 2.941 degrees of freedom, t = 2.3727.
    const interval = pairInterval([98, 100, 102], [99, 100, 101], [0, 0, 0]);
    expect(half(interval)).to.be.closeTo(2.3727 * Math.sqrt(0.0005), 1e-5);
  });

  it('is a point where nothing spreads', () => {
    expect(pairInterval([2, 2], [1, 1], [1, 1])).to.deep.equal([1, 1]);
  });

  it('holds nine of ten pairs of boots, also where the boots that made it were shared', () => {
    const draw = new RandomStreams('boots').stream('normal');
    // Twelve uniform numbers make one that is nearly normal.
    const normal = (): number => Array.from({ length: 12 }, () => draw.uniform()).reduce((a, b) => a + b) - 6;
    let inside = 0;
    for (let trial = 0; trial < 1000; trial++) {
      const shared = Array.from({ length: 5 }, () => ({ boot: normal(), own: normal(), other: normal() }));
      const values = shared.map(({ boot, own }) => 1100 * (1 + 0.01 * boot + 0.005 * own));
      const base = shared.map(({ boot, other }) => 1000 * (1 + 0.01 * boot + 0.005 * other));
      const spread = Math.hypot(0.01, 0.005);
      const pair = (1.1 * (1 + spread * normal())) / (1 + spread * normal()) - 1;
      const [low, high] = pairInterval(
        values,
        base,
        values.map((value, index) => value / base[index] - 1),
      );
      if (low <= pair && pair <= high) inside++;
    }
    expect(inside).to.be.within(870, 930);
  });
});
