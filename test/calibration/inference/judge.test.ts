import { expect } from 'chai';
import { Matrix } from 'ml-matrix';
import { Covariance } from '../../../calibration/inference/covariance.ts';
import type { Candidate } from '../../../calibration/inference/candidate.ts';
import { timesWith, type Effect, type Effects } from '../../../calibration/inference/effects.ts';
import {
  choiceLeftOut,
  choose,
  errorsOf,
  isAllowed,
  type Judging,
} from '../../../calibration/inference/judge.ts';
import { fitSizes } from '../../../calibration/inference/sizes.ts';
import type { Figure } from '../../../calibration/fit/calibration-targets.ts';

/** Four tests on three systems; two of them lack twenty microseconds for each of 1, 2, 3 and 4 pages. */
const PAGES = [1, 2, 3, 4];
const BASE = [100, 200, 300, 400];
const TARGETS = ['a', 'b', 'c', 'd'].flatMap((test) =>
  ['linux', 'l4linux', 'l4linux-trampoline'].map((system): Figure => ({
    ...{ experiment: 'toy', test, system, unit: 'us', published: 0, role: 'calibration', source: 'a test' },
  })),
);
const base = PAGES.flatMap((_, test) => [BASE[test], BASE[test], BASE[test]]);
const published = PAGES.flatMap((pages, test) => [0, 20, 20].map((each) => BASE[test] + each * pages));

function candidate(name: string, more: Partial<Candidate> = {}): Candidate {
  return {
    name,
    title: name,
    family: 'l4',
    group: undefined,
    reference: name,
    shipped: false,
    sizes: [],
    ...more,
  };
}

/** Adds so much to each row of the other systems, by the number of pages; or by size, where it has one. */
function effect(one: Candidate, each: (pages: number) => number): Effect {
  const added = PAGES.flatMap((pages) => [0, each(pages), each(pages)]);
  const nothing = added.map(() => 0);
  const bySize = one.sizes.map(({ low, high }) => ({ tried: [low, high], added: [nothing, added] }));
  return { candidate: one, fixed: one.sizes.length > 0 ? nothing : added, bySize };
}

const size = { path: 'constants.cost', low: 0, high: 40, dimension: 'count', whole: false } as const;
const PER_PAGE = effect(candidate('per-page', { sizes: [size] }), (pages) => 40 * pages);
const PER_CALL = effect(candidate('per-call', { sizes: [{ ...size, high: 100 }] }), () => 100);
const EXACT = effect(candidate('exact', { group: 'page' }), (pages) => 20 * pages);
const DOUBLE = effect(candidate('double', { group: 'page' }), (pages) => 40 * pages);
const USELESS = effect(candidate('useless', { sizes: [size] }), () => 0);

function foldsOf(nameOf: (row: number) => string): Map<string, number[]> {
  const folds = new Map<string, number[]>();
  TARGETS.forEach((_, row) => folds.set(nameOf(row), [...(folds.get(nameOf(row)) ?? []), row]));
  return folds;
}

function judgingOf(list: readonly Effect[], jacobian = Matrix.zeros(TARGETS.length, 1)): Judging {
  const effects: Effects = { targets: TARGETS, published, base, list };
  const rows = TARGETS.map((_, row) => row);
  return {
    effects,
    deviations: rows.map(() => 0.15),
    covariance: new Covariance(jacobian),
    byTest: foldsOf((row) => TARGETS[row].test),
    bySystem: foldsOf((row) => TARGETS[row].system),
    leastGain: 0.01,
    leastMove: 0.005,
    most: { l4: 2, mach: 2, programs: 4 },
  };
}

