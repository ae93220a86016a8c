import { expect } from 'chai';
import { contourLevels, contourLines, type ContourLine } from '../../../sweeps/analysis/contours.ts';

const x = { values: [0, 1, 2], scale: 'linear' } as const;
const y = { values: [1, 10, 100], scale: 'log' } as const;

const rounded = (lines: readonly ContourLine[]): number[][][] =>
  lines.map((line) =>
    line
      .map((point) => [point.x, point.y].map((value) => Number(value.toFixed(6))))
      .sort(([, left], [, right]) => left - right),
  );

describe('lines of equal value', () => {
  it('run straight between points on the scales of the axes, and end at the edges', () => {
    // Grows with x only: 0, 4, 8. The line of 6 is at 1.5, from the lower edge to the upper.
    const lines = contourLines([0, 4, 8, 0, 4, 8, 0, 4, 8], x, y, 6);
    expect(rounded(lines)).to.deep.equal([
      [
        [1.5, 1],
        [1.5, 10],
        [1.5, 100],
      ],
    ]);
    // Grows with y only: 2 is half a power of ten from 1.
    const level = contourLines([0, 0, 0, 4, 4, 4, 8, 8, 8], x, y, 2);
    expect(level).to.have.length(1);
    for (const point of level[0]) expect(point.y).to.be.closeTo(Math.sqrt(10), 1e-9);
  });

  it('close around a summit', () => {
    const [line] = contourLines([0, 0, 0, 0, 8, 0, 0, 0, 0], x, y, 4);
    expect(line).to.have.length(5);
    expect(line[0]).to.deep.equal(line[4]);
    expect(line.map(({ x: at }) => at).sort()).to.deep.equal([0.5, 1, 1, 1.5, 1.5].sort());
  });

  it('are two where there are two', () => {
    expect(contourLines([8, 0, 8, 8, 0, 8, 8, 0, 8], x, y, 4)).to.have.length(2);
  });

  it('end where a point has no value', () => {
    const lines = contourLines([0, 4, 8, 0, 4, NaN, 0, 4, 8], x, y, 6);
    expect(lines.flat()).to.deep.equal([]);
  });

  it('are at round values', () => {
    expect(contourLevels([0.8, 170])).to.deep.equal([1, 2, 5, 10, 20, 50, 100]);
    expect(contourLevels([3, 49])).to.deep.equal([5, 10, 15, 20, 25, 30, 35, 40, 45]);
    expect(contourLevels([-3, 3])).to.deep.equal([-2, -1, 0, 1, 2]);
    expect(contourLevels([7, 7])).to.deep.equal([]);
    expect(contourLevels([])).to.deep.equal([]);
  });
});
