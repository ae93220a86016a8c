import { mean, standardDeviation } from 'simple-statistics';
import { RandomStream } from '../../model/core/random.ts';

/** Elementary effects of a parameter, in units of the output over the parameter's whole range. */
export interface ElementaryEffects {
  /** Mean of the absolute effects: how much the parameter matters (Campolongo 2007). */
  importance: number;
  /** Mean of the effects: in which direction. */
  mean: number;
  /** Their spread: how far the effect depends on the other parameters, or on the parameter itself. */
  deviation: number;
}

/** A walk through a grid of levels in the unit cube, one parameter a step. */
export interface Trajectory {
  points: number[][];
  /** Parameter that each step moves. */
  order: number[];
}

const LEVELS = 4;
const STEP = LEVELS / (2 * (LEVELS - 1));

/** Morris's design (Technometrics 33, 1991): trajectories from random points, each parameter moved once by two thirds of its range. */
export function morrisDesign(parameters: number, trajectories: number, seed: string): Trajectory[] {
  const stream = new RandomStream(seed);
  return Array.from({ length: trajectories }, () => {
    const point = Array.from({ length: parameters }, () => stream.below(LEVELS) / (LEVELS - 1));
    const order = shuffled(parameters, stream);
    const points = [[...point]];
    for (const parameter of order) {
      point[parameter] += point[parameter] + STEP > 1 ? -STEP : STEP;
      points.push([...point]);
    }
    return { points, order };
  });
}

/** Elementary effects from the function's values at the points of each trajectory. */
export function elementaryEffects(
  design: readonly Trajectory[],
  values: readonly (readonly number[])[],
): ElementaryEffects[] {
  const effects: number[][] = design[0].order.map(() => []);
  design.forEach(({ points, order }, trajectory) => {
    order.forEach((parameter, step) => {
      const moved = points[step + 1][parameter] - points[step][parameter];
      effects[parameter].push((values[trajectory][step + 1] - values[trajectory][step]) / moved);
    });
  });
  return effects.map((list) => ({
    importance: mean(list.map(Math.abs)),
    mean: mean(list),
    deviation: standardDeviation(list),
  }));
}

function shuffled(count: number, stream: RandomStream): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = stream.below(last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
