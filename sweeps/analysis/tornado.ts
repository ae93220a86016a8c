import type { Figure, Level, ParameterInfo, PointFigure } from './sweep-figures.ts';

/** A figure at one level of one parameter, all else being as it is. */
export interface Moved extends Figure {
  level: string | number;
}

/** How far one parameter moves a figure. */
export interface Swing {
  parameter: string;
  /** Where the figure is least and greatest. */
  least: Moved;
  most: Moved;
  /** From the least to the greatest value, the base point among them. */
  spread: number;
}

/** What moves a figure in a one-at-a-time design. */
export interface Tornado {
  base: Figure;
  /** The widest first. */
  swings: Swing[];
}

/** How far a figure moves from the base point, parameter by parameter; undefined without a base point. */
export function tornadoOf(
  points: readonly PointFigure[],
  parameters: readonly ParameterInfo[],
): Tornado | undefined {
  const base = points.find(({ levels }) => levels.every((level) => level === null));
  if (base === undefined) return undefined;
  const swings = parameters.flatMap(({ name }, place): Swing[] => {
    const moved = points
      .filter(({ levels }) => levels.every((level, other) => (level === null) !== (other === place)))
      .map(({ levels, ...figure }) => ({ ...figure, level: levels[place] as Exclude<Level, null> }));
    if (moved.length === 0) return [];
    const least = moved.reduce((best, one) => (one.value < best.value ? one : best));
    const most = moved.reduce((best, one) => (one.value > best.value ? one : best));
    const spread = Math.max(most.value, base.value) - Math.min(least.value, base.value);
    return [{ parameter: name, least, most, spread }];
  });
  const { levels: _, ...figure } = base;
  return { base: figure, swings: swings.sort((left, right) => right.spread - left.spread) };
}
