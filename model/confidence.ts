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
  const quantile = jstat.studentt.inv((1 + LEVEL) / 2, count - 1);
  return (quantile * sampleStandardDeviation([...values])) / Math.sqrt(count);
}
