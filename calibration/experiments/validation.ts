import { mean } from 'simple-statistics';
import { accuracyOf, isComparable, type Accuracy } from './accuracy.ts';
import { meets, relativeErrorOf } from './published.ts';
import type { Row } from './row.ts';

/** How a group of rows agrees with what was published. */
export interface Score extends Accuracy {
  experiment: string;
  /** All systems of the experiment when absent. */
  system?: string;
  role: string;
  /** Share of the published figures within their predictive interval, of the rows that have one. */
  coverage?: number;
  /** Median absolute error of the first predictions, where they were recorded. */
  firstMedianAbsoluteError?: number;
}

/** Rows whose published figure may be compared with the model: neither fitted, nor entered, nor a repetition. */
export function comparable(rows: readonly Row[]): Row[] {
  return rows.filter(isComparable);
}

/** Scores by experiment and role, and within each by system. */
export function scoresOf(rows: readonly Row[]): Score[] {
  const groups = new Map<string, Row[]>();
  const add = (key: string, row: Row): void => {
    groups.set(key, [...(groups.get(key) ?? []), row]);
  };
  for (const row of comparable(rows)) {
    const { experiment, role, system } = row;
    add(`${experiment} ${String(role)}`, row);
    add(`${experiment} ${String(role)} ${system}`, row);
  }
  return [...groups].map(([key, group]) => {
    const [experiment, role, system] = key.split(' ');
    return { experiment, ...(system ? { system } : {}), role, ...scoreOf(group) };
  });
}

/** Accuracy of rows, coverage of their intervals, and accuracy of what was first said. */
export function scoreOf(rows: readonly Row[]): Omit<Score, 'experiment' | 'role'> {
  const intervals = rows.filter(({ predictive }) => predictive !== undefined);
  const first = rows.filter(({ firstPrediction }) => firstPrediction !== undefined);
  return {
    ...accuracyOf(rows),
    ...(intervals.length > 0 ? { coverage: mean(intervals.map((row) => (isCovered(row) ? 1 : 0))) } : {}),
    ...(first.length > 0
      ? { firstMedianAbsoluteError: accuracyOf(first.map(asFirstSaid)).medianAbsoluteError }
      : {}),
  };
}

export function isCovered({ published, predictive }: Row): boolean {
  if (published === undefined || predictive === undefined) return false;
  return meets(predictive, published);
}

function asFirstSaid(row: Row): Row {
  const { firstPrediction = NaN, published = NaN } = row;
  return { ...row, model: firstPrediction, relativeError: relativeErrorOf(firstPrediction, published) };
}

/** The n worst rows, the worst first. */
export function worstRows(rows: readonly Row[], count: number): Row[] {
  const size = (row: Row): number => Math.abs(Math.log(Math.max(1 + (row.relativeError ?? 0), LEAST)));
  return comparable(rows)
    .sort((left, right) => size(right) - size(left))
    .slice(0, count);
}

const LEAST = 1e-6;
