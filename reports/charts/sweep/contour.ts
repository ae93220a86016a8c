import { cellsOf } from '../../../sweeps/analysis/cells.ts';
import { contourLevels, contourLines } from '../../../sweeps/analysis/contours.ts';
import { between, placeOf, type Scale } from '../../../sweeps/analysis/scale.ts';
import type { ParameterInfo, SweepFigures, VariantInfo } from '../../../sweeps/analysis/sweep-figures.ts';
import type { Chart } from '../chart.ts';
import { OPACITY, STROKE } from '../look.ts';
import { told, toldNumber } from '../parts.ts';
import { NEUTRAL } from '../theme.ts';
import { LABEL_SIZE, labelLines, type Pixel } from './line-labels.ts';
import { levelText, levelWithUnit, named, othersText } from './labels.ts';
import { panelled, panelTitle, type Panel, type WantedOf } from './panels.ts';
import { colourOf, parameterAxis } from './scales.ts';

const SIDE = 340;
const DOT = 6;

/** Lines of equal value of a figure over two parameters, a panel for each variant. */
export function contour(figures: SweepFigures, wanted: WantedOf<'contour'>): Chart | undefined {
  const { of } = wanted;
  const [x, y] = [wanted.x, wanted.y].map((name) => figures.parameter(name));
  const figure = figures.figure(of);
  const variants = figures
    .variantsWith(of)
    .map((variant) => ({ variant, grid: gridOf(figures, variant, of, x, y) }));
  const levels = contourLevels(variants.flatMap(({ grid }) => grid));
  if (levels.length === 0) return undefined;
  const title = wanted.title ?? `Lines of equal ${figure.title}`;
  return panelled(
    {
      name: ['contour', of, x.name, y.name],
      title,
      subtitle: `${named(figure)}: lines at ${levels.map(levelText).join(', ')}`,
      caption: `Lines along which ${named(figure)} is the same, over ${named(x)} and ${named(y)}; figures stand on the lines. Between the points that were run, drawn as dots, the figure is taken as straight on the scales of the axes.${othersText(figures, [x.name, y.name])}`,
    },
    variants.map(({ variant, grid }) => panelOf({ figures, variant, x, y, unit: figure.unit }, grid, levels)),
    SIDE,
  );
}

/** A figure by rows of a grid over two parameters; NaN where there is none. */
function gridOf(
  figures: SweepFigures,
  { name }: VariantInfo,
  of: string,
  x: ParameterInfo,
  y: ParameterInfo,
): number[] {
  const grid = new Array<number>(x.levels.length * y.levels.length).fill(NaN);
  const places = [x, y].map((parameter) => figures.placeOf(parameter.name));
  for (const { levels, value } of cellsOf(figures.points(name, of), places))
    grid[y.levels.indexOf(levels[1]) * x.levels.length + x.levels.indexOf(levels[0])] = value;
  return grid;
}

interface Place {
  figures: SweepFigures;
  variant: VariantInfo;
  x: ParameterInfo;
  y: ParameterInfo;
  unit: string;
}

function panelOf(
  { figures, variant, x, y, unit }: Place,
  grid: readonly number[],
  levels: readonly number[],
): Panel {
  const axes = [x, y].map(({ levels: values, scale }) => ({ values: values.map(Number), scale }));
  const placed = levels.map((level) => {
    const found = contourLines(grid, axes[0], axes[1], level);
    return { level, lines: found.map((line) => line.map((point) => pixelsOf(point, axes))) };
  });
  const labelled = labelLines(
    placed.map(({ level, lines: paths }) => ({ text: levelWithUnit(level, { unit }), paths })),
    SIDE,
  );
  const lines = placed.flatMap(({ level }, index) =>
    labelled[index].paths.map((path) => ({ level, line: path.map((pixel) => pointAt(pixel, axes)) })),
  );
  const labels = labelled.flatMap(({ label }) =>
    label === undefined ? [] : [{ ...pointAt(label.at, axes), label: label.text }],
  );
  const points = grid.flatMap((value, index) =>
    Number.isNaN(value)
      ? []
      : [
          {
            x: axes[0].values[index % x.levels.length],
            y: axes[1].values[Math.floor(index / x.levels.length)],
            value,
          },
        ],
  );
  const encoding = { x: parameterAxis('x', x, SIDE), y: parameterAxis('y', y, SIDE) };
  const color = colourOf(figures, variant);
  return {
    title: panelTitle(variant.title, SIDE),
    width: SIDE,
    height: SIDE,
    layer: [
      {
        data: { values: points },
        mark: { type: 'point', filled: true, size: DOT, color: NEUTRAL, opacity: OPACITY.pale },
        encoding: {
          ...encoding,
          tooltip: [toldNumber('x', x.title), toldNumber('y', y.title), toldNumber('value', unit)],
        },
      },
      ...(lines.length === 0
        ? []
        : [
            {
              data: {
                values: lines.flatMap(({ level, line }, number) =>
                  line.map((point, order) => ({ ...point, level: levelText(level), line: number, order })),
                ),
              },
              mark: { type: 'line', strokeWidth: STROKE.line, color } as const,
              encoding: {
                ...encoding,
                detail: { field: 'line', type: 'nominal' } as const,
                order: { field: 'order', type: 'quantitative' } as const,
                tooltip: [told('level', unit)],
              },
            },
          ]),
      ...(labels.length === 0
        ? []
        : [
            {
              data: { values: labels },
              mark: { type: 'text', fontSize: LABEL_SIZE, fontWeight: 'bold' } as const,
              encoding: { ...encoding, text: { field: 'label' } },
            },
          ]),
    ],
  };
}

type Axes = readonly { values: readonly number[]; scale: Scale }[];

/** Where a point lies in the panel. */
function pixelsOf({ x, y }: { x: number; y: number }, axes: Axes): Pixel {
  const [left, bottom] = [x, y].map((value, axis) => {
    const [from, to] = endsOf(axes[axis]);
    return ((placeOf(value, axes[axis].scale) - from) / (to - from)) * SIDE;
  });
  return { x: left, y: bottom };
}

/** The inverse of {@link pixelsOf}. */
function pointAt({ x, y }: Pixel, axes: Axes): { x: number; y: number } {
  const [left, bottom] = [x, y].map((pixel, axis) => {
    const { values, scale } = axes[axis];
    return between(values[0], values[values.length - 1], pixel / SIDE, scale);
  });
  return { x: left, y: bottom };
}

const endsOf = ({ values, scale }: Axes[number]): number[] =>
  [values[0], values[values.length - 1]].map((value) => placeOf(value, scale));
