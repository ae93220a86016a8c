import type { Family } from '../../model/kernels/files/inference-file.ts';
import { timesWith } from './effects.ts';
import { fitSizes, residualsOf, type Rows } from './sizes.ts';

/** Rows that are left out together, by the name of what is left out: a test, or a system. */
export type Folds = ReadonlyMap<string, readonly number[]>;

/** What candidates are judged by. */
export interface Judging extends Rows {
  byTest: Folds;
  bySystem: Folds;
  /** An error falls when it does so by at least this share. */
  leastGain: number;
  /** A row differs when its time does by more than this share. */
  leastMove: number;
  /** How many candidates of a family, and how many numbers about programs. */
  most: Readonly<Record<Family, number>>;
}

/** Errors of rows that were left out, by row, one test after the other; and one system after the other. */
interface LeftOut {
  byTest: number[];
  bySystem: number[];
}

/** Root mean square errors, as shares of the published value. */
export interface Errors {
  leftOutTest: number;
  leftOutSystem: number;
}

/** A choice of candidates beside another, on the rows that differ between them. */
export interface Comparison {
  with: Errors;
  without: Errors;
  /** How many rows differ. */
  rows: number;
}

/** A choice of candidates, by their numbers, and how it predicts rows that are left out. */
interface Choice {
  chosen: readonly number[];
  /** By row, with sizes set on all rows. */
  times: readonly number[];
  out: LeftOut;
}

function choiceOf(judging: Judging, chosen: readonly number[], among: readonly number[]): Choice {
  const times = timesWith(judging.effects, chosen, fitSizes(judging, among, chosen));
  return { chosen, times, out: leftOut(judging, chosen, among) };
}

/** The errors of a choice of candidates, by their numbers, on all rows. */
export function errorsOf(judging: Judging, chosen: readonly number[]): Errors {
  const rows = allRows(judging);
  return errorsOn(judging, rows, rows, leftOut(judging, chosen, rows));
}

/** What a choice is worth beside another one. */
export function compared(
  judging: Judging,
  chosen: readonly number[],
  without: readonly number[],
): Comparison {
  const rows = allRows(judging);
  return comparisonOf(judging, choiceOf(judging, chosen, rows), choiceOf(judging, without, rows), rows);
}

function comparisonOf(
  judging: Judging,
  found: Choice,
  without: Choice,
  among: readonly number[],
): Comparison {
  const moved = among.filter(
    (row) => Math.abs(found.times[row] / without.times[row] - 1) > judging.leastMove,
  );
  return {
    with: errorsOn(judging, moved, among, found.out),
    without: errorsOn(judging, moved, among, without.out),
    rows: moved.length,
  };
}

/** Whether rows that were left out are predicted better: by the margin for tests, and no worse for systems. */
function isBetter({ with: found, without }: Comparison, { leastGain }: Judging): boolean {
  return (
    found.leftOutTest < without.leftOutTest * (1 - leastGain) && found.leftOutSystem <= without.leftOutSystem
  );
}

/** Sizes are set without the rows of a fold, which are then predicted; for each fold in turn. */
function leftOut(judging: Judging, chosen: readonly number[], among: readonly number[]): LeftOut {
  const over = (folds: Folds): number[] => {
    const errors = new Map<number, number>();
    for (const fold of folds.values()) {
      const out = fold.filter((row) => among.includes(row));
      const kept = among.filter((row) => !fold.includes(row));
      predicted(judging, kept, out, chosen).forEach((error, index) => errors.set(out[index], error));
    }
    return among.map((row) => errors.get(row) ?? 0);
  };
  return { byTest: over(judging.byTest), bySystem: over(judging.bySystem) };
}

/** Errors of some rows, in their standard deviations, by what others say of sizes and of the machine's costs. */
function predicted(
  judging: Judging,
  kept: readonly number[],
  rows: readonly number[],
  chosen: readonly number[],
): number[] {
  const sizes = fitSizes(judging, kept, chosen);
  return judging.covariance.unexplained(
    rows,
    residualsOf(judging, rows, chosen, sizes),
    kept,
    residualsOf(judging, kept, chosen, sizes),
  );
}

