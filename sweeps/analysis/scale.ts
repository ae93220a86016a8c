/** How the values of a parameter are spaced: by differences or by ratios. */
export type Scale = 'linear' | 'log';

/** A value's place on a scale, for interpolation. */
export const placeOf = (value: number, scale: Scale): number => (scale === 'log' ? Math.log(value) : value);

/** The value at a place; the inverse of {@link placeOf}. */
const valueAt = (place: number, scale: Scale): number => (scale === 'log' ? Math.exp(place) : place);

/** The value between two others on a scale. @param share 0 at the first, 1 at the second */
export function between(first: number, second: number, share: number, scale: Scale): number {
  if (share === 0) return first;
  if (share === 1) return second;
  const from = placeOf(first, scale);
  return valueAt(from + share * (placeOf(second, scale) - from), scale);
}

/** The scale on which listed values are spaced more evenly; linear when they say nothing. */
export function scaleOfValues(values: readonly number[]): Scale {
  const sorted = [...new Set(values)].sort((left, right) => left - right);
  if (sorted.length < 3 || sorted[0] <= 0) return 'linear';
  return unevenness(sorted.map(Math.log)) < unevenness(sorted) ? 'log' : 'linear';
}

/** The widest step over the narrowest. */
function unevenness(sorted: readonly number[]): number {
  const steps = sorted.slice(1).map((value, index) => value - sorted[index]);
  return Math.max(...steps) / Math.min(...steps);
}
