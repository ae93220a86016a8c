import { addCharge, type Charge } from '../core/charges.ts';
import { Fingerprint } from '../core/fingerprint.ts';
import { largestFirst } from './measure.ts';
import type { LoadCurve } from '../workloads/load-curve.ts';

/** Where the time of all loads of a curve went, the most first, and one fingerprint for them. */
export function totalsOf({ points }: LoadCurve): {
  charges: Charge[];
  elapsedCycles: number;
  fingerprint: string;
} {
  const hash = new Fingerprint();
  const table = new Map<string, Charge>();
  for (const { fingerprint, charges } of points) {
    hash.addText(fingerprint);
    for (const charge of charges) addCharge(table, charge);
  }
  return {
    charges: largestFirst(table.values()),
    elapsedCycles: points.reduce((sum, { elapsedCycles }) => sum + elapsedCycles, 0),
    fingerprint: hash.digest(),
  };
}