function errorsOn(
  { deviations }: Judging,
  rows: readonly number[],
  among: readonly number[],
  { byTest, bySystem }: LeftOut,
): Errors {
  const of = (errors: readonly number[]): number =>
    rootMeanSquare(
      deviations,
      rows,
      rows.map((row) => errors[among.indexOf(row)]),
    );
  return { leftOutTest: of(byTest), leftOutSystem: of(bySystem) };
}

/** Rows count by what is known of them: weights are those of the fit. */
function rootMeanSquare(
  deviations: readonly number[],
  rows: readonly number[],
  residuals: readonly number[],
): number {
  if (rows.length === 0) return 0;
  const weights = rows.reduce((sum, row) => sum + 1 / deviations[row] ** 2, 0);
  return Math.sqrt(residuals.reduce((sum, value) => sum + value * value, 0) / weights);
}

/**
 * Chooses candidates. One is added, or exchanged for another, as long as that lowers the error of rows that are left out, and as many as the
 * limits allow; then each that the others make useless is taken away again, the least useful first.
 * @param rows those that the choice may see
 */
export function choose(judging: Judging, rows: readonly number[] = allRows(judging)): readonly number[] {
  const errorOf = ({ out }: Choice): number => {
    const { leftOutTest, leftOutSystem } = errorsOn(judging, rows, rows, out);
    return Math.hypot(leftOutTest, leftOutSystem);
  };
  const best = (choices: readonly Choice[]): Choice | undefined =>
    choices.length === 0
      ? undefined
      : choices.reduce((least, one) => (errorOf(one) < errorOf(least) ? one : least));
  const choicesOf = (some: readonly (readonly number[])[]): Choice[] =>
    some.map((chosen) => choiceOf(judging, chosen, rows));
  let [choice] = choicesOf([[]]);
  for (;;) {
    const before = choice;
    const better = (some: readonly (readonly number[])[]): Choice | undefined =>
      best(
        choicesOf(some).filter(
          (found) =>
            isBetter(comparisonOf(judging, found, before, rows), judging) && errorOf(found) < errorOf(before),
        ),
      );
    const next = better(additions(judging, choice.chosen)) ?? better(exchanges(judging, choice.chosen));
    if (next === undefined) break;
    choice = next;
  }
  for (;;) {
    const all = choice;
    const fewer = choicesOf(all.chosen.map((number) => without(all.chosen, number)));
    const next = best(fewer.filter((found) => !isBetter(comparisonOf(judging, all, found, rows), judging)));
    if (next === undefined) return choice.chosen;
    choice = next;
  }
}

const without = (chosen: readonly number[], number: number): number[] =>
  chosen.filter((other) => other !== number);

/** A candidate more. */
function additions(judging: Judging, chosen: readonly number[]): number[][] {
  return judging.effects.list
    .map((_, number) => number)
    .filter((number) => !chosen.includes(number))
    .map((number) => [...chosen, number])
    .filter((some) => isAllowed(judging, some));
}

/** One in the place of another. */
function exchanges(judging: Judging, chosen: readonly number[]): number[][] {
  return chosen.flatMap((number) =>
    additions(judging, without(chosen, number)).filter((some) => !some.includes(number)),
  );
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
export function choiceLeftOut(
  judging: Judging,
  folds: Folds,
): { error: number; chosen: (readonly number[])[] } {
  const rows: number[] = [];
  const residuals: number[] = [];
  const choices: (readonly number[])[] = [];
  for (const fold of folds.values()) {
    const kept = allRows(judging).filter((row) => !fold.includes(row));
    const chosen = choose(judging, kept);
    choices.push(chosen);
    rows.push(...fold);
    residuals.push(...predicted(judging, kept, fold, chosen));
  }
  return { error: rootMeanSquare(judging.deviations, rows, residuals), chosen: choices };
}
