import { between, type Scale } from './scale.ts';
import type { Figure } from './sweep-figures.ts';

/** A figure at a value of a parameter. */
export interface LinePoint extends Figure {
  at: number;
}

/** Where a figure passes a level along a parameter. */
export type BreakEven =
  | {
      kind: 'at';
      at: number;
      /** Whether the figure is above the level beyond this value; otherwise before it. */
      rises: boolean;
      /** Where the level is within the 95 % interval of the figure, around `at`; null where that goes on beyond the values that were tried. */
      low?: number | null;
      high?: number | null;
      /** How many more times it passes the level, further along. */
      more: number;
    }
  | {
      /** Above the level at no value that was tried, or at all of them. */
      kind: 'never' | 'always';
      /** The level is within the interval of the figure somewhere all the same. */
      unsure: boolean;
    };

/**
 * Finds where a figure passes a level, between points by a straight line on the scale of the parameter.
 *
 * @param points from the least value of the parameter to the greatest, at least one
 * @returns the first passage; its interval holds all values around it at which the level is no less than the low end of the figure's interval
 *   and no more than its high end, both also drawn straight from point to point
 */
export function breakEven(points: readonly LinePoint[], level: number, scale: Scale): BreakEven {
  const above = points.map(({ value }) => value > level);
  const passages = points.flatMap((_, index) =>
    index > 0 && above[index] !== above[index - 1] ? [index] : [],
  );
  if (passages.length === 0)
    return { kind: above[0] ? 'always' : 'never', unsure: points.some((point) => holds(point, level)) };
  const [index] = passages;
  const share = shareAt(points[index - 1].value, points[index].value, level);
  const at = between(points[index - 1].at, points[index].at, share, scale);
  return {
    ...{ kind: 'at', at, rises: above[index], more: passages.length - 1 },
    ...intervalOf(points, { index, share }, level, scale),
  };
}

const holds = ({ low = Infinity, high = -Infinity }: Figure, level: number): boolean =>
  low <= level && level <= high;

/** Where on the way from one value to another a level lies. */
const shareAt = (from: number, to: number, level: number): number => (level - from) / (to - from);

/** A place between the point before `index`, with share 0, and that point, with share 1. */
interface Place {
  index: number;
  share: number;
}

function intervalOf(
  points: readonly LinePoint[],
  passage: Place,
  level: number,
  scale: Scale,
): { low?: number | null; high?: number | null } {
  if (points.some(({ low, high }) => low === undefined || high === undefined)) return {};
  const bounds = [points.map(({ low }) => low as number), points.map(({ high }) => high as number)];
  /** Where, from the passage on in one direction, the first of the bounds passes the level. */
  const end = (step: 1 | -1): number | null => {
    for (let index = passage.index; index > 0 && index < points.length; index += step) {
      const shares = bounds
        .map((bound) => shareAt(bound[index - 1], bound[index], level))
        .filter((share) => share >= 0 && share <= 1)
        .filter((share) => index !== passage.index || (share - passage.share) * step >= 0);
      if (shares.length > 0) {
        const share = step === 1 ? Math.min(...shares) : Math.max(...shares);
        return between(points[index - 1].at, points[index].at, share, scale);
      }
    }
    return null;
  };
  return { low: end(-1), high: end(1) };
}
