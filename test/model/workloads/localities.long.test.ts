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

  const KEYS = { tlb: ['itlb', 'dtlb'], l1: ['l1Code', 'l1Read'] } as const;
  for (const [lose, every, code, data] of [
    ['tlb', 10_000, 19, 27],
    ['tlb', 50_000, 21, 35],
    ['l1', 10_000, 94, 93],
    ['l1', 50_000, 100, 115],
  ] as const)
    it(`misses as often more as cc1 when both ${lose.toUpperCase()} are emptied every ${every} instructions`, () => {
      const [fetches, reads] = more({ lose, every }, ...KEYS[lose]);
      near(fetches, code, TRANSIENT, 'code');
      near(reads, data, TRANSIENT, 'data');
    });

  it('misses as often more as cc1 when 2,000 lines of L2 are lost every 50,000 instructions', () => {
    const [code, data] = more({ lose: 'l2', every: 50_000, lines: 2000 }, 'l2Code', 'l2Read');
    near(code + data, 233, TRANSIENT, 'L2');
  });
});
