import type { Published } from '../../calibration/experiments/published.ts';
import type { RowChange, Verdict } from '../diff.ts';
import { rowKey, type Lock, type LockedInputs, type LockedRow } from './lock.ts';
import { formatTolerance, isWithin, type Tolerance } from './tolerance.ts';

/** A row of a lock file and of a fresh run. */
export interface CheckedRow extends RowChange {
  /** As it stands in the file: `2 %`. */
  tolerance: string;
  /** Only when it is another now. */
  published?: { before: Published | null; after: Published | null };
}

/** The trajectory of the runs of an experiment, which may differ though the figures are the same. */
export interface Trajectory {
  experiment: string;
  before: string;
  after: string;
  same: boolean;
}

export interface InputChange {
  /** A file, or `engine`: the programs of ukperf. */
  input: string;
  change: 'changed' | 'added' | 'removed';
}

/** How a fresh run stands to a lock file. */
export interface Check {
  rows: CheckedRow[];
  /** Of the experiments that both have. */
  trajectories: Trajectory[];
  inputs: InputChange[];
}

/** Compares a lock file with what a fresh run would lock. */
export function checkLock(before: Lock, after: Lock): Check {
  const experiments = keysOf(before.experiments, after.experiments);
  return {
    rows: experiments.flatMap((experiment) => rowsOf(experiment, before, after)),
    trajectories: experiments.flatMap((experiment) => {
      const [old, fresh] = [before, after].map((lock) => ofName(lock.experiments, experiment)?.fingerprint);
      return old === undefined || fresh === undefined
        ? []
        : [{ experiment, before: old, after: fresh, same: old === fresh }];
    }),
    inputs: inputChanges(before.inputs, after.inputs),
  };
}

/** Whether a row makes the check fail. */
export const isMoved = ({ verdict }: { verdict: Verdict }): boolean =>
  verdict !== 'same' && verdict !== 'within';

/** Experiments whose figures are all the same, but not the way to them. */
export function otherTrajectories({ rows, trajectories }: Check): Trajectory[] {
  return trajectories.filter(
    ({ experiment, same }) =>
      !same && rows.every((row) => row.experiment !== experiment || row.verdict === 'same'),
  );
}

/** Whether nothing moved beyond its tolerance; strictly, the trajectories are the same too. */
export function hasPassed(check: Check, strict: boolean): boolean {
  return !check.rows.some(isMoved) && !(strict && check.trajectories.some(({ same }) => !same));
}

/** A fresh lock with the tolerances and notes of the one before. */
export function keepEdits(fresh: Lock, before: Lock): Lock {
  const experiments = Object.entries(fresh.experiments).map(([name, experiment]) => {
    const old = ofName(before.experiments, name);
    const rows = new Map(old?.rows.map((row) => [rowKey(row), row]));
    return [
      name,
      {
        ...experiment,
        ...editsOf(old),
        rows: experiment.rows.map((row) => {
          const { tolerance, note } = rows.get(rowKey(row)) ?? {};
          // An amount in another unit than the row now has would say nothing.
          const fits = tolerance !== undefined && ['%', row.unit].includes(tolerance.unit);
          return { ...row, ...editsOf({ tolerance: fits ? tolerance : undefined, note }) };
        }),
      },
    ];
  });
  return {
    ...fresh,
    tolerance: before.tolerance,
    experiments: Object.fromEntries(experiments) as Lock['experiments'],
  };
}

const editsOf = ({
  tolerance,
  note,
}: {
  tolerance?: Tolerance | undefined;
  note?: string | undefined;
} = {}): object => ({
  ...(tolerance === undefined ? {} : { tolerance }),
  ...(note === undefined ? {} : { note }),
});

function rowsOf(experiment: string, before: Lock, after: Lock): CheckedRow[] {
  const [old, fresh] = [before, after].map(
    ({ experiments }) => new Map(ofName(experiments, experiment)?.rows.map((row) => [rowKey(row), row])),
  );
  const all = new Map([...old, ...fresh]);
  return [...all].map(([key, { test, system, unit }]): CheckedRow => {
    const [left, right] = [old.get(key), fresh.get(key)];
    const tolerance =
      left?.tolerance ?? ofName(before.experiments, experiment)?.tolerance ?? before.tolerance;
    const published = publishedChange(left, right);
    return {
      ...{ experiment, test, system, unit },
      verdict: verdictOn(left, right, tolerance),
      tolerance: formatTolerance(tolerance),
      ...(left === undefined ? {} : { before: left.model }),
      ...(right === undefined ? {} : { after: right.model }),
      ...(left && right && left.model !== 0 ? { change: (right.model - left.model) / left.model } : {}),
      ...(published === undefined ? {} : { published }),
    };
  });
}

function verdictOn(left: LockedRow | undefined, right: LockedRow | undefined, tolerance: Tolerance): Verdict {
  if (left === undefined || right === undefined) return left === undefined ? 'added' : 'removed';
  if (left.unit !== right.unit || publishedChange(left, right)) return 'moved';
  if (left.model === right.model) return 'same';
  return isWithin(left.model, right.model, tolerance) ? 'within' : 'moved';
}

function publishedChange(left: LockedRow | undefined, right: LockedRow | undefined): CheckedRow['published'] {
  if (left === undefined || right === undefined) return undefined;
  const [before, after] = [left.published ?? null, right.published ?? null];
  return JSON.stringify(before) === JSON.stringify(after) ? undefined : { before, after };
}

function inputChanges(before: LockedInputs, after: LockedInputs): InputChange[] {
  const engine: InputChange[] =
    before.engine === after.engine ? [] : [{ input: 'engine', change: 'changed' }];
  const files = keysOf(before.files, after.files)
    .filter((file) => before.files[file] !== after.files[file])
    .map((file): InputChange => {
      if (!Object.hasOwn(before.files, file)) return { input: file, change: 'added' };
      return { input: file, change: Object.hasOwn(after.files, file) ? 'changed' : 'removed' };
    });
  return [...engine, ...files];
}

const keysOf = (...maps: object[]): string[] => [...new Set(maps.flatMap(Object.keys))].sort();

/** Any name may be one of an experiment, such as that of a property which every object has. */
const ofName = <Value>(map: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(map, name) ? map[name] : undefined;
