import { isComparable } from '../../calibration/experiments/accuracy.ts';
import type { Row } from '../../calibration/experiments/row.ts';
import { VEGA_LITE_SCHEMA, type Chart } from './chart.ts';
import { DASH, HEIGHT, OPACITY, SIZE, STROKE, WIDTH } from './look.ts';
import {
  chosenOpacity,
  inOrder,
  intervalLayer,
  legendSelection,
  marksOf,
  systemColour,
  told,
  toldNumber,
} from './parts.ts';
import { NEUTRAL } from './theme.ts';

/** Shares of the published value that the bands are wide to either side, the wide one first. */
export const BANDS = [0.25, 0.1];

/** Every row with a published figure that may be compared: the model's against it, on logarithmic axes. */
export function modelAgainstPublished(rows: readonly Row[]): Chart | undefined {
  const all = rows.filter(isComparable).map((row) => {
    const [model, published] = marksOf(row);
    const { experiment, test, system, unit, role, relativeError } = row;
    const { low, high } = model;
    return {
      ...{ experiment, test, system, unit, role, relativeError },
      ...{ model: model.value, published: published.value, low, high },
    };
  });
  if (all.length === 0) return undefined;
  const span = decades(all);
  const values = all.filter(({ model }) => model >= span[0] && model <= span[1]);
  const systems = inOrder(values.map(({ system }) => system));
  const left = all.length - values.length;
  const omitted = left === 0 ? '' : ` Off the axes, and not drawn: ${left}.`;
  const x = { field: 'published', type: 'quantitative' } as const;
  const scale = { type: 'log', domain: span, nice: false } as const;
  // Thousands as k, but tenths as they are.
  const label = "format(datum.value, datum.value < 1 ? '~g' : '~s')";
  const axis = { labelExpr: label, values: powers(span) };
  const within = (share: number): number =>
    all.filter(({ relativeError }) => Math.abs(relativeError ?? Infinity) <= share).length;
  const [wide, narrow] = BANDS.map((share) => `${within(share)} within ${share * 100} %`);
  const title = 'Model against published';
  return {
    name: 'model-against-published',
    title,
    caption: `Each point is a row, in its own unit: on the line the model says what was published. Bands are 10 % and 25 % to either side: of ${all.length} rows, ${narrow} and ${wide}. Rows that set a value of the model are left out.${omitted} Vertical lines are intervals of the model.`,
    spec: {
      $schema: VEGA_LITE_SCHEMA,
      title: { text: title, subtitle: `${all.length} rows: ${narrow}, ${wide}` },
      width: WIDTH.square,
      height: HEIGHT.square,
      data: { values },
      layer: [
        ...BANDS.map(
          (share) =>
            ({
              data: {
                values: span.map((published) => ({
                  published,
                  low: published * (1 - share),
                  high: published * (1 + share),
                })),
              },
              mark: { type: 'area', clip: true, color: NEUTRAL, opacity: OPACITY.band },
              encoding: { x, y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
            }) as const,
        ),
        {
          data: { values: span.map((published) => ({ published })) },
          mark: { type: 'line', clip: true, strokeDash: DASH, strokeWidth: STROKE.rule, color: NEUTRAL },
          encoding: { x, y: { field: 'published', type: 'quantitative' } },
        },
        ...intervalLayer(
          values.filter(({ low }) => low !== undefined && low > 0),
          {
            mark: { type: 'rule', clip: true, strokeWidth: STROKE.rule },
            encoding: {
              x,
              y: { field: 'low', type: 'quantitative' },
              y2: { field: 'high' },
              color: systemColour(systems),
              opacity: chosenOpacity(),
            },
          },
        ),
        {
          params: [legendSelection()],
          mark: { type: 'point', filled: true, size: SIZE.point },
          encoding: {
            x: {
              ...x,
              title: 'published (µs, cycles, MB/s, s, jobs/min or percent)',
              scale,
              axis,
            },
            y: {
              field: 'model',
              type: 'quantitative',
              title: 'model (same unit)',
              scale,
              axis,
            },
            color: systemColour(systems),
            shape: {
              field: 'role',
              type: 'nominal',
              scale: { domain: ['calibration', 'validation'], range: ['circle', 'diamond'] },
              legend: { title: 'role', symbolOpacity: OPACITY.solid },
            },
            opacity: chosenOpacity(OPACITY.strong),
            tooltip: [
              ...['experiment', 'test', 'system', 'role'].map((field) => told(field)),
              ...['published', 'model'].map((field) => toldNumber(field)),
              told('unit'),
              toldNumber('relativeError', 'error', '+.1%'),
            ],
          },
        },
      ],
    },
  };
}

/** Powers of ten from one to another. */
function powers([least, greatest]: readonly [number, number]): number[] {
  const values: number[] = [];
  for (let value = least; value <= greatest; value *= 10) values.push(value);
  return values;
}

/**
 * Powers of ten around all published values, and one more to either side where the model has values there. What lies further off would leave
 * no room for the others.
 */
function decades(rows: readonly { model: number; published: number }[]): [number, number] {
  const published = rows.map((row) => row.published);
  const least = 10 ** Math.floor(Math.log10(Math.min(...published)));
  const greatest = 10 ** (Math.floor(Math.log10(Math.max(...published))) + 1);
  const below = rows.some(({ model }) => model < least && model >= least / 10);
  const above = rows.some(({ model }) => model > greatest && model <= greatest * 10);
  return [below ? least / 10 : least, above ? greatest * 10 : greatest];
}
