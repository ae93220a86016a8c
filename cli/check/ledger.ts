import { existsSync, readFileSync } from 'node:fs';
import { withPredictive } from '../../calibration/experiments/predictive-rows.ts';
import { entryOf, withEntry } from '../../calibration/ledger/entry.ts';
import { readLedger, worsened, type Ledger, type Worsening } from '../../calibration/ledger/ledger.ts';
import type { Case } from '../../reports/check/case.ts';
import type { Lock } from '../../results/lock/lock.ts';
import { writeWhole } from '../../results/write-whole.ts';
import { listsOf } from '../experiment-lists.ts';
import { UsageError } from '../output.ts';
import { LEDGER, readShippedCalibration } from '../shipped.ts';
import type { Ran } from './run-request.ts';

/** What is wrong with a ledger. */
export interface LedgerCheck {
  file: string;
  worse: Worsening[];
  /** The fingerprint of its newest entry, where that is not the lock file's. */
  otherRun?: string;
}

const hasLedger = (): boolean => existsSync(LEDGER);
const read = (): Ledger => readLedger({ file: LEDGER, text: readFileSync(LEDGER, 'utf8') });

/**
 * Looks at the ledger beside a lock file, in whose directory the work is done: whether predictions became worse and no note says why, and
 * whether its newest entry is of the run that the lock file holds. Nothing is run. Undefined when there is no ledger.
 * @throws SpecError for a wrong one
 */
export function checkLedger({ fingerprint }: Pick<Lock, 'fingerprint'>): LedgerCheck | undefined {
  if (!hasLedger()) return undefined;
  const ledger = read();
  const newest = ledger.entries.at(-1)?.fingerprint ?? 'none';
  return {
    file: LEDGER,
    worse: worsened(ledger),
    ...(newest === fingerprint ? {} : { otherRun: newest }),
  };
}

/** Whether it fails the check. */
export const isWrong = (check: LedgerCheck | undefined): boolean =>
  check !== undefined && (check.worse.length > 0 || check.otherRun !== undefined);

const worseText = ({ of, date, before, after }: Worsening): string =>
  `${of === 'validation' ? 'all validation rows' : of}: median error ${after} % in the entry of ${date}, ${before} % before, and no note says why`;

const OTHER_RUN = 'the newest entry is of another run than the lock file: ukperf check --update adds one';

/** What is wrong with a ledger, a line each. */
export function ledgerLines({ file, worse, otherRun }: LedgerCheck): string[] {
  const lines = [...worse.map(worseText), ...(otherRun === undefined ? [] : [OTHER_RUN])];
  return lines.map((line) => `${file}: ${line}`);
}

/** The ledger as a case of a report. */
export function ledgerCase(check: LedgerCheck): Case {
  return {
    group: 'ledger',
    name: 'predictions are not worse without a note',
    ...(isWrong(check) ? { failure: { kind: 'worse', message: ledgerLines(check).join('\n') } } : {}),
    file: check.file,
  };
}

/**
 * Adds a run to the ledger beside its lock file. A run of some experiments alone, or with values that were set, says nothing about a
 * version.
 * @returns whether the ledger is another now; undefined when there is none
 */
export function addToLedger({ request, reproduction }: Ran): boolean | undefined {
  if (!hasLedger() || request.only !== undefined || request.set !== undefined) return undefined;
  const { machine, fingerprint, rows } = reproduction;
  const calibration = readShippedCalibration();
  const { experiments, lists } = listsOf(request.experiments, request.targets ?? []);
  const fitted = machine === calibration['fitted-machine'];
  const own = fitted ? withPredictive(rows, calibration, experiments) : rows;
  const entry = entryOf(
    own,
    own.filter(({ experiment }) => Object.hasOwn(lists[0].list, experiment)),
    { date: new Date().toISOString().slice(0, 'yyyy-mm-dd'.length), fingerprint },
  );
  const text = readFileSync(LEDGER, 'utf8');
  const fresh = withEntry(text, read().entries.at(-1), entry);
  if (fresh === text) return false;
  try {
    writeWhole(LEDGER, fresh);
  } catch (error) {
    throw new UsageError(`check: expected a ledger that can be written, found ${(error as Error).message}`);
  }
  return true;
}