describe('inference', () => {
  it('adds up what candidates add, on straight lines between the sizes that were tried', () => {
    const { effects } = judgingOf([PER_PAGE, EXACT]);
    expect(timesWith(effects, [], [])).to.deep.equal(base);
    // A quarter of 40 a page, and 20 a page.
    expect(timesWith(effects, [0, 1], [[10], []])).to.deep.equal([
      ...[100, 130, 130],
      ...[200, 260, 260],
      ...[300, 390, 390],
      ...[400, 520, 520],
    ]);
  });

  it('sets sizes on the rows that it may see', () => {
    const judging = judgingOf([PER_PAGE]);
    const [[found]] = fitSizes(judging, [1, 4], [0]);
    expect(found).to.be.closeTo(20, 0.2);
  });

  it('takes whole values where a size has them', () => {
    const whole = effect(
      candidate('calls', { sizes: [{ ...size, high: 3, whole: true }] }),
      (pages) => 40 * pages,
    );
    const judging = judgingOf([whole]);
    expect(fitSizes(judging, [1, 4, 7, 10], [0])).to.satisfy(([[found]]: number[][]) =>
      Number.isInteger(found),
    );
  });

  it('computes errors by hand', () => {
    const judging = judgingOf([EXACT, DOUBLE]);
    const missing = [1.2, 1.2, 1.2, 1.2].map(Math.log);
    const byHand = Math.sqrt(missing.reduce((sum, error) => sum + error ** 2, 0) / 6);
    expect(errorsOf(judging, []).leftOutTest).to.be.closeTo(byHand, 1e-12);
    expect(errorsOf(judging, [0]).leftOutSystem).to.be.closeTo(0, 1e-12);
  });

  it('takes what the machine is known to make rows share out of their errors', () => {
    // One cost of the machine moves all rows alike, by two of their own standard deviations.
    const judging = judgingOf([EXACT], Matrix.ones(TARGETS.length, 1).mul(2));
    const rows = [0, 1];
    const [first, second] = [0.3, 0.3];
    // By hand, from the inverse of [[5, 4], [4, 5]].
    expect(judging.covariance.distance(rows, [first, second])).to.be.closeTo((0.3 * 0.3 * 2) / 9, 1e-12);
    expect(judging.covariance.distance(rows, [0.3, -0.3])).to.be.closeTo(0.3 * 0.3 * 2, 1e-12);
    expect(judging.covariance.unexplained([2], [0.3], [0], [0.3])[0]).to.be.closeTo(
      0.3 - (4 / 5) * 0.3,
      1e-12,
    );
  });

  it('chooses what explains the rows, and neither what does not nor what is not needed beside it', () => {
    const judging = judgingOf([USELESS, PER_CALL, PER_PAGE]);
    expect(choose(judging)).to.deep.equal([2]);
    expect(errorsOf(judging, [2]).leftOutTest).to.be.lessThan(0.01);
  });

  it('keeps one of a group, the better one, and no more than the limits allow', () => {
    expect(choose(judgingOf([DOUBLE, EXACT]))).to.deep.equal([1]);
    const judging = judgingOf([DOUBLE, EXACT, PER_PAGE, PER_CALL, USELESS]);
    expect(isAllowed(judging, [0, 1])).to.equal(false);
    expect(isAllowed(judging, [1, 2])).to.equal(true);
    expect(isAllowed(judging, [1, 2, 3])).to.equal(false);
    const numbers = effect(candidate('calls', { family: 'programs', sizes: [size, size, size] }), () => 1);
    const programs = judgingOf([
      numbers,
      effect(candidate('pages', { family: 'programs', sizes: [size, size] }), () => 1),
    ]);
    expect([isAllowed(programs, [0]), isAllowed(programs, [0, 1])]).to.deep.equal([true, false]);
  });

  it('chooses again without each fold, and predicts it', () => {
    const judging = judgingOf([USELESS, PER_PAGE]);
    const { error, chosen } = choiceLeftOut(judging, judging.byTest);
    expect(chosen).to.deep.equal([[1], [1], [1], [1]]);
    expect(error).to.be.lessThan(0.01);
    expect(choiceLeftOut(judging, judging.bySystem).chosen).to.deep.equal([[1], [1], [1]]);
  });
});
