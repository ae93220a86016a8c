import jstat from 'jstat';
import { mean, sampleStandardDeviation } from 'simple-statistics';

const LEVEL = 0.95;
/** Level of an interval of single values, as a calibration's predictive interval has it. */
export const PAIR_LEVEL = 0.9;

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
  if (known === undefined) quantiles.set(freedom, (known = quantileAt(LEVEL, freedom)));
  return known;
}

const quantileAt = (level: number, freedom: number): number => jstat.studentt.inv((1 + level) / 2, freedom);

/**
 * 90 % interval of how much greater one value is than one base value that has nothing to do with it, as a share of the base. The mean of
 * this excess is known from values that belong together.
 *
 * The spreads of both are added as they are, to first order in their relative size, with the degrees of freedom of Welch; the
 * uncertainty of the mean comes to it.
 * @param excess of each value over the base value that belongs to it
 */
export function pairInterval(
  values: readonly number[],
  base: readonly number[],
  excess: readonly number[],
): [number, number] {
  const centre = mean([...excess]);
  const [own, other] = [relativeVariance(values), relativeVariance(base)];
  const spread = own + other;
  if (spread === 0) return [centre, centre];
  const freedom = spread ** 2 / (own ** 2 / (values.length - 1) + other ** 2 / (base.length - 1));
  const ofMean = sampleStandardDeviation([...excess]) ** 2 / excess.length;
  const half = quantileAt(PAIR_LEVEL, freedom) * Math.sqrt((1 + centre) ** 2 * spread + ofMean);
  return [centre - half, centre + half];
}

function relativeVariance(values: readonly number[]): number {
  return (sampleStandardDeviation([...values]) / mean([...values])) ** 2;
}
