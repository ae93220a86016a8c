import type { JudgedClaim, JudgedFigure } from '../../calibration/claims/judge.ts';
import { formatPublished } from '../../reports/numbers.ts';
import type { Case } from '../../reports/check/case.ts';
import { isMoved, type Check, type CheckedRow } from '../../results/lock/check-lock.ts';
import type { LockFile } from '../../results/lock/read-lock.ts';

/** The rows of a lock file as cases, and the trajectories where they count. */
export function lockCases(check: Check, strict: boolean, lock: LockFile, file: string): Case[] {
  const inputs = check.inputs.map(({ input, change }) => `${input} (${change})`).join(', ');
  const since = `\ninputs: ${inputs === '' ? 'none changed' : inputs}`;
  const place = (experiment: string, row?: CheckedRow): Pick<Case, 'file' | 'line'> =>
    Object.hasOwn(lock.lock.experiments, experiment)
      ? { file, line: lock.lineOf(experiment, row) }
      : { file };
  const rows = check.rows.map((row): Case => {
    const { experiment, test, system, verdict } = row;
    return {
      group: experiment,
      name: `${test} on ${system}`,
      ...(isMoved(row) ? { failure: { kind: verdict, message: rowMessage(row) + since } } : {}),
      ...place(experiment, row),
    };
  });
  const trajectories = check.trajectories.map(({ experiment, before, after, same }): Case => ({
    group: experiment,
    name: 'trajectory',
    ...(same
      ? {}
      : { failure: { kind: 'moved', message: `fingerprint: expected ${before}, found ${after}${since}` } }),
    ...place(experiment),
  }));
  return strict ? [...rows, ...trajectories] : rows;
}

/** What became of a row, in one line. */
function rowMessage({ unit, verdict, before, after, change, tolerance, published }: CheckedRow): string {
  if (verdict === 'added') return `a new row: ${String(after)} ${unit}`;
  if (verdict === 'removed') return `the row is gone; it was ${String(before)} ${unit}`;
  const figure = `expected ${String(before)} ${unit} within ${tolerance}, found ${String(after)}`;
  const by = change === undefined ? '' : ` (${formatChange(change)})`;
  const text = (side: keyof NonNullable<typeof published>): string => {
    const value = published?.[side] ?? null;
    return value === null ? 'nothing' : formatPublished(value);
  };
  return before === after && published
    ? `expected ${text('before')} ${unit} as published, found ${text('after')}`
    : `${figure}${by}`;
}

/** A change in percent, with digits enough to see that it is one. */
export function formatChange(change: number): string {
  const percent = change * 100;
  const size = Math.abs(percent);
  const digits = size >= 0.01 || size === 0 ? size.toFixed(2) : size.toExponential(1);
  return `${percent < 0 ? '-' : '+'}${digits} %`;
}

/** The figures of claims as cases. */
export function claimCases(
  claims: readonly JudgedClaim[],
  lineOf: (claim: string) => number,
  file?: string,
): Case[] {
  return claims.flatMap(({ name, title, figures }) =>
    figures.map((figure): Case => ({
      group: name,
      name: figure.title,
      ...(figure.holds ? {} : { failure: { kind: 'false', message: `${title}: ${figureMessage(figure)}` } }),
      ...(file === undefined ? {} : { file, line: lineOf(name) }),
    })),
  );
}

const figureMessage = (figure: JudgedFigure): string =>
  `expected ${boundsText(figure)}, found ${String(figure.value)} ${figure.unit}`;

/** The bounds of a figure: `5 to 10 ± 1 percent`. */
export function boundsText({ atLeast, atMost, tolerance, unit }: JudgedFigure): string {
  const range =
    atLeast !== undefined && atMost !== undefined
      ? `${atLeast} to ${atMost}`
      : atLeast !== undefined
        ? `at least ${atLeast}`
        : `at most ${String(atMost)}`;
  return `${range}${tolerance > 0 ? ` \u00b1 ${tolerance}` : ''} ${unit}`;
}
