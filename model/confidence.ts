import jstat from 'jstat';
import { mean, sampleStandardDeviation } from 'simple-statistics';

const LEVEL = 0.95;

/** 95 % confidence interval of the mean of independent values (Student's t); a single value has no width. */
export function confidenceInterval(values: readonly number[]): [number, number] {
  const centre = mean([...values]);
  const half = halfWidth(values);
  return [centre - half, centre + half];
}

/** Half the width of {@link confidenceInterval}; infinite for a single value. */
export function halfWidth(values: readonly number[]): number {
  const count = values.length;
  if (count < 2) return Infinity;
  return (quantile(count - 1) * sampleStandardDeviation([...values])) / Math.sqrt(count);
}

/** Student's quantiles by degrees of freedom: they take longer than the rest of an interval. */
const quantiles = new Map<number, number>();

function quantile(freedom: number): number {
  let known = quantiles.get(freedom);
  if (known === undefined) quantiles.set(freedom, (known = jstat.studentt.inv((1 + LEVEL) / 2, freedom)));
  return known;
}
