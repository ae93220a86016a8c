import { sobolPoints, type Directions } from '../../calibration/sensitivity/sobol-sequence.ts';
import type { Parameter } from '../file/sweep.ts';
import { levelAt } from './levels.ts';
import type { Space } from './space.ts';

/** The first points of the Sobol sequence: every stretch of it fills the space evenly. */
export function sobolSample(parameters: readonly Parameter[], count: number, directions: Directions): Space {
  const points = sobolPoints(directions, parameters.length, count);
  return {
    size: count,
    at: (index) => parameters.map((parameter, place) => levelAt(parameter, points[index][place])),
  };
}
