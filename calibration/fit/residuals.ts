import type { Figure } from './calibration-targets.ts';

/**
 * Standard deviation of the logarithm of a published result: systematic error, what was printed, and the rounding of a benchmark that
 * prints whole units.
 */
export function targetDeviation(target: Figure, systematic: number, wholeUnits: boolean): number {
  const printed = (target.sdPercent ?? 0) / 100;
  const rounding = wholeUnits ? UNIFORM_DEVIATION / target.published : 0;
  return Math.hypot(systematic, printed, rounding);
}

/** Standard deviation of a value that is uniform over one unit. */
const UNIFORM_DEVIATION = 1 / Math.sqrt(12);

/** The smallest value that a logarithm is taken of: a model that says nothing or less is as wrong as one that says this. */
const LEAST = 1e-6;

export function logarithm(value: number): number {
  return Math.log(Math.max(value, LEAST));
}
