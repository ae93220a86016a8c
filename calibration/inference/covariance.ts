import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/**
 * How rows err together. The costs of the machine are known within ranges; where one of them is off, all rows that depend on it are. A
 * row's own error comes on top.
 */
export class Covariance {
  private readonly matrix: Matrix;
  private readonly inverses = new Map<string, Float64Array>();

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
    for (let row = 0; row < rows.length; row++) sum += residuals[row] * product(inverse, row, residuals);
    return sum;
  }

  /** What is left of some rows' errors when those of others are known. */
  unexplained(
    rows: readonly number[],
    residuals: readonly number[],
    known: readonly number[],
    errors: readonly number[],
  ): number[] {
    const inverse = this.inverse(known);
    const weights = known.map((_, row) => product(inverse, row, errors));
    return rows.map(
      (row, index) =>
        residuals[index] -
        known.reduce((sum, other, at) => sum + this.matrix.get(row, other) * weights[at], 0),
    );
  }

  /** The inverse of the covariance of some rows, row by row. */
  private inverse(rows: readonly number[]): Float64Array {
    const key = rows.join(' ');
    let inverse = this.inverses.get(key);
    if (!inverse) {
      const own = new Matrix(rows.map((row) => rows.map((column) => this.matrix.get(row, column))));
      const solved = new CholeskyDecomposition(own).solve(Matrix.eye(rows.length));
      inverse = Float64Array.from(solved.to1DArray());
      this.inverses.set(key, inverse);
    }
    return inverse;
  }
}

/** A row of a square matrix times a vector. */
function product(matrix: Float64Array, row: number, vector: readonly number[]): number {
  const size = vector.length;
  let sum = 0;
  for (let column = 0; column < size; column++) sum += matrix[row * size + column] * vector[column];
  return sum;
}
