import type { Row } from '../../calibration/experiments/row.ts';
import { VEGA_LITE_SCHEMA, type Channel, type Chart, type ChartSpec, type Layer } from './chart.ts';
import { DASH, HEIGHT, SIZE, STROKE, WIDTH } from './look.ts';
import {
  chosenOpacity,
  inOrder,
  intervalLayer,
  legendSelection,
  marksOf,
  systemColour,
  told,
  toldMark,
  toldNumber,
  type Mark,
} from './parts.ts';

/** A figure at a load. */
interface Point extends Mark {
  load: number;
}

const EXPERIMENT = 'aim7';

/** Figure 8: time of all tasks against their number. */
export function aimRealTime(rows: readonly Row[]): Chart | undefined {
  const points = pointsOf(rows, 'real-time');
  if (points.length === 0) return undefined;
  const title = 'AIM VII: real time against load (Figure 8)';
  return {
    name: 'figure-8-aim-real-time',
    title,
    caption:
      "Real time of all tasks against their number, to each system's crossover, with 95 % confidence intervals of the model. Diamonds are the paper's: its curve, read off the drawing, of native Linux at all loads and of the others to load 8, and what its text says of the greatest load: the slowdown there, applied to the model's native time at that load.",
    spec: curves(
      points.filter(isOfModel),
      [...points.filter(isPublished), ...publishedAtMaximumLoad(rows, points)],
      {
        title: { text: title, subtitle: 'lines: model; diamonds: the paper' },
        y: 'real time (s)',
        unit: 's',
      },
    ),
  };
}

/** Figure 9: throughput against load. */
export function aimThroughput(rows: readonly Row[]): Chart | undefined {
  const points = pointsOf(rows, 'jobs-per-minute');
  if (points.length === 0) return undefined;
  const title = 'AIM VII: throughput against load (Figure 9)';
  return {
    name: 'figure-9-aim-throughput',
    title,
    caption:
      'Jobs per minute against the number of tasks, with 95 % confidence intervals of the model. Dashed lines are the greatest throughputs that the paper states; the native one set the user work of a job.',
    spec: curves(points, publishedMaxima(rows), {
      title: { text: title, subtitle: "lines: model; dashed: the paper's greatest throughput" },
      y: 'throughput (jobs/min)',
      unit: 'jobs/min',
    }),
  };
}

const isOfModel = ({ figure }: Point): boolean => figure === 'model';
const isPublished = ({ figure }: Point): boolean => figure === 'published';

const LOAD = /^(.+)-at-load-(\d+)$/;

function pointsOf(rows: readonly Row[], quantity: string): Point[] {
  return rows
    .filter(({ experiment }) => experiment === EXPERIMENT)
    .flatMap((row) => {
      const [, name, load] = LOAD.exec(row.test) ?? [];
      return name === quantity ? marksOf(row).map((mark) => ({ ...mark, load: Number(load) })) : [];
    });
}

/** A published value that holds at a load, or at all of them. */
type Published = Pick<Mark, 'system' | 'figure' | 'value'> & { load?: number };

function publishedOf(rows: readonly Row[], test: string): Mark[] {
  return rows
    .filter((row) => row.experiment === EXPERIMENT && row.test === test)
    .flatMap(marksOf)
    .filter(({ figure }) => figure === 'published');
}

function publishedMaxima(rows: readonly Row[]): Published[] {
  return publishedOf(rows, 'max-jobs-per-minute').map(({ system, figure, value }) => ({
    system,
    figure,
    value,
  }));
}

/** The published slowdown of each system at its greatest load, over the native time of the model at that load. */
function publishedAtMaximumLoad(rows: readonly Row[], points: readonly Point[]): Published[] {
  const of = (wanted: string): Point[] =>
    points.filter(({ system, figure }) => system === wanted && figure === 'model');
  const [native] = inOrder(points.map(({ system }) => system));
  return publishedOf(rows, 'slowdown-at-max-load-percent').flatMap(({ system, figure, value }) => {
    const load = Math.max(...of(system).map((point) => point.load));
    const base = of(native).find((point) => point.load === load);
    return base === undefined ? [] : [{ system, figure, load, value: base.value * (1 + value / 100) }];
  });
}

interface Words {
  title: { text: string; subtitle: string };
  y: string;
  unit: string;
}

/** Curves of systems with intervals, and published values as diamonds or, where they have no load, as dashed lines. */
function curves(
  points: readonly Point[],
  published: readonly Published[],
  { title, y, unit }: Words,
): ChartSpec {
  const systems = inOrder(points.map(({ system }) => system));
  const colour = systemColour(systems);
  const x = { field: 'load', type: 'quantitative', title: 'load (tasks)' } as const;
  const tooltip = [told('system'), told('figure'), toldNumber('load'), ...toldMark(unit).slice(2)];
  return {
    $schema: VEGA_LITE_SCHEMA,
    title,
    width: WIDTH.chart,
    height: HEIGHT.curve,
    data: { values: [...points] },
    layer: [
      {
        mark: { type: 'line', strokeWidth: STROKE.line },
        encoding: {
          x,
          y: { field: 'value', type: 'quantitative', title: y },
          color: colour,
          opacity: chosenOpacity(),
        },
      },
      ...intervalLayer(points, {
        mark: { type: 'rule', strokeWidth: STROKE.rule },
        encoding: {
          x,
          y: { field: 'low', type: 'quantitative' },
          y2: { field: 'high' },
          color: colour,
          opacity: chosenOpacity(),
        },
      }),
      {
        params: [legendSelection()],
        mark: { type: 'point', filled: true, size: SIZE.small },
        encoding: {
          x,
          y: { field: 'value', type: 'quantitative' },
          color: colour,
          opacity: chosenOpacity(),
          tooltip,
        },
      },
      ...publishedLayers(published, colour, unit),
    ],
  };
}

/** Published values: diamonds, or, where they hold at all loads, dashed lines. */
function publishedLayers(published: readonly Published[], color: Channel<'color'>, unit: string): Layer[] {
  const y = { field: 'value', type: 'quantitative' } as const;
  const own = [told('system'), told('figure')];
  const lines = published.filter(({ load }) => load === undefined);
  const points = published.filter(({ load }) => load !== undefined);
  return [
    ...(lines.length === 0
      ? []
      : [
          {
            data: { values: lines },
            mark: { type: 'rule', strokeDash: DASH, strokeWidth: STROKE.line } as const,
            encoding: { y, color, opacity: chosenOpacity(), tooltip: [...own, toldNumber('value', unit)] },
          },
        ]),
    ...(points.length === 0
      ? []
      : [
          {
            data: { values: points },
            mark: {
              type: 'point',
              shape: 'diamond',
              size: SIZE.point * 2,
              strokeWidth: STROKE.line,
            } as const,
            encoding: {
              x: { field: 'load', type: 'quantitative' } as const,
              y,
              color,
              opacity: chosenOpacity(),
              tooltip: [...own, toldNumber('load'), toldNumber('value', unit)],
            },
          },
        ]),
  ];
}
