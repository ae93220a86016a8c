import type { Experiments } from '../experiments/experiments.ts';
import type { Wanted } from '../fit/evaluate.ts';

/** What a sensitivity is of: a row, or how much longer it takes than another system. */
export interface Output {
  name: string;
  row: Wanted;
  /** The row that a penalty is against. */
  against?: Wanted;
}

/**
 * Reads `experiment/test/system`, or `experiment/test/system:against` for a penalty.
 * @returns undefined when there is no such row
 */
export function parseOutput(text: string, experiments: Experiments): Output | undefined {
  const match = /^([^/]+)\/([^/]+)\/([^/:]+)(?::([^/:]+))?$/.exec(text);
  if (match === null) return undefined;
  const [, experiment, test, system, against] = match;
  const known = Object.hasOwn(experiments.list, experiment) ? experiments.list[experiment].systems : [];
  if (!known.includes(system) || (against !== undefined && !known.includes(against))) return undefined;
  return {
    name: text,
    row: { experiment, test, system },
    ...(against === undefined ? {} : { against: { experiment, test, system: against } }),
  };
}
