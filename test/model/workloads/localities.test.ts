import { expect } from 'chai';
import { cc1, missesAlone, near, SEEDS, type Alone, type Misses } from '../../support/misses.ts';

/*
 * What was measured of cc1 and cpp of gcc 2.7.2 (32-bit i486 code) over ten files of Linux 2.0.40, user instructions only, under an emulator
 * with a model of the P54C's caches and TLBs: misses for 100 instructions, means. The transients are in `localities.long.test.ts`.
 */
const CC1: Misses = {
  l1Code: 4.7,
  l1Read: 1.6,
  l1Write: 2.0,
  l2Code: 0.48,
  l2Read: 0.28,
  l2Write: 1.3,
  itlb: 0.25,
  dtlb: 0.1,
};
const CPP = { l1Code: 2.1, l1Read: 0.71, l1Write: 2.1, l2Write: 1.6, dtlb: 0.03 };
const CPP_L2 = 0.38;

const RATE = 0.2;
/** One run of cpp, its beginning included, as measured. */
const cpp: Alone = { locality: 'cpp', codePages: 30, dataPages: 118, before: 0, counted: 13.4e6 };

describe('localities of the compilation, alone on the machine before the fit', () => {
  it('misses as often as cc1 did', () => {
    const steady = missesAlone(cc1, SEEDS);
    for (const key of Object.keys(CC1) as (keyof Misses)[]) near(steady[key], CC1[key], RATE, key);
    near(steady.l2Code + steady.l2Read, 0.75, RATE, 'L2, code and reads');
  });

  it('misses as often as cpp did, but for the ITLB, which holds all of its 30 pages', () => {
    const found = missesAlone(cpp, SEEDS);
    for (const [key, measured] of Object.entries(CPP)) near(found[key as keyof Misses], measured, RATE, key);
    near(found.l2Code + found.l2Read, CPP_L2, 0.25, 'L2, code and reads');
    expect(found.itlb).to.be.below(0.04);
  });
});
