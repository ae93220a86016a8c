import { expect } from 'chai';
import { convert, type Charge, type Measured, type WorkloadTest } from '../../model/index.ts';

/** Rounding of divisions, as a share of all charges. */
const ROUNDING = 1e-12;

/** Expects that charges add up to the time that a test reports of one operation, and those of each part to its time. */
export function expectChargesOfOperation(
  measured: Measured,
  test: WorkloadTest,
  clock: number,
  what: string,
): void {
  const { value, taken, cyclesPerOperation, operationCharges, parts, partCharges } = measured;
  expectSum(operationCharges, cyclesPerOperation, what);
  for (const [part, cycles] of Object.entries(parts))
    expectSum(partCharges[part], cycles, `${what}, ${part}`);
  if (taken.length > 1) return;
  const reported = convert(cyclesPerOperation, test.unit, clock, test.bytes);
  expect(value, what).to.equal(test.truncate ? Math.trunc(reported) : reported);
}

function expectSum(charges: readonly Charge[], cycles: number, what: string): void {
  const sum = charges.reduce((total, charge) => total + charge.cycles, 0);
  const size = charges.reduce((total, charge) => total + Math.abs(charge.cycles), 0);
  expect(Math.abs(sum - cycles), `${what}: charges of ${sum} for ${cycles} cycles`).to.be.at.most(
    ROUNDING * size,
  );
}
