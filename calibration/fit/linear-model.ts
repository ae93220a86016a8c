import { Matrix } from 'ml-matrix';
import { minimise, type Minimum } from './levenberg-marquardt.ts';

/** A model that is linear around a point: weighted residuals there, and their Jacobian. */
export interface LinearModel {
  point: readonly number[];
  residuals: readonly number[];
  jacobian: Matrix;
  lower: readonly number[];
  upper: readonly number[];
}

const LIMITS = { maxEvaluations: 50, tolerance: 1e-9 };

/** The fit of a linear model to some of its rows, within the bounds. */
export function fitRows(model: LinearModel, rows: readonly number[]): Promise<Minimum> {
  const jacobian = new Matrix(rows.map((row) => model.jacobian.getRow(row)));
  return minimise(
    {
      residuals: (point) => Promise.resolve(rows.map((row) => residualAt(model, row, point))),
      jacobian: () => Promise.resolve(jacobian),
      lower: model.lower,
      upper: model.upper,
    },
    model.point,
    { ...LIMITS, jacobian },
  );
}

/** The residual of a row at another point. */
export function residualAt(model: LinearModel, row: number, point: readonly number[]): number {
  return point.reduce(
    (sum, value, column) => sum + model.jacobian.get(row, column) * (value - model.point[column]),
    model.residuals[row],
  );
}
