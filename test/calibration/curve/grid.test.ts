import { expect } from 'chai';
import fc from 'fast-check';
import { Grid } from '../../../calibration/curve/grid.ts';
import { check } from '../../support/property.ts';

const grid = new Grid([
  [0, 2, 6],
  [10, 11],
]);

describe('grid of places', () => {
  it('has all points, the last axis fastest', () => {
    expect(grid.points).to.deep.equal([
      [0, 10],
      [0, 11],
      [2, 10],
      [2, 11],
      [6, 10],
      [6, 11],
    ]);
  });

  it('is divided into steps between its points', () => {
    expect(grid.finer(2).axes).to.deep.equal([
      [0, 1, 2, 4, 6],
      [10, 10.5, 11],
    ]);
  });

  it('gives each point the space around it', () => {
    // Widths 1, 3 and 2 along the first axis, 0.5 each along the second: in all 6 * 1.
    expect(grid.volumes).to.deep.equal([0.5, 0.5, 1.5, 1.5, 1, 1]);
  });

  it('interpolates along each axis', () => {
    expect(grid.weightsAt([2, 10])).to.deep.equal([[2, 1]]);
    expect(grid.weightsAt([3, 10.5])).to.deep.equal([
      [2, 0.375],
      [3, 0.375],
      [4, 0.125],
      [5, 0.125],
    ]);
  });

  it('interpolates what is linear without an error', () => {
    const linear = ([left, right]: readonly number[]): number => 3 * left - 2 * right + 1;
    const values = grid.points.map(linear);
    check(
      100,
      fc.property(
        fc.double({ min: 0, max: 6, noNaN: true }),
        fc.double({ min: 10, max: 11, noNaN: true }),
        (left, right) => {
          const weights = grid.weightsAt([left, right]);
          const found = weights.reduce((sum, [point, share]) => sum + share * values[point], 0);
          expect(found).to.be.closeTo(linear([left, right]), 1e-9);
        },
      ),
    );
  });
});
