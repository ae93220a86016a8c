import { expect } from 'chai';
import { breakEven, type BreakEven, type LinePoint } from '../../../sweeps/analysis/break-even.ts';

/** Points at 1, 10, 100 with values and, where given, half the width of their intervals. */
const points = (values: readonly number[], half?: number): LinePoint[] =>
  values.map((value, index) => ({
    ...{ at: 10 ** index, value },
    ...(half === undefined ? {} : { low: value - half, high: value + half }),
  }));

function passage(result: BreakEven): Extract<BreakEven, { kind: 'at' }> {
  if (result.kind !== 'at') throw new Error(result.kind);
  return result;
}

describe('the place where a figure passes a value', () => {
  it('lies between points on the scale of the parameter', () => {
    expect(breakEven(points([0, 4, 8]), 3, 'linear')).to.deep.equal({
      ...{ kind: 'at', at: 1 + (9 * 3) / 4, rises: true, more: 0 },
    });
    const { at } = passage(breakEven(points([0, 4, 8]), 6, 'log'));
    expect(at).to.be.closeTo(10 ** 1.5, 1e-9);
  });

  it('may be one where the figure falls', () => {
    expect(passage(breakEven(points([8, 4, 0]), 4.4, 'linear'))).to.deep.include({ rises: false });
  });

  it('is never or always when the figure stays on one side', () => {
    expect(breakEven(points([1, 2, 3], 0.1), 5, 'log')).to.deep.equal({ kind: 'never', unsure: false });
    expect(breakEven(points([6, 7, 8], 0.1), 5, 'log')).to.deep.equal({ kind: 'always', unsure: false });
    expect(breakEven(points([6, 7, 8], 1.5), 5, 'log')).to.deep.equal({ kind: 'always', unsure: true });
  });

  it('counts what passes again', () => {
    expect(passage(breakEven(points([0, 8, 0, 8]), 4, 'linear')).more).to.equal(2);
  });

  it('has the interval in which the level is within that of the figure', () => {
    // Up by 4 for each factor of ten, so an interval of 1 to both sides is a quarter of a power of ten.
    const { at, low, high } = passage(breakEven(points([0, 4, 8], 1), 6, 'log'));
    const powers = [at, low, high].map((value) => Number(Math.log10(value!).toFixed(9)));
    expect(powers).to.deep.equal([1.5, 1.25, 1.75]);
    // Wider ones reach into the next stretch, or beyond what was tried.
    const wide = passage(breakEven(points([0, 4, 8], 3), 6, 'log'));
    expect(Math.log10(wide.low!)).to.be.closeTo(0.75, 1e-9);
    expect(wide.high).to.equal(null);
    expect(passage(breakEven(points([8, 4, 0], 3), 2, 'log')).high).to.equal(null);
  });

  it('has no interval without those of the figure', () => {
    expect(breakEven(points([0, 4, 8]), 6, 'log')).not.to.have.any.keys('low', 'high');
  });
});
