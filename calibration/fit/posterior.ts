import { inverse, Matrix, SingularValueDecomposition } from 'ml-matrix';

/** The posterior of parameters around a fit by Laplace's approximation, in units of prior standard deviations. */
export interface Posterior {
  covariance: Matrix;
  /** By parameter: 1 is the prior's width. */
  deviations: number[];
  correlation: Matrix;
}

/**
 * Laplace's approximation: the inverse of the Gauss-Newton Hessian of a least-squares objective with standard normal priors.
 * @param jacobian of the weighted residuals, to parameters in prior standard deviations
 */
export function posteriorOf(jacobian: Matrix): Posterior {
  const hessian = jacobian.transpose().mmul(jacobian).add(Matrix.eye(jacobian.columns));
  const covariance = inverse(hessian);
  const deviations = covariance.diagonal().map(Math.sqrt);
  const correlation = covariance.clone();
  for (let row = 0; row < correlation.rows; row++)
    for (let column = 0; column < correlation.columns; column++)
      correlation.set(row, column, covariance.get(row, column) / (deviations[row] * deviations[column]));
  return { covariance, deviations, correlation };
}

export interface Identifiability {
  /** Of the scaled Jacobian, largest first; along a direction below 1 the prior says more than the data. */
  singularValues: number[];
  /** Parameters about which the data say next to nothing. */
  undetermined: number[];
}

/**
 * Which parameters data determine.
 * @param undeterminedAbove a parameter is undetermined when its posterior is wider than this share of its prior
 */
export function identifiabilityOf(jacobian: Matrix, undeterminedAbove: number): Identifiability {
  const singularValues = new SingularValueDecomposition(jacobian, {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
    autoTranspose: true,
  }).diagonal;
  const { deviations } = posteriorOf(jacobian);
  return {
    singularValues: [...singularValues],
    undetermined: deviations.flatMap((deviation, index) => (deviation > undeterminedAbove ? [index] : [])),
  };
}

/** Pairs of parameters that the data tell apart badly, the worst first. */
export function correlatedPairs(
  { correlation }: Posterior,
  above: number,
): { left: number; right: number; correlation: number }[] {
  const pairs = [];
  for (let left = 0; left < correlation.rows; left++)
    for (let right = left + 1; right < correlation.columns; right++) {
      const value = correlation.get(left, right);
      if (Math.abs(value) > above) pairs.push({ left, right, correlation: value });
    }
  return pairs.sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation));
}

/** Variance of a linear function of the parameters. */
export function propagate({ covariance }: Posterior, gradient: readonly number[]): number {
  const vector = Matrix.columnVector([...gradient]);
  return vector.transpose().mmul(covariance).mmul(vector).get(0, 0);
}
