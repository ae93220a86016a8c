import { placeOf } from '../../../sweeps/analysis/scale.ts';
import type { ParameterInfo, PointFigure, SweepFigures } from '../../../sweeps/analysis/sweep-figures.ts';
import type { Channel, Chart } from '../chart.ts';
import { GAP, STROKE } from '../look.ts';
import { told, toldNumber } from '../parts.ts';
import { NEUTRAL } from '../theme.ts';
import { levelText, levelWithUnit, named, NUMBER, wrapped } from './labels.ts';
import { panelled, panelTitle, type Panel, type WantedOf } from './panels.ts';
import { figureScale } from './scales.ts';

/** Lines of a panel, at most. */
const MAX_LINES = 400;
const AXIS_STEP = 120;
const HEIGHT = 260;
const OPACITY = 0.55;
/** Of the ends of the axes, from these. */
const LABEL_GAP = GAP.label * 1.5;
const FONT_SIZE = 10;

/** An axis of the chart: a parameter, or, with no place among the levels of a point, the figure. */
interface Axis extends ParameterInfo {
  place: number | undefined;
  /** Its title in lines that fit between two axes. */
  label: string;
}

/** Parallel coordinates: an axis for each parameter and the figure, a line for each point, a panel for each variant. */
export function parallel(figures: SweepFigures, wanted: WantedOf<'parallel'>): Chart | undefined {
  const { of } = wanted;
  const figure = figures.figure(of);
  const parameters = figures.parameters.filter(({ levels }) => levels.length > 1);
  const panels = figures.variantsWith(of).map((variant) => {
    const whole = figures
      .points(variant.name, of)
      .filter(({ levels }) => parameters.every(({ name }) => levels[figures.placeOf(name)] !== null));
    const step = Math.max(1, Math.ceil(whole.length / MAX_LINES));
    return { variant, isThin: step > 1, points: whole.filter((_, index) => index % step === 0) };
  });
  const values = panels.flatMap(({ points }) => points.map(({ value }) => value));
  if (values.length === 0 || parameters.length === 0) return undefined;
  const domain = [Math.min(...values), Math.max(...values)];
  const scale = figureScale(values);
  const axes = [...parameters, { ...figure, numeric: true, scale, levels: domain }].map((axis): Axis => ({
    ...axis,
    place: axis.name === of ? undefined : figures.placeOf(axis.name),
    label: wrapped(axis.title, AXIS_STEP).join('\n'),
  }));
  const title = wanted.title ?? `${figure.title}, point by point`;
  const width = axes.length * AXIS_STEP;
  const color: Channel<'color'> = {
    field: 'value',
    type: 'quantitative',
    scale: { type: scale, scheme: { name: 'viridis', extent: [0, 0.9] }, domain },
    legend: { title: wrapped(named(figure), AXIS_STEP), format: NUMBER, gradientOpacity: 1 },
  };
  return panelled(
    {
      name: ['parallel', of],
      title,
      subtitle: `a line for each point, coloured by ${named(figure)}`,
      caption: `Each line is a point: it crosses the axis of each parameter at its value there, and the last axis, ${named(figure)}, at what came of it, which is also its colour. Axes are labelled with their ends.${panels.some(({ isThin }) => isThin) ? ` Drawn are at most ${MAX_LINES} points of a variant, evenly chosen.` : ''}`,
    },
    panels.map(({ variant, points }): Panel => ({
      title: panelTitle(variant.title, width, GAP.panels),
      width,
      height: HEIGHT,
      view: { stroke: null },
      layer: layersOf(axes, points, color, figure.unit || figure.title),
    })),
    width,
  );
}

function layersOf(
  axes: readonly Axis[],
  points: readonly PointFigure[],
  color: Channel<'color'>,
  unit: string,
): Extract<Panel, { layer: unknown }>['layer'] {
  const x: Channel<'x'> = {
    field: 'axis',
    type: 'ordinal',
    sort: axes.map(({ label }) => label),
    title: null,
    scale: { type: 'point', padding: 0.4 },
    axis: {
      labelAngle: 0,
      labelExpr: String.raw`split(datum.label, '\n')`,
      labelPadding: GAP.panels,
      labelFontSize: FONT_SIZE,
      labelLimit: AXIS_STEP,
      ticks: false,
      domain: false,
    },
  };
  const y: Channel<'y'> = {
    field: 'place',
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, 1], nice: false },
  };
  const ends = (end: 0 | 1): { axis: string; place: number; label: string }[] =>
    axes.map((axis) => ({
      axis: axis.label,
      place: end,
      label: levelWithUnit(axis.levels[end * (axis.levels.length - 1)], axis),
    }));
  return [
    {
      data: { values: ends(0) },
      mark: { type: 'rule', color: NEUTRAL },
      encoding: { x, y: { datum: 0, type: 'quantitative', axis: null }, y2: { datum: 1 } },
    },
    {
      data: { values: points.flatMap((point, line) => axes.map((axis) => markOf(axis, point, line))) },
      mark: { type: 'line', strokeWidth: STROKE.rule, opacity: OPACITY },
      encoding: {
        ...{ x, y, color },
        detail: { field: 'line', type: 'nominal' },
        tooltip: [told('axis'), told('level'), toldNumber('value', unit)],
      },
    },
    ...([0, 1] as const).map((end) => ({
      data: { values: ends(end) },
      mark: { type: 'text', fontSize: FONT_SIZE, dy: end === 0 ? LABEL_GAP : -LABEL_GAP } as const,
      encoding: { x, y, text: { field: 'label' } },
    })),
  ];
}

/** Where a line crosses an axis: from 0 at its least level to 1 at its greatest. */
function markOf(axis: Axis, { levels, value }: PointFigure, line: number): Record<string, string | number> {
  const level = axis.place === undefined ? value : (levels[axis.place] as string | number);
  return { axis: axis.label, line, value, level: levelText(level), place: shareOf(axis, level) };
}

function shareOf({ numeric, levels, scale }: ParameterInfo, level: string | number): number {
  if (!numeric) return levels.indexOf(level) / Math.max(1, levels.length - 1);
  const [least, most] = [levels[0], levels[levels.length - 1]].map((end) => placeOf(Number(end), scale));
  return most === least ? 0 : (placeOf(Number(level), scale) - least) / (most - least);
}
