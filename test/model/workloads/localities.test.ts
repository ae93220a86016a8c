import { expect } from 'chai';
import { misses, missesAlone, type Alone, type Disturbance, type Misses } from '../../support/misses.ts';

/*
 * What was measured of cc1 and cpp of gcc 2.7.2 (32-bit i486 code) over ten files of Linux 2.0.40, user instructions only, under an emulator
 * with a model of the P54C's caches and TLBs: misses for 100 instructions, means; the transients over one file.
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
const TRANSIENT = 0.33;

const SEEDS = ['a', 'b', 'c'];
const cc1: Alone = { locality: 'cc1', codePages: 270, dataPages: 490, before: 4e6, counted: 8e6 };
/** One run of cpp, its beginning included, as measured. */
const cpp: Alone = { locality: 'cpp', codePages: 30, dataPages: 118, before: 0, counted: 13.4e6 };

const near = (value: number, measured: number, tolerance: number, what: string): void => {
  expect(value / measured, `${what}: ${value} against ${measured}`).to.be.within(
    1 - tolerance,
    1 + tolerance,
  );
};

describe('localities of the compilation, alone on the machine before the fit', () => {
  let steady: Misses;
  before(() => (steady = missesAlone(cc1, SEEDS)));

  it('misses as often as cc1 did', () => {
    for (const key of Object.keys(CC1) as (keyof Misses)[]) near(steady[key], CC1[key], RATE, key);
    near(steady.l2Code + steady.l2Read, 0.75, RATE, 'L2, code and reads');
  });

  it('misses as often as cpp did, but for the ITLB, which holds all of its 30 pages', () => {
    const found = missesAlone(cpp, SEEDS);
    for (const [key, measured] of Object.entries(CPP)) near(found[key as keyof Misses], measured, RATE, key);
    near(found.l2Code + found.l2Read, CPP_L2, 0.25, 'L2, code and reads');
    expect(found.itlb).to.be.below(0.04);
  });

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
