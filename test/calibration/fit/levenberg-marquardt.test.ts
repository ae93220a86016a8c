import { expect } from 'chai';
import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { minimise, objectiveOf, type LeastSquares } from '../../../calibration/fit/levenberg-marquardt.ts';

const OPTIONS = { maxEvaluations: 200, tolerance: 1e-12 };
const FREE = { lower: [-1e6, -1e6], upper: [1e6, 1e6] };

/** A problem of which only the residuals are given: differences make the Jacobian. */
function problem(residuals: (point: readonly number[]) => number[], bounds = FREE): LeastSquares {
  const step = 1e-6;
  return {
    residuals: (point) => Promise.resolve(residuals(point)),
    jacobian: (point, at) =>
      Promise.resolve(
        new Matrix(
          at.map((value, row) =>
            point.map((_, column) => {
              const moved = point.map((old, index) => (index === column ? old + step : old));
              return (residuals(moved)[row] - value) / step;
            }),
          ),
        ),
      ),
    ...bounds,
  };
}

describe('Levenberg-Marquardt', () => {
  it('solves a linear problem with priors as the normal equations do', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true })),
          {
            minLength: 3,
            maxLength: 8,
          },
        ),
        async (rows) => {
          const matrix = new Matrix(rows);
          const right = rows.map((_, index) => index - 1);
          const { point } = await minimise(
            problem((at) =>
              matrix
                .mmul(Matrix.columnVector([...at]))
                .to1DArray()
                .map((value, row) => value - right[row]),
            ),
            [0, 0],
            OPTIONS,
          );
          const normal = matrix.transpose().mmul(matrix).add(Matrix.eye(2));
          const exact = solve(normal, matrix.transpose().mmul(Matrix.columnVector(right))).to1DArray();
          point.forEach((value, index) => expect(value).to.be.closeTo(exact[index], 1e-4));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('finds the minimum of a curved valley', async () => {
    // Rosenbrock's function, so strong against the priors that they hardly move it.
    const weight = 1e3;
    const { point } = await minimise(
      problem(([x, y]) => [10 * weight * (y - x * x), weight * (1 - x)]),
      [-1.2, 1],
      OPTIONS,
    );
    expect(point[0]).to.be.closeTo(1, 1e-3);
    expect(point[1]).to.be.closeTo(1, 1e-3);
  });

  it('stays within bounds, and finds the best point on them', async () => {
    const bounds = { lower: [-1, -1], upper: [0.5, 1] };
    const residuals = ([x, y]: readonly number[]): number[] => [10 * (x - 2), 10 * (x + y - 1)];
    const { point, objective } = await minimise(problem(residuals, bounds), [0, 0], OPTIONS);
    expect(point[0]).to.equal(0.5);
    for (let y = -1; y <= 1; y += 0.01)
      expect(objectiveOf(residuals([0.5, y]), [0.5, y])).to.be.at.least(objective - 1e-6);
  });

  it('never goes uphill', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        async (x, y) => {
          const residuals = ([a, b]: readonly number[]): number[] => [
            Math.sin(3 * a) + b,
            Math.exp(a * b) - 1,
            a - b * b,
          ];
          const { objective } = await minimise(problem(residuals), [x, y], {
            ...OPTIONS,
            maxEvaluations: 20,
          });
          expect(objective).to.be.at.most(objectiveOf(residuals([x, y]), [x, y]));
        },
      ),
      { numRuns: 30 },
    );
  });
});
