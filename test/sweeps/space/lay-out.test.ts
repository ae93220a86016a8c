import { expect } from 'chai';
import fc from 'fast-check';
import { baseValueOf, levelAt, levelsOf } from '../../../sweeps/space/levels.ts';
import { spaceOf } from '../../../sweeps/space/lay-out.ts';
import type { Space } from '../../../sweeps/space/space.ts';
import { check } from '../../support/property.ts';
import { directions, SWEEP, sweepOf } from '../../support/sweeps.ts';
import { replaceOnce } from '../../support/toy.ts';

const space = (text: string, seed = '1'): Space => spaceOf(sweepOf(text), { seed, directions });
const points = (of: Space): unknown[] => Array.from({ length: of.size }, (_, index) => [...of.at(index)]);
const with_ = (line: string): string => replaceOnce(SWEEP, 'baseline: linux', `baseline: linux\n${line}`);

describe('levels of a parameter', () => {
  it('are evenly spaced by ratios', () => {
    expect(levelsOf(sweepOf(SWEEP).parameters['walk'])).to.deep.equal(['4 cycles', '6 cycles', '9 cycles']);
  });

  it('are evenly spaced by differences, and whole where asked', () => {
    const text = replaceOnce(
      SWEEP,
      'from: 4 cycles, to: 9 cycles, steps: 3, scale: log',
      'from: 1, to: 4, steps: 3',
    );
    expect(levelsOf(sweepOf(text).parameters['walk'])).to.deep.equal([1, 2.5, 4]);
    expect(
      levelsOf(sweepOf(replaceOnce(text, 'steps: 3', 'steps: 3, whole: true')).parameters['walk']),
    ).to.deep.equal([1, 3, 4]);
  });

  it('of a list are cut into equal parts', () => {
    const { ipc } = sweepOf(SWEEP).parameters;
    expect([0, 0.49, 0.5, 0.999].map((share) => levelAt(ipc, share))).to.deep.equal([50, 50, 100, 100]);
  });

  it('have a number in base units', () => {
    expect([
      baseValueOf('4 KiB'),
      baseValueOf(7),
      baseValueOf('pentium-90'),
      baseValueOf(null),
    ]).to.deep.equal([4096, 7, undefined, undefined]);
  });
});

describe('points of a sweep', () => {
  it('of a grid are all combinations, the last parameter fastest', () => {
    expect(points(space(SWEEP))).to.deep.equal([
      ['4 cycles', 50],
      ['4 cycles', 100],
      ['6 cycles', 50],
      ['6 cycles', 100],
      ['9 cycles', 50],
      ['9 cycles', 100],
    ]);
  });

  it('leave out what a condition excludes, in base units', () => {
    expect(points(space(with_('where: ["walk * 12 < ipc", "ipc != 50"]')))).to.deep.equal([
      ['4 cycles', 100],
      ['6 cycles', 100],
    ]);
  });

  it('one at a time begin with nothing set, which meets every condition', () => {
    expect(points(space(with_('design: one-at-a-time\nwhere: [walk < 9]')))).to.deep.equal([
      [null, null],
      ['4 cycles', null],
      ['6 cycles', null],
      [null, 50],
      [null, 100],
    ]);
  });

  it('of a Latin hypercube lie in each part of each range once', () => {
    check(
      20,
      fc.property(fc.integer({ min: 1, max: 50 }), fc.string(), (count, seed) => {
        const text = with_(`design: { latin-hypercube: ${count} }`)
          .replace(', scale: log', '')
          .replace('values: [50, 100]', 'from: 0, to: 1');
        const all = points(space(text, seed)) as [string, number][];
        const parts = (values: number[]): number[] =>
          values.map((value) => Math.floor(value * count)).sort((a, b) => a - b);
        const every = Array.from({ length: count }, (_, index) => index);
        expect(parts(all.map(([, ipc]) => ipc))).to.deep.equal(every);
        expect(parts(all.map(([walk]) => (Number.parseFloat(walk) - 4) / 5))).to.deep.equal(every);
      }),
    );
  });

  it('of a Latin hypercube depend on the seed only', () => {
    const text = with_('design: { latin-hypercube: 10 }');
    expect(points(space(text))).to.deep.equal(points(space(text)));
    expect(points(space(text))).not.to.deep.equal(points(space(text, '2')));
  });

  it('of a Sobol sequence begin in the middle, and its first are those of a longer one', () => {
    const text = with_('design: { sobol: 8 }').replace(', scale: log', '');
    expect(points(space(text)).slice(0, 3)).to.deep.equal([
      ['6.5 cycles', 100],
      ['7.75 cycles', 50],
      ['5.25 cycles', 100],
    ]);
    expect(points(space(text.replace('sobol: 8', 'sobol: 16'))).slice(0, 8)).to.deep.equal(
      points(space(text)),
    );
  });
});
