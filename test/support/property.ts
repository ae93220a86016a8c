import fc from 'fast-check';

/** Same cases in every run; UKPERF_TEST_SEED=... tries others. fast-check prints the seed of a failure. */
const SEED = Number(process.env['UKPERF_TEST_SEED'] ?? 1997);

/** Checks a property on a number of cases. Give lists `size: 'max'` where their length matters: fast-check makes short ones otherwise. */
export function check<Values extends [unknown, ...unknown[]]>(
  cases: number,
  property: fc.IProperty<Values>,
): void {
  fc.assert(property, { numRuns: cases, seed: SEED });
}
