import { expect } from 'chai';
import { effectsOf, rankCorrelation } from '../../../sweeps/analysis/effects.ts';
import type { ParameterInfo, PointFigure } from '../../../sweeps/analysis/sweep-figures.ts';

const parameter = (name: string, levels: (number | string)[], scale: 'linear' | 'log'): ParameterInfo => ({
  ...{ name, title: name, unit: '', levels, scale },
  numeric: typeof levels[0] === 'number',
});

const parameters = [
  parameter('few', [0, 10], 'linear'),
  parameter('wide', [1, 10, 100], 'log'),
  parameter('name', ['a', 'b'], 'linear'),
];

/** All combinations with a value for each. */
const points = (value: (few: number, wide: number) => number): PointFigure[] =>
  [0, 10].flatMap((few) =>
    [1, 10, 100].flatMap((wide) =>
      ['a', 'b'].map((name): PointFigure => ({ levels: [few, wide, name], value: value(few, wide) })),
    ),
  );

describe('main effects', () => {
  it('are the changes over the ranges of the parameters, the strongest first', () => {
    // 3 for each unit of the first, 20 for each power of ten of the second.
    const found = effectsOf(
      points((few, wide) => 5 + 3 * few + 20 * Math.log10(wide)),
      parameters,
    )!;
    expect(found.effects.map(({ parameter: name }) => name)).to.deep.equal(['wide', 'few']);
    expect(found.effects.map(({ change }) => Math.round(change))).to.deep.equal([40, 30]);
    expect(found.explained).to.be.closeTo(1, 1e-12);
    expect(found.points).to.equal(12);
    for (const { change, low, high } of found.effects) expect(high - low).to.be.below(change * 1e-6);
  });

  it('have the intervals of ordinary least squares', () => {
    // y = 0, 1, 1, 2 at x = 0, 1, 0, 1: slope 1, residuals of 0.5, so the standard error is sqrt(0.5 * 1/1).
    const four = [0, 1, 1, 2].map((value, index): PointFigure => ({ levels: [index % 2], value }));
    const [{ change, low, high }] = effectsOf(four, [parameter('x', [0, 1], 'linear')])!.effects;
    expect(change).to.be.closeTo(1, 1e-12);
    expect((high - low) / 2).to.be.closeTo(4.302653 * Math.sqrt(0.5), 1e-5);
  });

  it('are unknown with too few points, or parameters that move together', () => {
    expect(effectsOf(points(() => 1).slice(0, 3), parameters)).to.equal(undefined);
    const together = points((few) => few).map(({ levels, value }) => ({
      value,
      levels: [levels[0], levels[0]],
    }));
    const twins = [parameters[0], parameter('twin', [0, 10], 'linear')];
    expect(effectsOf(together, twins)).to.equal(undefined);
  });

  it('correlate ranks, of which equal values share the mean', () => {
    expect(rankCorrelation([1, 2, 3], [10, 100, 1000])).to.be.closeTo(1, 1e-12);
    expect(rankCorrelation([1, 2, 3], [3, 2, 1])).to.be.closeTo(-1, 1e-12);
    // Ranks 1.5, 1.5, 3 and 1, 2, 3: deviations -0.5, -0.5, 1 and -1, 0, 1.
    expect(rankCorrelation([5, 5, 9], [1, 2, 3])).to.be.closeTo(1.5 / Math.sqrt(1.5 * 2), 1e-12);
    expect(rankCorrelation([5, 5, 5], [1, 2, 3])).to.equal(0);
  });
});
