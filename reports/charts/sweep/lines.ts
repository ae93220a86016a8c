import { cellsOf } from '../../../sweeps/analysis/cells.ts';
import { roundValues } from '../../../sweeps/analysis/contours.ts';
import type { ParameterInfo, SweepFigures } from '../../../sweeps/analysis/sweep-figures.ts';
import type { Channel, Chart } from '../chart.ts';
import { OPACITY, SIZE, STROKE } from '../look.ts';
import { told, toldInterval, toldNumber } from '../parts.ts';
import { OTHER_COLOURS } from '../theme.ts';
import { levelText, named, NUMBER, othersText, wrapped } from './labels.ts';
import { bandLayer, panelled, panelTitle, type Panel, type WantedOf } from './panels.ts';
import { figureScale, parameterAxis, variantColour } from './scales.ts';

const PANEL = { wide: 520, narrow: 340, height: 300 } as const;

/** A point of a line, with its interval. */
interface Mark {
  x: string | number;
  value: number;
  low?: number;
  high?: number;
  /** What it is the line of. */
  line: string;
}

/** A figure along a parameter with 95 % intervals: a line for each variant, or a panel for each with a line for each value of another parameter. */
export function lines(figures: SweepFigures, wanted: WantedOf<'lines'>): Chart | undefined {
  const { of } = wanted;
  const x = figures.parameter(wanted.x);
  const by = wanted.by === undefined ? undefined : figures.parameter(wanted.by);
  const figure = figures.figure(of);
  const variants = figures.variantsWith(of);
  const places = [x, ...(by === undefined ? [] : [by])].map(({ name }) => figures.placeOf(name));
  const marks = variants.map(({ name, title: line }) =>
    cellsOf(figures.points(name, of), places)
      .map(({ levels: [at, other], value, low, high }): Mark => ({
        ...{ x: at, value, line: by === undefined ? line : levelText(other) },
        ...(low === undefined || high === undefined ? {} : { low, high }),
      }))
      .sort((left, right) => x.levels.indexOf(left.x) - x.levels.indexOf(right.x)),
  );
  const all = marks.flat();
  if (all.length === 0) return undefined;
  const yScale = figureScale(all.flatMap(({ value, low = value }) => [value, low]));
  const title = wanted.title ?? `${figure.title}, by ${x.title}`;
  const heading = {
    name: ['lines', of, x.name, by?.name],
    title,
    subtitle: SUBTITLE,
    caption: `${named(figure)} against ${named(x)}, with 95 % intervals over replications${by === undefined ? '; a line for each variant' : `; a panel for each variant, a line for each value of ${named(by)}`}.${yScale === 'log' ? ' Both directions of the figure are by ratios: equal distances are equal factors.' : ''}${othersText(figures, [x.name, ...(by === undefined ? [] : [by.name])])}`,
  };
  const width = by === undefined || variants.length === 1 ? PANEL.wide : PANEL.narrow;
  const color = by === undefined ? variantColour('line', variants) : byColour(by);
  const encoding = { figure: named(figure), axis: axisOf(all, yScale), color, x, width, unit: figure.unit };
  const panels: Panel[] =
    by === undefined
      ? [panelOf(all, encoding)]
      : variants.map((variant, index) => ({
          title: panelTitle(variant.title, width),
          ...panelOf(marks[index], encoding),
        }));
  return panelled(heading, panels, width);
}

const SUBTITLE = 'with 95 % intervals over replications';

/** Colours of the values of a parameter: numbers from dark to light, names apart. */
function byColour(by: ParameterInfo): Channel<'color'> {
  const domain = by.levels.map(levelText);
  return {
    field: 'line',
    type: 'ordinal',
    sort: domain,
    scale: by.numeric
      ? // The last colours of the scheme are too light for lines on white.
        { domain, scheme: { name: 'viridis', extent: [0, 0.85] } }
      : { domain, range: domain.map((_, index) => OTHER_COLOURS[index % OTHER_COLOURS.length]) },
    legend: { title: wrapped(named(by), PANEL.narrow / 2), symbolOpacity: OPACITY.solid },
  };
}

interface Encoding {
  figure: string;
  axis: object;
  color: Channel<'color'>;
  x: ParameterInfo;
  width: number;
  unit: string;
}

function panelOf(
  marks: readonly Mark[],
  { figure, axis, color, x, width, unit }: Encoding,
): Pick<Extract<Panel, { layer: unknown }>, 'layer' | 'width' | 'height'> {
  const own = {
    x: parameterAxis('x', x, width),
    y: {
      field: 'value',
      type: 'quantitative',
      title: wrapped(figure, PANEL.height),
      ...axis,
    } as Channel<'y'>,
    color,
  };
  const interval = { ...own, y: { ...own.y, field: 'low' } as Channel<'y'>, y2: { field: 'high' } };
  return {
    width,
    height: PANEL.height,
    layer: [
      ...bandLayer(marks, x.numeric, interval),
      {
        data: { values: [...marks] },
        mark: { type: 'line', strokeWidth: STROKE.line },
        encoding: own,
      },
      {
        data: { values: [...marks] },
        mark: { type: 'point', filled: true, size: SIZE.small, opacity: OPACITY.solid },
        encoding: {
          ...own,
          tooltip: [
            told('line'),
            x.numeric ? toldNumber('x', x.title) : told('x', x.title),
            ...toldInterval('value', unit),
          ],
        },
      },
    ],
  };
}

/** The same axis for all panels: from zero on, or by ratios between round values. */
function axisOf(marks: readonly Mark[], scale: 'linear' | 'log'): object {
  const values = marks.flatMap(({ value, low = value, high = value }) => [value, low, high]);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (scale === 'linear')
    return { scale: { domain: [Math.min(0, least), Math.max(0, most)] }, axis: { format: NUMBER } };
  const round = roundValues(least / 10, most * 10);
  const shown = round.slice(
    round.findLastIndex((value) => value <= least),
    round.findIndex((value) => value >= most) + 1,
  );
  return {
    scale: { type: 'log', domain: [shown[0], shown[shown.length - 1]], nice: false },
    axis: { format: NUMBER, values: shown },
  };
}
