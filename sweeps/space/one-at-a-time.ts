import type { Parameter } from '../file/sweep.ts';
import { levelsOf, type Level } from './levels.ts';
import type { Space } from './space.ts';

/** First the point that sets nothing, then each value of each parameter while all others are the files' own. */
export function oneAtATime(parameters: readonly Parameter[]): Space {
  const nothing: Level[] = parameters.map(() => null);
  const points = [
    nothing,
    ...parameters.flatMap((parameter, place) =>
      levelsOf(parameter).map((level) => nothing.with(place, level)),
    ),
  ];
  return { size: points.length, at: (index) => points[index] };
}
