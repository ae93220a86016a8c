import { expect } from 'chai';
import { accuracyOf, byTest, misordered } from '../../../calibration/experiments/accuracy.ts';
import type { Row } from '../../../calibration/experiments/row.ts';

const row = (model: number, published?: number, more: Partial<Row> = {}): Row => ({
  experiment: 'e',
  test: 't',
  system: 's',
  unit: 'us',
  model,
  ...(published === undefined
    ? {}
    : { published, relativeError: (model - published) / published, role: 'calibration' as const }),
  ...more,
});

describe('accuracy', () => {
  it('is the median of absolute errors, and their 90th percentile', () => {
    const rows = [row(110, 100), row(80, 100), row(130, 100), row(100, 100), row(60, 100)];
    const accuracy = accuracyOf(rows);
    expect(accuracy.rows).to.equal(5);
    expect(accuracy.medianAbsoluteError).to.be.closeTo(0.2, 1e-12);
    expect(accuracy.ninetiethPercentile).to.be.closeTo(0.36, 1e-12);
    // A tenth of the way from the fourth to the fifth of five: 0.3 + 0.6 * 0.1.
    // Signed: -0.4, -0.2, 0, 0.1, 0.3.
    expect(accuracy.bias).to.be.closeTo(0, 1e-12);
  });

  it('takes the mean of the middle two of an even number', () => {
    expect(accuracyOf([row(110, 100), row(120, 100)]).medianAbsoluteError).to.be.closeTo(0.15, 1e-12);
  });

  it('leaves out rows without a published figure and fitted ones', () => {
    expect(accuracyOf([row(1), row(900, 100, { role: 'fitted' }), row(105, 100)]).rows).to.equal(1);
    expect(accuracyOf([row(1)])).to.deep.equal({
      rows: 0,
      medianAbsoluteError: 0,
      ninetiethPercentile: 0,
      bias: 0,
    });
  });

  it('leaves out repetitions and what was entered', () => {
    const others = [row(900, 100, { role: 'replicate' }), row(900, 100, { role: 'reproduced' })];
    expect(accuracyOf([...others, row(105, 100)]).rows).to.equal(1);
  });

  it('does not change the rows', () => {
    const rows = [row(300, 100), row(100, 100)];
    accuracyOf(rows);
    expect(rows.map(({ model }) => model)).to.deep.equal([300, 100]);
  });
});

describe('order of systems', () => {
  const pair = (left: [number, number, number?], right: [number, number, number?]): [string, string][] => {
    const system = (name: string, [model, published, sd]: [number, number, number?]): Row =>
      row(model, published, { system: name, ...(sd === undefined ? {} : { sdPercent: sd }) });
    return misordered([system('a', left), system('b', right)]);
  };

  it('names the pairs that come in the wrong order', () => {
    expect(pair([10, 100], [20, 200])).to.deep.equal([]);
    expect(pair([20, 100], [10, 200])).to.deep.equal([['a', 'b']]);
    expect(pair([10, 200], [20, 100])).to.deep.equal([['a', 'b']]);
  });

  it('takes a tie of the model as the wrong order', () => {
    expect(pair([10, 100], [10, 200])).to.deep.equal([['a', 'b']]);
  });

  it('scores only pairs more than two pooled standard deviations apart', () => {
    // 5 % of 100 and of 110: pooled 5.26, so 110 - 100 is 1.9 of them.
    expect(pair([20, 100, 5], [10, 110, 5])).to.deep.equal([]);
    // 4.5 %: 2.1 of them.
    expect(pair([20, 100, 4.5], [10, 110, 4.5])).to.deep.equal([['a', 'b']]);
    // Exactly two: not told apart.
    expect(pair([20, 80, 12.5], [10, 100, 10])).to.deep.equal([]);
  });

  it('leaves out rows without a published figure', () => {
    expect(misordered([row(1, undefined, { system: 'a' }), row(2, 1, { system: 'b' })])).to.deep.equal([]);
  });

  it('looks at every pair', () => {
    const rows = [row(3, 1, { system: 'a' }), row(2, 2, { system: 'b' }), row(1, 3, { system: 'c' })];
    expect(misordered(rows)).to.deep.equal([
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'c'],
    ]);
  });
});

describe('rows by test', () => {
  it('keep the order in which tests and rows come', () => {
    const rows = [row(1, 1, { test: 'b' }), row(2, 1, { test: 'a' }), row(3, 1, { test: 'b' })];
    const groups = [...byTest(rows)].map(([test, group]) => [test, group.map(({ model }) => model)]);
    expect(groups).to.deep.equal([
      ['b', [1, 3]],
      ['a', [2]],
    ]);
  });
});
