import {
  cc1,
  misses,
  missesAlone,
  near,
  SEEDS,
  type Disturbance,
  type Misses,
} from '../../support/misses.ts';

// As was measured of cc1 over one file: see `localities.test.ts`.
const TRANSIENT = 0.33;

describe('localities of the compilation, disturbed, on the machine before the fit', () => {
  let steady: Misses;
  before(() => (steady = missesAlone(cc1, SEEDS)));

  /** How many misses more each disturbance costs cc1. */
  const more = (disturbance: Disturbance, ...keys: (keyof Misses)[]): number[] => {
    const found = missesAlone({ ...cc1, disturbance }, SEEDS);
    return keys.map((key) => misses(found[key], steady[key], disturbance));
  };

  for (const [every, itlb, dtlb] of [
    [10_000, 19, 27],
    [50_000, 21, 35],
  ]) {
    it(`misses as often more as cc1 when both TLBs are emptied every ${every} instructions`, () => {
      const [code, data] = more({ lose: 'tlb', every }, 'itlb', 'dtlb');
      near(code, itlb, TRANSIENT, 'ITLB');
      near(data, dtlb, TRANSIENT, 'DTLB');
    });
  }

  for (const [every, code, data] of [
    [10_000, 94, 93],
    [50_000, 100, 115],
  ]) {
    it(`misses as often more as cc1 when both L1 are emptied every ${every} instructions`, () => {
      const [fetches, reads] = more({ lose: 'l1', every }, 'l1Code', 'l1Read');
      near(fetches, code, TRANSIENT, 'code');
      near(reads, data, TRANSIENT, 'data');
    });
  }

  it('misses as often more as cc1 when 2,000 lines of L2 are lost every 50,000 instructions', () => {
    const [code, data] = more({ lose: 'l2', every: 50_000, lines: 2000 }, 'l2Code', 'l2Read');
    near(code + data, 233, TRANSIENT, 'L2');
  });
});
