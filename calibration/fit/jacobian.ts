import { Matrix } from 'ml-matrix';
import type { Prior } from './prior.ts';

/**
 * Derivatives by parameters in prior standard deviations: differences over two points a parameter, as far apart as its bounds allow.
 * @param step half the distance of the two points
 * @param valuesAt rows at each of some points
 */
export async function jacobianAt(
  { lower, upper }: Prior,
  point: readonly number[],
  step: number,
  valuesAt: (points: readonly (readonly number[])[]) => Promise<number[][]>,
): Promise<Matrix> {
  const ends = point.flatMap((value, index) =>
    [Math.max(value - step, lower[index]), Math.min(value + step, upper[index])].map((end) =>
      point.map((other, at) => (at === index ? end : other)),
    ),
  );
  const values = await valuesAt(ends);
  const columns = point.map((_, index) => {
    const width = ends[2 * index + 1][index] - ends[2 * index][index];
    return values[2 * index].map((low, row) => (values[2 * index + 1][row] - low) / width);
  });
  return new Matrix(columns).transpose();
}
