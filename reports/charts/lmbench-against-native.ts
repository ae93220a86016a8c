import type { Row } from '../../calibration/experiments/row.ts';
import { isRate } from '../../model/units.ts';
import { VEGA_LITE_SCHEMA, type Chart } from './chart.ts';
import { figureBars, groupedBy } from './figure-bars.ts';
import { STEP, WIDTH } from './look.ts';
import { FIGURES, inOrder, marksOf, told, toldMark, toldNumber, type Mark } from './parts.ts';

/** Figure 6: how many times slower than native Linux each system is, of the model and in the paper. */
export function lmbenchAgainstNative(rows: readonly Row[]): Chart | undefined {
  const own = rows.filter(({ experiment }) => experiment === 'lmbench');
  const values = own.flatMap((row) => {
    const native = own.find(({ test, system }) => test === row.test && system === NATIVE);
    if (native === undefined || row === native) return [];
    return marksOf(row)
      .flatMap((mark) => against(mark, marksOf(native), isRate(row.unit)))
      .map((mark) => ({ ...mark, line: `${mark.system} ${mark.figure}` }));
  });
  if (values.length === 0) return undefined;
  const systems = inOrder(values.map(({ system }) => system));
  const lines = systems.flatMap((system) => FIGURES.map((figure) => `${system} ${figure}`));
  const tests = [...new Set(values.map(({ test }) => test))];
  const position = groupedBy('test', tests, 'line', lines);
  const title = 'lmbench against native Linux (Figure 6)';
  return {
    name: 'figure-6-lmbench',
    title,
    caption:
      'How many times slower than native Linux each system is, model (solid) beside published (pale), each against its own native figure; of a bandwidth the inverse. The axis is logarithmic: a bar to the left of 1 is faster than native. Error bars: least and greatest of the model over replications, one published standard deviation, both of the system alone.',
    spec: {
      $schema: VEGA_LITE_SCHEMA,
      title: { text: title, subtitle: 'times slower than native Linux; shorter is better' },
      width: WIDTH.bars,
      height: { step: STEP.narrow },
      data: { values },
      layer: [
        ...figureBars({
          ...{ values, systems, position },
          x: {
            field: 'value',
            type: 'quantitative',
            title: 'slowdown against native Linux (times)',
            scale: { type: 'log' },
            axis: { values: TICKS, format: '~g' },
          },
          x2: { datum: 1 },
          tooltip: [told('test'), ...toldMark('times slower'), toldNumber('measured', 'measured')],
        }),
        { mark: 'rule', encoding: { x: { datum: 1 } } },
      ],
    },
  };
}

const NATIVE = 'linux';
const TICKS = [1, 2, 4, 8, 16, 32, 64];

/** A figure as a slowdown against the native one of its kind; of a rate the inverse. */
function against(mark: Mark, natives: readonly Mark[], rate: boolean): (Mark & { measured: number })[] {
  const base = natives.find(({ figure }) => figure === mark.figure);
  if (base === undefined) return [];
  const slowdown = (value: number): number => (rate ? base.value / value : value / base.value);
  const { low, high, ...rest } = mark;
  const ends = low === undefined || high === undefined ? [] : [slowdown(low), slowdown(high)];
  return [
    {
      ...rest,
      measured: mark.value,
      value: slowdown(mark.value),
      ...(ends.length > 0 ? { low: Math.min(...ends), high: Math.max(...ends) } : {}),
    },
  ];
}
