import type { Result, ResultRow } from './result.ts';

/** How a row of one result stands to that of another. */
export const VERDICTS = ['same', 'within', 'moved', 'added', 'removed'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface RowChange {
  experiment: string;
  test: string;
  system: string;
  unit: string;
  verdict: Verdict;
  before?: number;
  after?: number;
  /** (after - before) / before. */
  change?: number;
}

export interface ParameterChange {
  file: string;
  path: string;
  before?: string | number | boolean;
  after?: string | number | boolean;
}

/** What is different between two results. */
export interface Difference {
  /** What was asked for: machine, seed, replications and so on. */
  request: { key: string; before?: unknown; after?: unknown }[];
  parameters: ParameterChange[];
  /** Files whose text has changed, in values or only in code and comments. */
  files: string[];
  rows: RowChange[];
}

/**
 * Compares two results. A row has moved when the two values lie outside of each other's interval, and further apart than the tolerance.
 * @param tolerance as a share of the first value
 */
export function diff(before: Result, after: Result, tolerance: number): Difference {
  const hashes = ({ files }: Result): Map<string, string> =>
    new Map(files.map(({ file, sha256 }) => [file, sha256]));
  const [old, fresh] = [hashes(before), hashes(after)];
  return {
    request: requestChanges(before, after),
    parameters: parameterChanges(before, after),
    files: keysOf(old, fresh).filter((file) => old.get(file) !== fresh.get(file)),
    rows: rowChanges(before.rows, after.rows, tolerance),
  };
}

/** Whether something moved, came or went. */
export const hasMoved = ({ rows }: Difference): boolean =>
  rows.some(({ verdict }) => verdict !== 'same' && verdict !== 'within');

function requestChanges(before: Result, after: Result): Difference['request'] {
  const of = ({ version, node, revision, request }: Result): Map<string, unknown> => {
    const { line: _, ...asked } = request;
    return new Map(Object.entries({ version, node, revision, ...asked }));
  };
  const [old, fresh] = [of(before), of(after)];
  return keysOf(old, fresh)
    .filter((key) => JSON.stringify(old.get(key)) !== JSON.stringify(fresh.get(key)))
    .map((key) => ({ key, before: old.get(key), after: fresh.get(key) }));
}

function parameterChanges(before: Result, after: Result): ParameterChange[] {
  const [old, fresh] = [before, after].map(({ parameters }) => new Map(Object.entries(parameters)));
  return keysOf(old, fresh).flatMap((file) => {
    const [left, right] = [old, fresh].map((tables) => new Map(Object.entries(tables.get(file) ?? {})));
    return keysOf(left, right)
      .filter((path) => left.get(path) !== right.get(path))
      .map((path) => ({
        file,
        path,
        ...present('before', left.get(path)),
        ...present('after', right.get(path)),
      }));
  });
}

function rowChanges(
  before: readonly ResultRow[],
  after: readonly ResultRow[],
  tolerance: number,
): RowChange[] {
  const keyed = (rows: readonly ResultRow[]): Map<string, ResultRow> =>
    new Map(rows.map((row) => [[row.experiment, row.test, row.system].join(' '), row]));
  const [old, fresh] = [keyed(before), keyed(after)];
  return keysOf(old, fresh).map((key) => {
    const [left, right] = [old.get(key), fresh.get(key)];
    const { experiment, test, system, unit } = (right ?? left) as ResultRow;
    return {
      ...{ experiment, test, system, unit },
      verdict: verdictOn(left, right, tolerance),
      ...present('before', left?.model),
      ...present('after', right?.model),
      ...(left && right ? { change: (right.model - left.model) / left.model } : {}),
    };
  });
}

function verdictOn(left: ResultRow | undefined, right: ResultRow | undefined, tolerance: number): Verdict {
  if (left === undefined || right === undefined) return left === undefined ? 'added' : 'removed';
  if (left.model === right.model && left.unit === right.unit) return 'same';
  const near =
    left.unit === right.unit && Math.abs(right.model - left.model) <= tolerance * Math.abs(left.model);
  return near || within(right.model, left.interval) || within(left.model, right.interval)
    ? 'within'
    : 'moved';
}

function within(value: number, interval: readonly [number, number] | undefined): boolean {
  return interval !== undefined && interval[0] <= value && value <= interval[1];
}

const keysOf = (left: ReadonlyMap<string, unknown>, right: ReadonlyMap<string, unknown>): string[] => [
  ...new Set([...left.keys(), ...right.keys()]),
];

function present<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}
