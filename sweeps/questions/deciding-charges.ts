import { byPlaceAndCause } from '../../calibration/experiments/system-place.ts';
import type { Measured } from '../../model/index.ts';

/** Time of one operation at a place for a cause, in cycles: on a variant and on the baseline. */
export interface ChargeDifference {
  place: string;
  cause: string;
  cycles: number;
  baseline: number;
  difference: number;
}

/** What a variant measured, and what its domain of Linux is called. */
export interface Spent {
  measured: Measured;
  systemName: string;
}

/** The groups of charges that differ, the largest difference first; the differences add up to that of the times. */
export function chargeDifferences(own: Spent, baseline: Spent): ChargeDifference[] {
  const [spent, before] = [own, baseline].map(({ measured, systemName }) =>
    byPlaceAndCause(measured.operationCharges, systemName),
  );
  return [...new Set([...spent.keys(), ...before.keys()])]
    .map((key): ChargeDifference => {
      const [place, cause] = key.split('|');
      const [cycles, base] = [spent.get(key) ?? 0, before.get(key) ?? 0];
      return { place, cause, cycles, baseline: base, difference: cycles - base };
    })
    .filter(({ difference }) => difference !== 0)
    .sort((left, right) => Math.abs(right.difference) - Math.abs(left.difference));
}
