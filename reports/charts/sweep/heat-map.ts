import { cellsOf, type Cell } from '../../../sweeps/analysis/cells.ts';
import { contourLevels } from '../../../sweeps/analysis/contours.ts';
import type { ParameterInfo, SweepFigures } from '../../../sweeps/analysis/sweep-figures.ts';
import { formatNumber } from '../../numbers.ts';
import type { Channel, Chart } from '../chart.ts';
import { told, toldInterval } from '../parts.ts';
import { levelText, named, NUMBER, othersText, wrapped } from './labels.ts';
import { panelled, panelTitle, type Panel, type WantedOf } from './panels.ts';
import { figureScale } from './scales.ts';

/** Levels of an axis, at most: more would be cells of a pixel. */
const MAX_LEVELS = 60;
/** A cell has room for its figure when there are no more in a line. */
const MAX_TOLD = 12;
/** Width and height of a cell with its figure, and of the whole without. */
const CELL = { width: 46, height: 26, all: 340 } as const;

/** A figure over two parameters as a field of colours, a panel for each variant. */
export function heatMap(figures: SweepFigures, wanted: WantedOf<'heat-map'>): Chart | undefined {
  const { of } = wanted;
  const [x, y] = [wanted.x, wanted.y].map((name) => thinned(figures.parameter(name)));
  const variants = figures.variantsWith(of).map((variant) => ({
    variant,
    cells: cellsOf(
      figures.points(variant.name, of),
      [x, y].map(({ name }) => figures.placeOf(name)),
    ).filter(({ levels }) => x.shown.has(levels[0]) && y.shown.has(levels[1])),
  }));
  const values = variants.flatMap(({ cells }) => cells.map(({ value }) => value));
  if (values.length === 0) return undefined;
  const figure = figures.figure(of);
  const isTold = x.shown.size <= MAX_TOLD && y.shown.size <= MAX_TOLD;
  const width = isTold ? x.shown.size * CELL.width : CELL.all;
  const height = isTold ? y.shown.size * CELL.height : CELL.all;
  const { colour, isDark } = colourOf(values, wrapped(named(figure), CELL.all / 2));
  const title = wanted.title ?? `${figure.title}, over ${x.title} and ${y.title}`;
  return panelled(
    {
      name: ['heat-map', of, x.name, y.name],
      title,
      caption: `${named(figure)} over ${named(x)} and ${named(y)}: a field for each variant, a cell for each pair of values.${othersText(figures, [x.name, y.name])}${x.isThin || y.isThin ? ' Not every value that was run has a row or column here.' : ''}`,
    },
    variants.map(({ variant, cells }): Panel => {
      const encoding = {
        x: axisOf('x', x, width),
        y: axisOf('y', y, height),
        tooltip: [
          told('x', x.title),
          told('y', y.title),
          ...toldInterval('value', figure.unit || figure.title),
        ],
      };
      return {
        title: panelTitle(variant.title, width),
        width,
        height,
        data: { values: cells.map((cell) => markOf(cell, isDark)) },
        layer: [
          {
            mark: { type: 'rect' },
            encoding: {
              ...encoding,
              color: colour,
            },
          },
          ...(isTold
            ? [
                {
                  mark: { type: 'text', fontSize: 10 } as const,
                  encoding: {
                    ...encoding,
                    text: { field: 'label' },
                    color: { condition: { test: 'datum.dark', value: INKS.onDark }, value: INKS.onLight },
                  },
                },
              ]
            : []),
        ],
      };
    }),
    width,
  );
}

interface Thinned extends ParameterInfo {
  shown: ReadonlySet<string | number>;
  isThin: boolean;
}

/** A parameter with as many of its levels as an axis has room for, evenly chosen. */
function thinned(parameter: ParameterInfo): Thinned {
  const { levels } = parameter;
  const step = Math.ceil(levels.length / MAX_LEVELS);
  const shown = levels.filter((_, index) => index % step === 0);
  return { ...parameter, shown: new Set(shown), isThin: step > 1 };
}

function markOf(
  { levels: [x, y], value, low, high }: Cell,
  isDark: (value: number) => boolean,
): Record<string, unknown> {
  const interval = low === undefined ? {} : { low, high };
  return {
    x: levelText(x),
    y: levelText(y),
    value,
    ...interval,
    label: formatNumber(value),
    dark: isDark(value),
  };
}

function axisOf(field: 'x' | 'y', parameter: Thinned, pixels: number): Channel<'x'> & Channel<'y'> {
  const order = [...parameter.shown].map(levelText);
  return {
    field,
    type: 'ordinal',
    title: wrapped(named(parameter), pixels),
    // Numbers grow upwards.
    sort: field === 'y' && parameter.numeric ? order.reverse() : order,
    scale: { paddingInner: 0, paddingOuter: 0 },
    axis: { labelOverlap: 'greedy', labelAngle: field === 'x' && !parameter.numeric ? -40 : 0, grid: false },
  };
}

/** Colours that grow lighter, or two colours that part at zero; both are told apart by readers with any common kind of colour-blindness. */
function colourOf(
  values: readonly number[],
  title: string[],
): { colour: Channel<'color'>; isDark: (value: number) => boolean } {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const legend = { title, format: NUMBER, values: contourLevels(values) };
  const base = { field: 'value', type: 'quantitative', legend } as const;
  if (least < 0 && most > 0) {
    const end = Math.max(-least, most);
    return {
      colour: { ...base, scale: { scheme: 'purpleorange', domain: [-end, end], nice: false } },
      isDark: (value) => Math.abs(value) > STRONG * end,
    };
  }
  const type = figureScale(values, MAX_EVEN);
  const place = type === 'log' ? Math.log : (value: number) => value;
  return {
    colour: { ...base, scale: { type, scheme: 'cividis', domain: [least, most], nice: false } },
    isDark: (value) => place(value) - place(least) < MIDDLE * (place(most) - place(least)),
  };
}

/** Figures that differ more have colours by ratios. */
const MAX_EVEN = 8;
/** From where on colours of the two scales are dark, or no longer so. */
const STRONG = 0.65;
const MIDDLE = 0.55;
const INKS = { onDark: '#ffffff', onLight: '#111111' } as const;
