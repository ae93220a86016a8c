import { Matrix } from 'ml-matrix';
import { fitRows, residualAt, type LinearModel } from './linear-model.ts';
import { posteriorOf, propagate } from './posterior.ts';

/** Rows that were left out of a fit and predicted by it. */
export interface LeftOut {
  /** What was left out: a test, or a system. */
  name: string;
  rows: number[];
  /** log(model / published) of each row. */
  errors: number[];
  /** Standard deviation of each prediction, of the parameters and of the systematic error together. */
  deviations: number[];
}

/**
 * Fits a model to all rows but those of a group, and predicts these; for each group in turn.
 * @param scales standard deviations that the model's residuals were divided by
 * @param noise variance of a row's logarithm beyond the parameters, given the errors of the rows that were fitted
 */
export async function leaveOut(
  model: LinearModel,
  groups: ReadonlyMap<string, readonly number[]>,
  scales: readonly number[],
  noise: (errors: readonly number[], rows: readonly number[]) => (row: number) => number,
): Promise<LeftOut[]> {
  const all = scales.map((_, row) => row);
  const folds: LeftOut[] = [];
  for (const [name, rows] of groups) {
    const kept = all.filter((row) => !rows.includes(row));
    const { point } = await fitRows(model, kept);
    const posterior = posteriorOf(new Matrix(kept.map((row) => model.jacobian.getRow(row))));
    const errorAt = (row: number): number => residualAt(model, row, point) * scales[row];
    const variance = noise(kept.map(errorAt), kept);
    folds.push({
      name,
      rows: [...rows],
      errors: rows.map(errorAt),
      deviations: rows.map((row) => {
        const gradient = model.jacobian.getRow(row).map((value) => value * scales[row]);
        return Math.sqrt(propagate(posterior, gradient) + variance(row));
      }),
    });
  }
  return folds;
}
