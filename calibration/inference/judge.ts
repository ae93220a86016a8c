import type { Family } from '../../model/kernels/language/inference-file.ts';
import { fitSizes, residualsOf, squares } from './sizes.ts';
import type { Effects } from './effects.ts';

/** Rows that are left out together, by the name of what is left out: a test, or a system. */
export type Folds = ReadonlyMap<string, readonly number[]>;

/** What candidates are judged by. */
export interface Judging {
  effects: Effects;
  /** Standard deviation of the logarithm of each row. */
  deviations: readonly number[];
  byTest: Folds;
  bySystem: Folds;
  /** An error falls when it does so by at least this share. */
  leastGain: number;
  /** How many candidates of a family, and how many numbers about programs. */
  most: Readonly<Record<Family, number>>;
}

/** Root mean square errors, as shares of the published value. */
export interface Errors {
  /** Of all rows, with sizes set on them. */
  all: number;
  /** Of rows that were left out, one test after the other; and one system after the other. */
  leftOutTest: number;
  leftOutSystem: number;
}

/** The errors of a choice of candidates, by their numbers. */
export function errorsOf(judging: Judging, chosen: readonly number[], rows = allRows(judging)): Errors {
  return {
    all: rootMeanSquare(judging, rows, errorsFor(judging, rows, rows, chosen)),
    leftOutTest: leftOutError(judging, chosen, judging.byTest, rows),
    leftOutSystem: leftOutError(judging, chosen, judging.bySystem, rows),
  };
}

/** Sizes are set without the rows of a fold, whose error is then taken; for each fold in turn. */
function leftOutError(
  judging: Judging,
  chosen: readonly number[],
  folds: Folds,
  among: readonly number[],
): number {
  const wanted = new Set(among);
  const rows: number[] = [];
  const residuals: number[] = [];
  for (const fold of folds.values()) {
    const out = fold.filter((row) => wanted.has(row));
    const kept = among.filter((row) => !fold.includes(row));
    rows.push(...out);
    residuals.push(...errorsFor(judging, kept, out, chosen));
  }
  return rootMeanSquare(judging, rows, residuals);
}

function errorsFor(
  { effects, deviations }: Judging,
  kept: readonly number[],
  rows: readonly number[],
  chosen: readonly number[],
): number[] {
  return residualsOf(effects, deviations, rows, chosen, fitSizes(effects, deviations, kept, chosen));
}

/** Rows count by what is known of them: weights are those of the fit. */
function rootMeanSquare(
  { deviations }: Judging,
  rows: readonly number[],
  residuals: readonly number[],
): number {
  const weights = rows.reduce((sum, row) => sum + 1 / deviations[row] ** 2, 0);
  return Math.sqrt(squares(residuals) / weights);
}

/** Whether one choice predicts rows that were left out better than another: by the margin for tests, and no worse for systems. */
export function isBetter(found: Errors, than: Errors, { leastGain }: Judging): boolean {
  return found.leftOutTest < than.leftOutTest * (1 - leastGain) && found.leftOutSystem <= than.leftOutSystem;
}

/**
 * Chooses candidates. One is added, or exchanged for another, as long as the error of the rows falls by the margin, and as many as the
 * limits allow; then each that does not lower the error of rows that are left out is taken away again, the least useful first.
 * @param rows those that the choice may see
 */
export function choose(judging: Judging, rows = allRows(judging)): number[] {
  let chosen = grown(judging, rows);
  for (;;) {
    const errors = errorsOf(judging, chosen, rows);
    const useless = chosen
      .map((number) => without(chosen, number))
      .map((others) => ({ others, errors: errorsOf(judging, others, rows) }))
      .filter((fewer) => !isBetter(errors, fewer.errors, judging))
      .sort((left, right) => left.errors.leftOutTest - right.errors.leftOutTest);
    if (useless.length === 0) return chosen;
    chosen = useless[0].others;
  }
}

function grown(judging: Judging, rows: readonly number[]): number[] {
  let chosen: number[] = [];
  let error = rootMeanSquare(judging, rows, errorsFor(judging, rows, rows, chosen));
  for (;;) {
    const found = neighbours(judging, chosen)
      .map((some) => ({ some, error: rootMeanSquare(judging, rows, errorsFor(judging, rows, rows, some)) }))
      .reduce((least, one) => (one.error < least.error ? one : least), { some: chosen, error });
    if (found.error >= error * (1 - judging.leastGain)) return chosen;
    [chosen, error] = [found.some, found.error];
  }
}

const without = (chosen: readonly number[], number: number): number[] =>
  chosen.filter((other) => other !== number);

/** A candidate more, or one in the place of another. */
function neighbours(judging: Judging, chosen: readonly number[]): number[][] {
  const others = judging.effects.list.map((_, number) => number).filter((number) => !chosen.includes(number));
  const kept = [chosen, ...chosen.map((number) => without(chosen, number))];
  return kept
    .flatMap((some) => others.map((number) => [...some, number]))
    .filter((some) => isAllowed(judging, some));
}

/** Whether candidates can hold together, and are not more than the model may have. */
export function isAllowed({ effects, most }: Judging, chosen: readonly number[]): boolean {
  const candidates = chosen.map((number) => effects.list[number].candidate);
  const groups = candidates.flatMap(({ group }) => group ?? []);
  if (new Set(groups).size < groups.length) return false;
  const count = (family: Family): number =>
    candidates
      .filter((candidate) => candidate.family === family)
      .reduce((sum, { sizes }) => sum + (family === 'programs' ? Math.max(1, sizes.length) : 1), 0);
  return (Object.keys(most) as Family[]).every((family) => count(family) <= most[family]);
}

export const allRows = ({ effects }: Judging): number[] => effects.base.map((_, row) => row);

/**
 * The whole procedure on the same footing as its candidates: chosen and set without the rows of each fold, which it then predicts.
 * @returns the error of rows that were left out, and how often each candidate was chosen
 */
export function choiceLeftOut(judging: Judging, folds: Folds): { error: number; chosen: number[][] } {
  const rows: number[] = [];
  const residuals: number[] = [];
  const choices: number[][] = [];
  for (const fold of folds.values()) {
    const kept = allRows(judging).filter((row) => !fold.includes(row));
    const chosen = choose(judging, kept);
    choices.push(chosen);
    rows.push(...fold);
    residuals.push(...errorsFor(judging, kept, fold, chosen));
  }
  return { error: rootMeanSquare(judging, rows, residuals), chosen: choices };
}
