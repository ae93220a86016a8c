import { Matrix, solve } from 'ml-matrix';

/** Weighted residuals as a function of parameters, with a standard normal prior on each parameter and bounds. */
export interface LeastSquares {
  residuals: (point: readonly number[]) => Promise<number[]>;
  /** One row a residual, one column a parameter. */
  jacobian: (point: readonly number[], residuals: readonly number[]) => Promise<Matrix>;
  lower: readonly number[];
  upper: readonly number[];
}

export interface LeastSquaresOptions {
  maxEvaluations: number;
  /** Ends when a step lowers the objective by a smaller share than this. */
  tolerance: number;
  /** A Jacobian to begin with, from a point nearby; computed at the start by default. */
  jacobian?: Matrix;
}

export interface Minimum {
  point: number[];
  residuals: number[];
  /** Half the sum of squares of residuals and of parameters in prior standard deviations. */
  objective: number;
  evaluations: number;
  converged: boolean;
  /** The last Jacobian, kept up to date by Broyden's rank-one updates. */
  jacobian: Matrix;
}

const FIRST_DAMPING = 1e-2;
const DAMPING_FACTOR = 4;
const MOST_DAMPING = 1e8;

/**
 * Levenberg-Marquardt within bounds (Marquardt 1963; active set as in Lawson and Hanson's BVLS): minimises
 * |residuals|² / 2 + |point|² / 2. An evaluation of the Jacobian is dear, so Broyden's update stands in for it between.
 */
export async function minimise(
  problem: LeastSquares,
  start: readonly number[],
  options: LeastSquaresOptions,
): Promise<Minimum> {
  let point = start.map((value, index) => clamp(value, problem.lower[index], problem.upper[index]));
  let residuals = await problem.residuals(point);
  let objective = objectiveOf(residuals, point);
  const jacobian = options.jacobian?.clone() ?? (await problem.jacobian(point, residuals));
  let damping = FIRST_DAMPING;
  let evaluations = 1;
  let converged = false;
  while (!converged && evaluations < options.maxEvaluations && damping < MOST_DAMPING) {
    const step = boundedStep(jacobian, residuals, point, problem, damping);
    const next = point.map((value, index) => value + step[index]);
    if (norm(step) < options.tolerance) {
      converged = true;
      break;
    }
    const found = await problem.residuals(next);
    evaluations++;
    updateJacobian(jacobian, step, residuals, found);
    const value = objectiveOf(found, next);
    if (value < objective) {
      converged = objective - value < options.tolerance * objective;
      [point, residuals, objective] = [next, found, value];
      damping /= DAMPING_FACTOR;
    } else {
      // No step along a model that is this good can help: the noise of the residuals is reached.
      converged = value - objective < options.tolerance * objective;
      damping *= DAMPING_FACTOR;
    }
  }
  return { point, residuals, objective, evaluations, converged, jacobian };
}

export function objectiveOf(residuals: readonly number[], point: readonly number[]): number {
  return (squares(residuals) + squares(point)) / 2;
}

/** The damped Gauss-Newton step; parameters that would leave their bounds are set on them, and the others solved again. */
function boundedStep(
  jacobian: Matrix,
  residuals: readonly number[],
  point: readonly number[],
  { lower, upper }: LeastSquares,
  damping: number,
): number[] {
  const normal = jacobian.transpose().mmul(jacobian);
  const gradient = jacobian
    .transpose()
    .mmul(Matrix.columnVector([...residuals]))
    .to1DArray();
  const step = point.map(() => 0);
  let free = point.map((_, index) => index);
  const fixed = new Set<number>();
  while (free.length > 0) {
    const system = Matrix.zeros(free.length, free.length);
    const right = Matrix.zeros(free.length, 1);
    free.forEach((column, i) => {
      free.forEach((other, j) => {
        system.set(i, j, normal.get(column, other));
      });
      const diagonal = normal.get(column, column) + 1;
      system.set(i, i, diagonal * (1 + damping));
      const held = [...fixed].reduce((sum, other) => sum + normal.get(column, other) * step[other], 0);
      right.set(i, 0, -(gradient[column] + point[column] + held));
    });
    const solution = solve(system, right).to1DArray();
    const leaving = free.filter((column, i) => {
      const value = point[column] + solution[i];
      step[column] = clamp(value, lower[column], upper[column]) - point[column];
      return value < lower[column] || value > upper[column];
    });
    if (leaving.length === 0) break;
    for (const column of leaving) fixed.add(column);
    free = free.filter((column) => !fixed.has(column));
  }
  return step;
}

/** Broyden's update: the Jacobian that explains the change of the residuals, nearest to the old one. */
function updateJacobian(
  jacobian: Matrix,
  step: readonly number[],
  before: readonly number[],
  after: readonly number[],
): void {
  const length = squares(step);
  if (length === 0) return;
  before.forEach((residual, row) => {
    const predicted = step.reduce((sum, part, column) => sum + jacobian.get(row, column) * part, 0);
    const missing = (after[row] - residual - predicted) / length;
    step.forEach((part, column) => jacobian.set(row, column, jacobian.get(row, column) + missing * part));
  });
}

const squares = (values: readonly number[]): number => values.reduce((sum, value) => sum + value * value, 0);
const norm = (values: readonly number[]): number => Math.sqrt(squares(values));
const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
