import {
  breakEvens,
  type BreakEvenQuestion,
  type BreakEvenRow,
} from '../../../sweeps/analysis/break-evens.ts';
import type { ParameterInfo, SweepFigures } from '../../../sweeps/analysis/sweep-figures.ts';
import type { Channel, Chart } from '../chart.ts';
import { OPACITY, SIZE, STROKE } from '../look.ts';
import { intervalLayer, told, toldInterval } from '../parts.ts';
import { named, othersText, wrapped } from './labels.ts';
import { bandLayer, panelled, type Panel } from './panels.ts';
import { parameterAxis, variantColour } from './scales.ts';

const WIDTH = 520;
const HEIGHT = { by: 320, step: 34 } as const;

/** A place where a figure passes the level, or the end of the axis beyond which it might. */
interface Mark {
  by?: string | number;
  variant: string;
  at: number;
  low?: number;
  high?: number;
  how: string;
}

/** Where along a parameter a figure passes a level, for each variant and each value of another parameter. */
export function breakEvenChart(figures: SweepFigures, wanted: BreakEvenQuestion): Chart | undefined {
  const { of, passes, along, by } = wanted;
  const axis = figures.parameter(along);
  const rows = breakEvens(figures, wanted);
  if (rows.length === 0) return undefined;
  const ends = [axis.levels[0], axis.levels[axis.levels.length - 1]].map(Number);
  const marks = rows.map((row) => markOf(row, ends));
  const figure = figures.figure(of);
  const level = String(passes);
  const title = wanted.title ?? `Where ${figure.title} passes ${level}`;
  const missing = marks.filter(({ how }) => how !== PASSES);
  return panelled(
    {
      name: ['break-even', of, along, by],
      title,
      subtitle: subtitleOf(marks),
      caption: `The value of ${named(axis)} at which ${figure.title} passes ${level}, between points by a straight line on the scale of the axis${by === undefined ? '' : `, for each value of ${named(figures.parameter(by))}`}. Intervals hold the values at which ${level} lies within the 95 % interval of the figure.${missing.length === 0 ? '' : ' Triangles at an edge: always above the level there, or never, over all values that were run.'}${othersText(figures, [along, ...(by === undefined ? [] : [by])])}`,
    },
    [by === undefined ? byVariant(figures, wanted, marks) : byParameter(figures, by, wanted, marks)],
    WIDTH,
  );
}

const PASSES = 'passes';

const subtitleOf = (marks: readonly Mark[]): string =>
  marks.some(({ how }) => how !== PASSES)
    ? 'triangles up: never above it; triangles down: always above it'
    : 'with intervals';

/** Where nothing passes, a mark at the far or the near end of the axis. */
function markOf({ variant: { title }, by, result }: BreakEvenRow, [least, most]: readonly number[]): Mark {
  const base = { variant: title, ...(by === undefined ? {} : { by }) };
  if (result.kind !== 'at') return { ...base, at: result.kind === 'never' ? most : least, how: result.kind };
  const { at, low, high } = result;
  return {
    ...{ ...base, at, how: PASSES },
    ...(low === undefined || high === undefined ? {} : { low: low ?? least, high: high ?? most }),
  };
}

const shape: Channel<'shape'> = {
  field: 'how',
  type: 'nominal',
  scale: { domain: [PASSES, 'never', 'always'], range: ['circle', 'triangle-up', 'triangle-down'] },
  legend: null,
};

const tooltip = (along: string): NonNullable<Channel<'tooltip'>> => [
  told('variant'),
  told('how'),
  ...toldInterval('at', along),
];

/** An axis over all values of a parameter, also those at which nothing passes. */
function overAll(field: string, parameter: ParameterInfo, pixels: number): Channel<'x'> & Channel<'y'> {
  const { levels } = parameter;
  const axis = parameterAxis(field, parameter, pixels) as { scale: object };
  return {
    ...axis,
    scale: { ...axis.scale, domain: [levels[0], levels[levels.length - 1]] },
  };
}

/** Along one parameter against another. */
function byParameter(
  figures: SweepFigures,
  by: string,
  { of, along }: BreakEvenQuestion,
  marks: readonly Mark[],
): Panel {
  const [x, y] = [by, along].map((name) => figures.parameter(name));
  const encoding = {
    x: x.numeric ? overAll('by', x, WIDTH) : parameterAxis('by', x, WIDTH),
    y: overAll('at', y, HEIGHT.by),
    color: variantColour('variant', figures.variantsWith(of)),
  };
  const passing = marks.filter(({ how }) => how === PASSES);
  const interval = {
    ...encoding,
    y: { ...encoding.y, field: 'low' } as Channel<'y'>,
    y2: { field: 'high' },
  };
  return {
    width: WIDTH,
    height: HEIGHT.by,
    layer: [
      ...bandLayer(passing, x.numeric, interval),
      ...(passing.length === 0
        ? []
        : [
            {
              data: { values: passing },
              mark: { type: 'line', strokeWidth: STROKE.line } as const,
              encoding,
            },
          ]),
      {
        data: { values: [...marks] },
        mark: { type: 'point', filled: true, size: SIZE.point, opacity: OPACITY.solid },
        encoding: { ...encoding, shape, tooltip: tooltip(y.title) },
      },
    ],
  };
}

/** A line for each variant. */
function byVariant(figures: SweepFigures, { of, along }: BreakEvenQuestion, marks: readonly Mark[]): Panel {
  const axis = figures.parameter(along);
  const encoding = {
    x: overAll('at', axis, WIDTH),
    y: {
      field: 'variant',
      type: 'nominal',
      sort: null,
      title: null,
      axis: { labelLimit: WIDTH / 2 },
    } as Channel<'y'>,
    color: {
      ...(variantColour('variant', figures.variantsWith(of)) as object),
      legend: null,
    } as Channel<'color'>,
  };
  return {
    width: WIDTH,
    height: { step: HEIGHT.step },
    layer: [
      ...intervalLayer(marks, {
        mark: { type: 'rule', strokeWidth: STROKE.line },
        encoding: { ...encoding, x: { ...encoding.x, field: 'low' }, x2: { field: 'high' } },
      }),
      {
        data: { values: [...marks] },
        mark: { type: 'point', filled: true, size: SIZE.point * 2, opacity: OPACITY.solid },
        encoding: { ...encoding, shape, tooltip: tooltip(wrapped(axis.title, WIDTH).join(' ')) },
      },
    ],
  };
}
