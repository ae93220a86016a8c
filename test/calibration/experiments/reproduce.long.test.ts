import { expectExactCharges, expectFormOfRows, SLOW_PAIRS } from '../../support/reproductions.ts';
import { runOne } from '../../support/shipped.ts';

describe('reproducing what takes long', () => {
  for (const [name, system] of SLOW_PAIRS) {
    it(`adds up the charges of ${name} on ${system} exactly, and keeps to the form of a row`, async () => {
      const result = await runOne(name, system);
      expectExactCharges(result);
      expectFormOfRows(result);
    });
  }
});
