import type { Figure, Level, PointFigure } from './sweep-figures.ts';

/** A figure at levels of some of the parameters: the mean over the points that have these levels. */
export interface Cell extends Figure {
  levels: readonly (string | number)[];
  points: number;
}

/**
 * Groups points by the levels of some parameters, in the order in which the levels come up. Points that leave one of these as it is are left
 * out; where others are set or not, as in a one-at-a-time design, only points count in which the others are as they are.
 * @param places of the parameters among the levels of a point
 */
export function cellsOf(points: readonly PointFigure[], places: readonly number[]): Cell[] {
  const groups = new Map<string, PointFigure[]>();
  for (const point of alone(points, places)) {
    const key = JSON.stringify(places.map((place) => point.levels[place]));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [point]);
    else group.push(point);
  }
  return [...groups.values()].map((group) => ({
    levels: places.map((place) => group[0].levels[place] as string | number),
    points: group.length,
    ...meanOf(group),
  }));
}

function alone(points: readonly PointFigure[], places: readonly number[]): PointFigure[] {
  const set = points.filter(({ levels }) => places.every((place) => levels[place] !== null));
  const isOther = (level: Level, place: number): boolean => level !== null && !places.includes(place);
  const bare = set.filter(({ levels }) => !levels.some(isOther));
  return bare.length > 0 ? bare : set;
}

/** The mean of figures; its ends are the means of theirs, which is right for points that share their random numbers and else too wide. */
function meanOf(figures: readonly Figure[]): Figure {
  const mean = (of: (figure: Figure) => number): number =>
    figures.reduce((sum, figure) => sum + of(figure), 0) / figures.length;
  const value = mean((figure) => figure.value);
  if (figures.some(({ low, high }) => low === undefined || high === undefined)) return { value };
  return { value, low: mean(({ low }) => low as number), high: mean(({ high }) => high as number) };
}
