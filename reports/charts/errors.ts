import { accuracyOf, isComparable } from '../../calibration/experiments/accuracy.ts';
import type { Row } from '../../calibration/experiments/row.ts';
import { VEGA_LITE_SCHEMA, type Chart } from './chart.ts';
import { GAP, OPACITY, SIZE, STEP, STROKE, WIDTH } from './look.ts';
import { BANDS } from './model-against-published.ts';
import { chosenOpacity, inOrder, legendSelection, systemColour, told, toldNumber } from './parts.ts';
import { NEUTRAL } from './theme.ts';

/** Signed errors of all rows that may be compared, a line an experiment, a strip a system. */
export function errorStrips(rows: readonly Row[]): Chart | undefined {
  const values = rows
    .filter(isComparable)
    .map(({ experiment, test, system, unit, role, model, published, relativeError }) => ({
      ...{ experiment, test, system, unit, role, model, relativeError },
      published: typeof published === 'number' ? published : published?.join(' to '),
    }));
  if (values.length === 0) return undefined;
  const systems = inOrder(values.map(({ system }) => system));
  const experiments = [...new Set(values.map(({ experiment }) => experiment))];
  const medians = experiments.map((experiment) => ({
    experiment,
    median: accuracyOf(rows.filter((row) => row.experiment === experiment)).bias,
  }));
  const strip = STEP.system * systems.length;
  const y = {
    field: 'experiment',
    type: 'nominal',
    sort: experiments,
    title: null,
    scale: { paddingInner: GAP.inner },
  } as const;
  const title = 'Errors by experiment and system';
  return {
    name: 'errors',
    title,
    caption:
      'How far the model is off, a point a row: to the left it is too low, to the right too high. Bands are 10 % and 25 %, the upright line in each strip is the median of its experiment. For a bandwidth or a throughput, too high means too fast.',
    spec: {
      $schema: VEGA_LITE_SCHEMA,
      title: { text: title, subtitle: '(model - published) / published' },
      width: WIDTH.chart,
      height: experiments.length * strip,
      data: { values },
      layer: [
        ...BANDS.map(
          (share) =>
            ({
              data: { values: [{ from: -share, to: share }] },
              mark: { type: 'rect', color: NEUTRAL, opacity: OPACITY.band },
              encoding: { x: { field: 'from', type: 'quantitative' }, x2: { field: 'to' } },
            }) as const,
        ),
        { mark: 'rule', encoding: { x: { datum: 0 } } },
        {
          data: { values: medians },
          mark: { type: 'tick', color: NEUTRAL, thickness: STROKE.line, size: strip * (1 - GAP.inner) },
          encoding: {
            y,
            x: { field: 'median', type: 'quantitative' },
            tooltip: [told('experiment'), toldNumber('median', 'median error', '+.1%')],
          },
        },
        {
          params: [legendSelection()],
          mark: { type: 'point', filled: true, size: SIZE.small },
          encoding: {
            y,
            yOffset: { field: 'system', type: 'nominal', sort: systems },
            x: {
              field: 'relativeError',
              type: 'quantitative',
              title: 'error (% of the published value)',
              axis: { format: '+.0%' },
            },
            color: systemColour(systems),
            opacity: chosenOpacity(OPACITY.strong),
            tooltip: [
              ...['experiment', 'test', 'system', 'role'].map((field) => told(field)),
              told('published'),
              toldNumber('model'),
              told('unit'),
              toldNumber('relativeError', 'error', '+.1%'),
            ],
          },
        },
      ],
    },
  };
}
