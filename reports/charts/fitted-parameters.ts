import type { Calibration, FittedParameter } from '../../calibration/fit/calibration.ts';
import { VEGA_LITE_SCHEMA, type Chart } from './chart.ts';
import { GAP, OPACITY, SIZE, STEP, STROKE, WIDTH } from './look.ts';
import { told, toldNumber } from './parts.ts';
import { MODEL_COLOUR, NEUTRAL } from './theme.ts';

/** What was fitted, and where within its range each value came to lie. */
export function fittedParameters({ parameters }: Pick<Calibration, 'parameters'>): Chart | undefined {
  const values = Object.entries(parameters).map(([path, parameter]) => placed(path, parameter));
  if (values.length === 0) return undefined;
  const y = { field: 'path', type: 'nominal', sort: null, title: null } as const;
  const title = 'What the fit moved';
  return {
    name: 'fitted-parameters',
    title,
    caption:
      'Each fitted value within the range of its source, from its lower end (0 %) to its upper (100 %): the tick is the source, the point the fit with one standard error. The text has both values and the range.',
    spec: {
      $schema: VEGA_LITE_SCHEMA,
      title: { text: title, subtitle: 'tick: source; point: fit, with one standard error' },
      width: WIDTH.bars / 2,
      height: { step: STEP.line },
      data: { values },
      layer: [
        {
          mark: { type: 'rule', color: NEUTRAL, opacity: OPACITY.pale },
          encoding: { y, x: { datum: 0 }, x2: { datum: 1 } },
        },
        {
          mark: { type: 'rule', color: MODEL_COLOUR, strokeWidth: STROKE.line },
          encoding: { y, x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' } },
        },
        {
          mark: { type: 'tick', thickness: STROKE.line, size: SIZE.tick },
          encoding: { y, x: { field: 'source', type: 'quantitative' }, color: { value: NEUTRAL } },
        },
        {
          mark: {
            type: 'point',
            filled: true,
            size: SIZE.point,
            color: MODEL_COLOUR,
            opacity: OPACITY.solid,
          },
          encoding: {
            y,
            x: {
              field: 'fit',
              type: 'quantitative',
              title: 'place within the range of the source (%)',
              scale: { domain: [0, 1] },
              axis: { format: '.0%' },
            },
            tooltip: [
              told('path'),
              told('text', 'source, fit'),
              told('range'),
              toldNumber('moved', 'moved, of the range', '+.0%'),
              toldNumber('distance', 'deviations of the prior', '+.2f'),
            ],
          },
        },
        {
          mark: { type: 'text', align: 'left', baseline: 'middle', dx: GAP.label },
          encoding: { y, x: { datum: 1 }, text: { field: 'label' } },
        },
      ],
    },
  };
}

/** A parameter by its places within its range, each from 0 to 1. */
function placed(path: string, parameter: FittedParameter): Record<string, string | number> {
  const [least, greatest] = parameter.range;
  const place = (value: number): number => (value - least) / (greatest - least);
  const [source, fit] = [parameter.source, parameter.value].map(numberOf);
  const error = parameter['standard-error'];
  const unit = String(parameter.value).replace(NUMBER, '').trim();
  const text = `${formatValue(source)} to ${formatValue(fit)}${unit === '' ? '' : ` ${unit}`}`;
  const range = `${least} to ${greatest}`;
  return {
    path: shortPath(path),
    source: place(source),
    fit: place(fit),
    low: Math.max(0, place(fit - error)),
    high: Math.min(1, place(fit + error)),
    moved: place(fit) - place(source),
    distance: parameter.distance,
    text,
    range,
    label: `${text} (range ${range})`,
  };
}

const NUMBER = /^-?[\d.]+/;
const numberOf = (value: string | number): number => Number(NUMBER.exec(String(value))?.[0]);

/** Digits of a fitted value that its standard error leaves. */
const DIGITS = 4;
const formatValue = (value: number): string => String(Number(value.toPrecision(DIGITS)));

/** A path without the names that all of its kind share. */
export const shortPath = (path: string): string =>
  path.replace(/^domains\.(.*)\.footprint\./, '$1 ').replace('.', ' ');
