import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  elementaryEffects,
  morrisDesign,
  type ElementaryEffects,
} from '../../../calibration/sensitivity/morris.ts';
import {
  saltelliDesign,
  sobolIndices,
  type SobolIndices,
} from '../../../calibration/sensitivity/sobol-indices.ts';
import { readDirections, sobolPoints } from '../../../calibration/sensitivity/sobol-sequence.ts';
import { PACKAGE } from '../../../api/disk-library.ts';

const FILE = 'calibration/sensitivity/joe-kuo.yaml';
const directions = readDirections({ file: FILE, text: readFileSync(join(PACKAGE, FILE), 'utf8') });

const [A, B] = [7, 0.1];
/** Ishigami and Homma 1990, on the unit cube. */
function ishigami(point: readonly number[]): number {
  const [x, y, z] = point.map((value) => Math.PI * (2 * value - 1));
  return Math.sin(x) + A * Math.sin(y) ** 2 + B * z ** 4 * Math.sin(x);
}
const FIRST = (1 + (B * Math.PI ** 4) / 5) ** 2 / 2;
const SECOND = A ** 2 / 8;
const BOTH = (8 * B ** 2 * Math.PI ** 8) / 225;
const ALL = FIRST + SECOND + BOTH;

describe('Sobol sequence', () => {
  it('begins as Joe and Kuo print it', () => {
    expect(sobolPoints(directions, 3, 4)).to.deep.equal([
      [0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25],
      [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625],
    ]);
  });

  it('fills every dyadic interval equally in each dimension', () => {
    const count = 256;
    const points = [Array<number>(64).fill(0), ...sobolPoints(directions, 64, count - 1)];
    for (let dimension = 0; dimension < 64; dimension++) {
      const cells = new Set(points.map((point) => Math.floor(point[dimension] * count)));
      expect(cells.size, `dimension ${dimension}`).to.equal(count);
    }
  });
});

describe('Sobol indices', () => {
  const indicesOf = (
    of: (point: readonly number[]) => number,
    dimensions: number,
    count: number,
  ): SobolIndices[] =>
    sobolIndices(saltelliDesign(sobolPoints(directions, 2 * dimensions, count)).map(of), dimensions, 'seed');

  it("of Ishigami's function are those of its formula", () => {
    const found = indicesOf(ishigami, 3, 4096);
    const first = [FIRST, SECOND, 0].map((part) => part / ALL);
    const total = [FIRST + BOTH, SECOND, BOTH].map((part) => part / ALL);
    found.forEach((indices, index) => {
      expect(indices.first.value).to.be.closeTo(first[index], 0.02);
      expect(indices.total.value).to.be.closeTo(total[index], 0.02);
      const [low, high] = indices.total.interval;
      expect(total[index]).to.be.within(low - 0.01, high + 0.01);
    });
  });

  it('of a linear function are its squared slopes', () => {
    const slopes = [3, 1, 0];
    const found = indicesOf(
      (point) => slopes.reduce((sum, slope, index) => sum + slope * point[index], 5),
      3,
      512,
    );
    found.forEach(({ first, total }, index) => {
      expect(first.value).to.be.closeTo(slopes[index] ** 2 / 10, 0.02);
      expect(total.value).to.be.closeTo(slopes[index] ** 2 / 10, 0.02);
    });
  });
});

describe("Morris's screening", () => {
  const effectsOf = (of: (point: readonly number[]) => number, dimensions: number): ElementaryEffects[] => {
    const design = morrisDesign(dimensions, 20, 'seed');
    return elementaryEffects(
      design,
      design.map(({ points }) => points.map(of)),
    );
  };

  it('gives the slopes of a linear function, without spread', () => {
    const slopes = [3, -1, 0];
    const effects = effectsOf(
      (point) => slopes.reduce((sum, slope, index) => sum + slope * point[index], 1),
      3,
    );
    effects.forEach(({ importance, mean, deviation }, index) => {
      expect(mean).to.be.closeTo(slopes[index], 1e-12);
      expect(importance).to.be.closeTo(Math.abs(slopes[index]), 1e-12);
      expect(deviation).to.be.closeTo(0, 1e-12);
    });
  });

  it('sees that parameters interact', () => {
    const [left, right, alone] = effectsOf(([x, y, z]) => x * y + z, 3);
    expect(left.deviation).to.be.greaterThan(0.1);
    expect(right.deviation).to.be.greaterThan(0.1);
    expect(alone.deviation).to.be.closeTo(0, 1e-12);
  });

  it('stays in the unit cube and moves each parameter once', () => {
    for (const { points, order } of morrisDesign(7, 10, 'cube')) {
      expect([...order].sort()).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
      for (const point of points) for (const value of point) expect(value).to.be.within(0, 1);
    }
  });
});
