import { timesWith, type Effects } from './effects.ts';

/** A size is found to such a part of its range. */
const SECTIONS = 200;
const MOST_ROUNDS = 20;

/** log(model / published) of some rows, each divided by its standard deviation. */
export function residualsOf(
  effects: Effects,
  deviations: readonly number[],
  rows: readonly number[],
  chosen: readonly number[],
  sizes: readonly (readonly number[])[],
): number[] {
  const times = timesWith(effects, chosen, sizes);
  return rows.map((row) => logRatio(effects, row, times[row]) / deviations[row]);
}

/** log(model / published) of a row; a time that came out at nothing or less is as wrong as a tiny one. */
export const logRatio = ({ published }: Effects, row: number, time: number): number =>
  Math.log(Math.max(time, published[row] * LEAST) / published[row]);
const LEAST = 1e-6;

export const squares = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value * value, 0);

/**
 * The sizes of some candidates that fit some rows best: each value is moved over its range in turn, until none of them helps any more.
 * @returns by candidate, its sizes
 */
export function fitSizes(
  effects: Effects,
  deviations: readonly number[],
  rows: readonly number[],
  chosen: readonly number[],
): number[][] {
  const sizes = chosen.map((number) =>
    effects.list[number].candidate.sizes.map(({ low, high }) => (low + high) / 2),
  );
  const values = chosen.flatMap((number, place) =>
    effects.list[number].candidate.sizes.map((size, index) => ({ ...size, place, index })),
  );
  let last = Infinity;
  for (let round = 0; values.length > 0 && round < MOST_ROUNDS; round++) {
    let error = 0;
    for (const { place, index, low, high, whole } of values) {
      const at = (size: number): number => {
        sizes[place][index] = whole ? Math.round(size) : size;
        return squares(residualsOf(effects, deviations, rows, chosen, sizes));
      };
      const best = leastOf(at, low, high);
      error = at(best);
    }
    if (error >= last * (1 - TOLERANCE)) break;
    last = error;
  }
  return sizes;
}
const TOLERANCE = 1e-4;

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Where a function with one valley is least, by golden sections; its ends count too. */
function leastOf(at: (x: number) => number, low: number, high: number): number {
  let [left, right] = [low, high];
  while (right - left > (high - low) / SECTIONS) {
    const [inner, outer] = [right - GOLDEN * (right - left), left + GOLDEN * (right - left)];
    if (at(inner) < at(outer)) right = outer;
    else left = inner;
  }
  return [low, (left + right) / 2, high].reduce((best, x) => (at(x) < at(best) ? x : best));
}
