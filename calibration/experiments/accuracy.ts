import { medianSorted, quantileSorted } from 'simple-statistics';
import type { Row } from './row.ts';
import type { Role } from './targets.ts';

/** How well a set of rows agrees with the published figures. */
export interface Accuracy {
  rows: number;
  medianAbsoluteError: number;
  ninetiethPercentile: number;
  /** Median of the signed errors. */
  bias: number;
}

/** Roles of published figures that say something about accuracy. */
const SCORED: readonly unknown[] = ['calibration', 'validation'] satisfies Role[];

/** Whether the published figure of a row, if it has one, may be compared: neither fitted, nor entered, nor a repetition. */
export const isComparable = ({ role, published }: Row): boolean =>
  published !== undefined && SCORED.includes(role);

/** Scores rows that have a published figure which the model was not set from. */
export function accuracyOf(rows: readonly Row[]): Accuracy {
  const errors = rows
    .filter((row) => isComparable(row) && row.relativeError !== undefined)
    .map((row) => row.relativeError as number);
  const sorted = (values: number[]): number[] => [...values].sort((left, right) => left - right);
  const absolute = sorted(errors.map(Math.abs));
  const signed = sorted(errors);
  if (errors.length === 0) return { rows: 0, medianAbsoluteError: 0, ninetiethPercentile: 0, bias: 0 };
  return {
    rows: errors.length,
    medianAbsoluteError: medianSorted(absolute),
    ninetiethPercentile: quantileSorted(absolute, 0.9),
    bias: medianSorted(signed),
  };
}

/** Two published figures closer than this many pooled standard deviations are not told apart. */
const TELL_APART = 2;

/** Pairs of systems that a test puts in the wrong order, among those that the published figures tell apart. */
export function misordered(rows: readonly Row[]): [string, string][] {
  const wrong: [string, string][] = [];
  rows.forEach((left, index) => {
    for (const right of rows.slice(index + 1)) {
      const [first, second] = [left.published, right.published];
      if (typeof first !== 'number' || typeof second !== 'number') continue;
      const deviation = (row: Row, figure: number): number => ((row.sdPercent ?? 0) / 100) * figure;
      const pooled = Math.sqrt((deviation(left, first) ** 2 + deviation(right, second) ** 2) / 2);
      const difference = first - second;
      if (Math.abs(difference) <= TELL_APART * pooled) continue;
      if (Math.sign(left.model - right.model) !== Math.sign(difference))
        wrong.push([left.system, right.system]);
    }
  });
  return wrong;
}

/** Rows of one experiment by test, in the order in which tests first come. */
export function byTest(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.test);
    if (group) group.push(row);
    else groups.set(row.test, [row]);
  }
  return groups;
}
