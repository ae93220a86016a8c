import { mean } from 'simple-statistics';
import type { Charge, Library } from '../model/index.ts';
import { readExtended } from '../model/library.ts';
import { accuracyOf, type Accuracy } from './accuracy.ts';
import type { Experiments } from './experiments.ts';
import { runJob } from './job.ts';
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
  return rows.filter(
    (row) => row.published !== undefined && ['calibration', 'validation'].includes(row.role ?? ''),
  );
}

/** Scores by experiment, and within each by system. */
export function scoresOf(rows: readonly Row[]): Score[] {
  const groups = new Map<string, Row[]>();
  const add = (key: string, row: Row): void => {
    groups.set(key, [...(groups.get(key) ?? []), row]);
  };
  for (const row of comparable(rows)) {
    add(row.experiment, row);
    add(`${row.experiment} ${row.system}`, row);
  }
  return [...groups].map(([key, group]) => {
    const [experiment, system] = key.split(' ');
    return { experiment, ...(system ? { system } : {}), role: String(group[0].role), ...scoreOf(group) };
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
  const [low, high] = predictive;
  return low <= published && published <= high;
}

function asFirstSaid(row: Row): Row {
  const { firstPrediction = NaN, published = NaN } = row;
  return { ...row, model: firstPrediction, relativeError: (firstPrediction - published) / published };
}

/** Of rows that are far off, the worst first, at most so many. */
export function worstRows(rows: readonly Row[], count: number): Row[] {
  const size = (row: Row): number => Math.abs(Math.log(Math.max(1 + (row.relativeError ?? 0), LEAST)));
  return comparable(rows)
    .sort((left, right) => size(right) - size(left))
    .slice(0, count);
}

const LEAST = 1e-6;
const SYSTEM = 'linux';

/** Where a row spends most of what it takes beyond the first system; of the first system, most of all. */
export interface DominantCharge {
  place: string;
  cause: string;
  /** Of the difference, or of the whole. */
  share: number;
  against?: string;
}

export interface ChargeOptions {
  library: Library;
  experiments: Experiments;
  machine: string;
  seed: string;
}

/**
 * Runs the test of a row alone, on its system and on the first system of its experiment, and compares the cycles of one operation by
 * place and cause. Undefined for a job mix, which is made of many operations.
 */
export function dominantCharge(options: ChargeOptions, row: Row): DominantCharge | undefined {
  const { workload, systems, parts } = options.experiments.list[row.experiment];
  const test = parts ?? row.test;
  // The Linux of all structures is one, whatever its domain is called in each.
  const placeOf = (system: string): string => {
    const { domains } = readExtended(options.library, 'structure', system).data as {
      domains?: { linux?: { place?: string } };
    };
    return domains?.linux?.place ?? SYSTEM;
  };
  const chargesOn = (system: string): Map<string, number> | undefined => {
    const job = { ...options, system, workload, tests: [test], replications: 1, overrides: [] };
    const measured = runJob(options.library, { ...job, quick: true }).find((result) => result.test === test);
    if (measured === undefined || measured.charges.length === 0) return undefined;
    const scale = measured.cyclesPerOperation / measured.elapsedCycles;
    return byPlaceAndCause(measured.charges, scale, placeOf(system));
  };
  const own = chargesOn(row.system);
  const native = row.system === systems[0] ? undefined : chargesOn(systems[0]);
  if (own === undefined) return undefined;
  const beyond = [...own].map(([key, cycles]) => [key, cycles - (native?.get(key) ?? 0)] as const);
  const total = beyond.reduce((sum, [, cycles]) => sum + Math.max(cycles, 0), 0);
  const [key, cycles] = beyond.reduce((most, next) => (next[1] > most[1] ? next : most));
  const [place, cause] = key.split('|');
  return { place, cause, share: cycles / total, ...(native ? { against: systems[0] } : {}) };
}

function byPlaceAndCause(charges: readonly Charge[], scale: number, system: string): Map<string, number> {
  const table = new Map<string, number>();
  for (const { place, cause, cycles } of charges) {
    const key = `${place === system ? SYSTEM : place}|${cause}`;
    table.set(key, (table.get(key) ?? 0) + cycles * scale);
  }
  return table;
}
