import type { Row } from '../../calibration/experiments/row.ts';
import { formatPenalty } from '../numbers.ts';
import { VEGA_LITE_SCHEMA, type Chart } from './chart.ts';
import { figureBars, groupedBy } from './figure-bars.ts';
import { GAP, LABEL_ROOM, STEP, WIDTH } from './look.ts';
import { chosenOpacity, inOrder, marksOf, toldMark, type Mark } from './parts.ts';

/** Figure 7: the time of a compilation on each system. */
export function compileTimes(rows: readonly Row[]): Chart | undefined {
  const own = rows.filter(({ experiment }) => experiment === 'compile');
  if (own.length === 0) return undefined;
  const systems = inOrder(own.map(({ system }) => system));
  const marks = own.flatMap(marksOf);
  const values = marks.map((mark) => ({ ...mark, label: labelOf(mark, marks, systems[0]) }));
  const longest = Math.max(...values.map(({ value }) => value));
  const position = groupedBy('system', systems);
  const title = 'Rebuild of the Linux server (Figure 7)';
  return {
    name: 'figure-7-compile',
    title,
    caption:
      'Time to compile the Linux server: model (solid) beside published (pale), and the penalty of each against its own native Linux. Error bars of the model are 95 % confidence intervals over replications. The native time set the user work of a compilation.',
    spec: {
      $schema: VEGA_LITE_SCHEMA,
      title: { text: title, subtitle: 'seconds, and penalty against native Linux' },
      width: WIDTH.bars,
      height: { step: STEP.bar },
      data: { values },
      layer: [
        ...figureBars({
          ...{ values, systems, position },
          x: {
            field: 'value',
            type: 'quantitative',
            title: 'elapsed time (s)',
            scale: { domainMax: longest * LABEL_ROOM, nice: false },
          },
          tooltip: toldMark('s'),
        }),
        {
          transform: [{ calculate: 'isValid(datum.high) ? datum.high : datum.value', as: 'end' }],
          mark: { type: 'text', align: 'left', baseline: 'middle', dx: GAP.label },
          encoding: {
            ...position,
            x: { field: 'end', type: 'quantitative' },
            text: { field: 'label' },
            opacity: chosenOpacity(),
          },
        },
      ],
    },
  };
}

function labelOf(mark: Mark, marks: readonly Mark[], native: string): string {
  const base = marks.find(({ figure, system }) => figure === mark.figure && system === native);
  const penalty =
    base === undefined || mark.system === native ? '' : `, ${formatPenalty(mark.value / base.value - 1)}`;
  return `${mark.value.toFixed(0)} s${penalty}`;
}
