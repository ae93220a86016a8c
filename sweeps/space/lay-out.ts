import { parseExpression } from '../../model/kernels/language/expression.ts';
import type { Directions } from '../../calibration/sensitivity/sobol-sequence.ts';
import { evaluate, namesIn } from '../../model/kernels/language/formula.ts';
import type { Sweep } from '../file/sweep.ts';
import { grid } from './grid.ts';
import { latinHypercube } from './latin-hypercube.ts';
import { baseValueOf } from './levels.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { sobolSample } from './sobol-sample.ts';
import type { Space } from './space.ts';

/** Points of a sweep, at most. */
export const MAX_POINTS = 10_000_000;

export interface SpaceOptions {
  seed: string;
  directions: Directions;
}

/** Lays out the points of a sweep, and leaves out those that don't meet its conditions. */
export function spaceOf(sweep: Sweep, { seed, directions }: SpaceOptions): Space {
  return constrained(layOut(sweep, seed, directions), sweep);
}

function layOut({ design, parameters }: Sweep, seed: string, directions: Directions): Space {
  const list = Object.values(parameters);
  if (design === 'grid') return grid(list);
  if (design === 'one-at-a-time') return oneAtATime(list);
  return design.sample === 'sobol'
    ? sobolSample(list, design.count, directions)
    : latinHypercube(parameters, design.count, seed);
}

function constrained(space: Space, { where, parameters }: Sweep): Space {
  if (where.length === 0) return space;
  const conditions = where.map((text) => {
    const condition = parseExpression(text);
    return { condition, names: namesIn(condition) };
  });
  const places = new Map(Object.keys(parameters).map((name, place) => [name, place]));
  const kept: number[] = [];
  for (let index = 0; index < space.size; index++) {
    const levels = space.at(index);
    const valueOf = (name: string): number => baseValueOf(levels[places.get(name) as number]) ?? NaN;
    // What a point leaves as it is has no value here: a condition on it counts as met.
    const met = conditions.every(
      ({ names, condition }) =>
        names.some((name) => Number.isNaN(valueOf(name))) || evaluate(condition, valueOf) !== 0,
    );
    if (met) kept.push(index);
  }
  return { size: kept.length, at: (index) => space.at(kept[index]) };
}
