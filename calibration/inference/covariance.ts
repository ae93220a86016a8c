import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/**
 * How rows err together. The costs of the machine are known within ranges; where one of them is off, all rows that depend on it are. A
 * row's own error comes on top.
 */
export class Covariance {
  private readonly matrix: Matrix;
  private readonly inverses = new Map<string, Matrix>();

  /**
   * @param jacobian by row and parameter: change of the row in its own standard deviations, with one standard deviation of the parameter
   */
  constructor(jacobian: Matrix) {
    this.matrix = Matrix.add(jacobian.mmul(jacobian.transpose()), Matrix.eye(jacobian.rows));
  }

  /** The squared distance of some rows' errors from nothing, with what rows have in common taken into account. */
  distance(rows: readonly number[], residuals: readonly number[]): number {
    const inverse = this.inverse(rows);
    let sum = 0;
    for (let row = 0; row < rows.length; row++)
      for (let column = 0; column < rows.length; column++)
        sum += residuals[row] * inverse.get(row, column) * residuals[column];
    return sum;
  }

  /** What is left of some rows' errors when those of others are known. */
  unexplained(
    rows: readonly number[],
    residuals: readonly number[],
    known: readonly number[],
    errors: readonly number[],
  ): number[] {
    const weights = this.inverse(known).mmul(Matrix.columnVector([...errors]));
    return rows.map(
      (row, index) =>
        residuals[index] -
        known.reduce((sum, other, at) => sum + this.matrix.get(row, other) * weights.get(at, 0), 0),
    );
  }

  private inverse(rows: readonly number[]): Matrix {
    const key = rows.join(' ');
    let inverse = this.inverses.get(key);
    if (!inverse) {
      const own = new Matrix(rows.map((row) => rows.map((column) => this.matrix.get(row, column))));
      inverse = new CholeskyDecomposition(own).solve(Matrix.eye(rows.length));
      this.inverses.set(key, inverse);
    }
    return inverse;
  }
}
