import { formatNumber } from '../../reports/numbers.ts';

const LARGE = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
] as const;

/** A number with as many digits as it deserves, in so little room that it fits beside a bar. */
export function shortNumber(value: number): string {
  const found = LARGE.find(([size]) => Math.abs(value) >= size);
  return found ? `${formatNumber(value / found[0])} ${found[1]}` : formatNumber(value);
}
