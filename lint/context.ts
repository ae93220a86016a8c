import type { Kind, Library, Problem } from '../model/index.ts';
import type { Directions } from '../calibration/sensitivity/sobol-sequence.ts';
import type { Experiments } from '../calibration/experiments/experiments.ts';
import type { SourceText } from '../model/document/document.ts';

/** What the package ships beside specifications. */
export interface Shipped {
  /** Experiments, which settings of a calibration name. */
  experiments: Experiments;
  /** Direction numbers of Sobol sequences, which limit the parameters of a sweep. */
  directions: Directions;
}

/** What a file is checked against, beside itself. */
export interface Context extends Shipped {
  /** Shipped files, and those that are checked together. */
  library: Library;
  /** Files that are checked together, by kind: a structure and a workload that belong to each other. */
  together: ReadonlyMap<string, readonly string[]>;
}

/** What came of a check: problems, in this file or in those that it names, and the files that it was compiled with. */
export interface Outcome {
  problems: readonly Problem[];
  against: readonly string[];
}

/** Checks a file, whose own shape is right, against what it names. */
export type Check = (source: SourceText, context: Context) => Outcome;

/** A file that was checked alone. */
export const alone = (problems: readonly Problem[]): Outcome => ({ problems, against: [] });

/** Files of a kind that may go with a file: those that are checked together with it, then the shipped ones; by rank, low ones first. */
export function companions(
  { library, together }: Context,
  kind: Kind,
  rank: (reference: string) => number,
): string[] {
  const sorted = (names: readonly string[]): string[] =>
    [...names].sort((left, right) => rank(left) - rank(right));
  return [...sorted(together.get(kind) ?? []), ...sorted(library.names(kind))];
}
