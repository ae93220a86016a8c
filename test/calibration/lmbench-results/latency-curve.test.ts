import { expect } from 'chai';
import { edgeBetween, nearestSize, plateausOf } from '../../../calibration/lmbench-results/latency-curve.ts';

const RULES = { stride: 128, 'least-stride': 32, 'most-stride': 1024, 'same-level': 1.2, 'least-points': 3 };
const curve = (...latencies: number[]): { size: number; latency: number }[] =>
  latencies.map((latency, index) => ({ size: 1024 * 2 ** index, latency }));

describe('a latency curve', () => {
  it('has plateaus with their median, their spread and their sizes', () => {
    const [l1, l2, memory] = plateausOf(curve(10, 11, 10, 50, 52, 55, 120, 300, 310, 320), RULES);
    expect(l1).to.deep.equal({ latency: 10, least: 10, most: 11, from: 1024, to: 4096 });
    expect(l2).to.deep.equal({ latency: 52, least: 50, most: 55, from: 8192, to: 32768 });
    expect(memory).to.deep.equal({ latency: 310, least: 300, most: 320, from: 131072, to: 524288 });
  });

  it('takes slopes and short steps for none', () => {
    expect(plateausOf(curve(10, 10, 10, 20, 30, 45, 70, 100, 100, 100), RULES)).to.have.lengthOf(2);
    expect(plateausOf(curve(10, 20, 40, 80), RULES)).to.deep.equal([]);
    expect(plateausOf([], RULES)).to.deep.equal([]);
  });

  it('does not depend on the order of its points', () => {
    const points = curve(10, 10, 10, 50, 50, 50);
    expect(plateausOf([...points].reverse(), RULES)).to.deep.equal(plateausOf(points, RULES));
  });

  it('leaves a level where it crosses the geometric mean', () => {
    // 10 and 1000: the mean is 100. From 10 at 4 KB to 1000 at 8 KB it is crossed half-way, by logarithms.
    const points = curve(10, 10, 10, 1000, 1000, 1000);
    const [inner, outer] = plateausOf(points, RULES);
    expect(edgeBetween(points, inner, outer)).to.be.closeTo(4096 * Math.SQRT2, 1e-6);
  });

  it('gives sizes with a power of two of sets', () => {
    expect(nearestSize(9800, 64)).to.equal(8192);
    expect(nearestSize(100_000, 3 * 32)).to.equal(96 * 1024);
    expect(nearestSize(10, 64)).to.equal(64);
  });
});
