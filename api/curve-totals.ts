import type { Charge } from '../model/core/charges.ts';
import { Fingerprint } from '../model/core/fingerprint.ts';
import { addCharge } from '../model/measure.ts';
import type { LoadCurve } from '../model/workloads/load-curve.ts';

/** Where the time of all loads of a curve went, and one fingerprint for them. */
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
    charges: [...table.values()],
    elapsedCycles: points.reduce((sum, { elapsedCycles }) => sum + elapsedCycles, 0),
    fingerprint: hash.digest(),
  };
}
