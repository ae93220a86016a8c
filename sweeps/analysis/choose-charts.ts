import type { Chart, Design } from '../file/sweep.ts';
import { contourLevels } from './contours.ts';
import type { FigureInfo, SweepFigures } from './sweep-figures.ts';

/** Figures that are drawn when the sweep's file doesn't say which: what it derives, else what it measures. */
const figuresOf = ({ figures }: SweepFigures, derived: readonly string[]): readonly FigureInfo[] => {
  const own = figures.filter(({ name }) => derived.includes(name));
  return own.length > 0 ? own : figures;
};

/**
 * The charts that suit a design: of a grid over one parameter lines, over two a heat map with contours and the place where the figure passes a
 * middling value, over more of them parallel coordinates and main effects; a tornado of one-at-a-time points; parallel coordinates and effects of samples.
 *
 * @param derived names of derived figures
 */
export function chooseCharts(design: Design, figures: SweepFigures, derived: readonly string[]): Chart[] {
  const moved = figures.parameters.filter(({ levels }) => levels.length > 1);
  return figuresOf(figures, derived).flatMap(({ name: of }): Chart[] => {
    if (design === 'one-at-a-time') return [{ kind: 'tornado', of }];
    if (design !== 'grid' || moved.length > 2)
      return [
        { kind: 'parallel', of },
        { kind: 'effects', of },
      ];
    if (moved.length === 0) return [];
    const [first, second] = moved;
    if (second === undefined) return [{ kind: 'lines', of, x: first.name }];
    const numbers = moved.filter(({ numeric }) => numeric);
    const names = moved.filter(({ numeric }) => !numeric);
    const [along = first] = numbers;
    const by = names[0] ?? numbers[1];
    const map: Chart = { kind: 'heat-map', of, x: along.name, y: by.name };
    if (numbers.length === 0) return [map];
    const passes = middleOf(figures, of);
    const passage: Chart[] =
      passes === undefined
        ? []
        : [
            {
              kind: 'break-even',
              of,
              passes,
              along: by.numeric ? by.name : along.name,
              by: by.numeric ? along.name : by.name,
            },
          ];
    return names.length === 0
      ? [map, { kind: 'contour', of, x: along.name, y: by.name }, ...passage]
      : [{ kind: 'lines', of, x: along.name, by: by.name }, map, ...passage];
  });
}

/** A round value in the middle of those that a figure has. */
function middleOf(figures: SweepFigures, of: string): number | undefined {
  const values = figures
    .variantsWith(of)
    .flatMap(({ name }) => figures.points(name, of).map(({ value }) => value));
  const levels = contourLevels(values);
  return levels[Math.floor(levels.length / 2)];
}
