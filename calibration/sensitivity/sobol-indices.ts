import { quantile, variance } from 'simple-statistics';
import { RandomStream } from '../../model/core/random.ts';

/** A share of an output's variance, with a bootstrap confidence interval. */
export interface Index {
  value: number;
  interval: [number, number];
}

export interface SobolIndices {
  /** Of the variance, by the parameter alone. */
  first: Index;
  /** By the parameter and all its interactions. */
  total: Index;
}

/**
 * The points at which a function must be known for Saltelli's design: two samples A and B, and for each parameter A with the parameter
 * of B.
 * @param base points in twice as many dimensions as there are parameters
 */
export function saltelliDesign(base: readonly (readonly number[])[]): number[][] {
  const parameters = base[0].length / 2;
  const left = base.map((point) => point.slice(0, parameters));
  const right = base.map((point) => point.slice(parameters));
  const mixed = Array.from({ length: parameters }, (_, parameter) =>
    left.map((point, row) => point.map((value, at) => (at === parameter ? right[row][at] : value))),
  );
  return [left, right, ...mixed].flat();
}

const LEVEL = 0.95;
const RESAMPLES = 200;

/**
 * First-order (Saltelli 2010) and total (Jansen 1999) indices from the function's values at the points of {@link saltelliDesign}.
 * @param seed of the bootstrap
 */
export function sobolIndices(values: readonly number[], parameters: number, seed: string): SobolIndices[] {
  const count = values.length / (parameters + 2);
  const stream = new RandomStream(seed);
  const block = (index: number): readonly number[] => values.slice(index * count, (index + 1) * count);
  const [left, right] = [block(0), block(1)];
  const all = Array.from({ length: count }, (_, row) => row);
  const samples = Array.from({ length: RESAMPLES }, () => all.map(() => stream.below(count)));
  return Array.from({ length: parameters }, (_, parameter) => {
    const mixed = block(parameter + 2);
    const at = (rows: readonly number[]): [number, number] => {
      const spread = variance(rows.flatMap((row) => [left[row], right[row]]));
      if (spread === 0) return [0, 0];
      const sum = (of: (row: number) => number): number => rows.reduce((total, row) => total + of(row), 0);
      const centre = sum((row) => right[row]) / rows.length;
      const first = sum((row) => (right[row] - centre) * (mixed[row] - left[row])) / rows.length / spread;
      const total = sum((row) => (left[row] - mixed[row]) ** 2) / (2 * rows.length) / spread;
      return [first, total];
    };
    const [first, total] = at(all);
    const resampled = samples.map(at);
    const indexOf = (value: number, which: 0 | 1): Index => ({
      value,
      interval: [(1 - LEVEL) / 2, (1 + LEVEL) / 2].map((part) =>
        quantile(
          resampled.map((pair) => pair[which]),
          part,
        ),
      ) as [number, number],
    });
    return { first: indexOf(first, 0), total: indexOf(total, 1) };
  });
}
