import { resolve } from 'node:path';
import { checkLock, hasPassed, type Check } from '../../results/lock/check-lock.ts';
import type { Lock } from '../../results/lock/lock.ts';
import { print, printJson, STATUS, UsageError } from '../output.ts';
import { lockCases } from './cases.ts';
import type { CheckOptions } from './check-options.ts';
import { checkFiles, headOf, readLockFile, workIn } from './lock-on-disk.ts';
import { Publisher } from './publish.ts';
import { checkLedger, isWrong, ledgerCase, ledgerLines } from './ledger.ts';
import { lockOf, runRequest } from './run-request.ts';
import { checkTables } from './tables.ts';

/** Runs what a lock file asks for, and compares. */
export async function compare(file: string, options: CheckOptions): Promise<void> {
  const locked = readLockFile(file);
  if (locked === undefined)
    throw new UsageError(
      `check: expected a lock file (ukperf check --update writes one), found no readable file ${JSON.stringify(file)}`,
    );
  const publisher = new Publisher(options);
  const place = resolve(file);
  workIn(place);
  checkFiles(locked);
  const { request } = locked.lock;
  const ledger = checkLedger(locked.lock);
  const fresh = lockOf(await runRequest(request, options.workers));
  const check = checkLock(locked.lock, fresh);
  const strict = options.strict ?? false;
  const passed = hasPassed(check, strict) && !isWrong(ledger);
  if (!passed) process.exitCode = STATUS.difference;
  publisher.publish('ukperf check', [
    ...lockCases(check, strict, locked, publisher.nameOf(place)),
    ...(ledger ? [ledgerCase(ledger)] : []),
  ]);
  if (options.json) {
    const rows = check.rows.map((row) => {
      const known = Object.hasOwn(locked.lock.experiments, row.experiment);
      return { ...row, ...(known ? { line: locked.lineOf(row.experiment, row) } : {}) };
    });
    printJson({ ...headOf(file, fresh), passed, strict, ...check, rows, ...(ledger ? { ledger } : {}) });
    return;
  }
  for (const table of checkTables(check)) print(table);
  for (const line of ledger ? ledgerLines(ledger) : []) print(line);
  print(`\n${file}: ${outcome(check, hasPassed(check, strict))}\n${madeFrom(fresh)}`);
}

/** What the figures of a run depend on. */
function madeFrom({ fingerprint, inputs: { engine, files } }: Lock): string {
  return `fingerprint ${fingerprint}, engine ${engine}, ${Object.keys(files).length} files`;
}

/** The result in a word or two. */
function outcome(check: Check, passed: boolean): string {
  if (!passed) return 'moved';
  const same = check.trajectories.every(({ same }) => same);
  return same && check.rows.every(({ verdict }) => verdict === 'same') ? 'the same' : 'within tolerance';
}
