import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { checkLock, keepEdits } from '../../results/lock/check-lock.ts';
import { lockText } from '../../results/lock/write-lock.ts';
import { writeWhole } from '../../results/write-whole.ts';
import { print, printJson, UsageError } from '../output.ts';
import type { CheckOptions } from './check-options.ts';
import { LEDGER } from '../shipped.ts';
import { addToLedger } from './ledger.ts';
import { headOf, readLockFile, workIn } from './lock-on-disk.ts';
import { requestOf, type Given } from './request.ts';
import { lockOf, runRequest } from './run-request.ts';
import { checkTables } from './tables.ts';

/** Writes a lock file, and says what is different from the one before. */
export async function update(file: string, given: Given, options: CheckOptions): Promise<void> {
  const known = readLockFile(file);
  const place = resolve(file);
  const request = requestOf(given, dirname(place), known?.lock.request);
  workIn(place);
  const run = await runRequest(request, options.workers);
  const ran = lockOf(run);
  const fresh = known === undefined ? ran : keepEdits(ran, known.lock);
  const before = known === undefined ? undefined : readFileSync(place, 'utf8');
  const text = lockText(fresh, before);
  const changed = before !== text;
  if (changed) {
    try {
      writeWhole(place, text);
    } catch (error) {
      throw new UsageError(
        `check: expected a lock file that can be written, found ${(error as Error).message}`,
      );
    }
  }
  const ledger = addToLedger(run);
  const check = known && checkLock(known.lock, fresh);
  if (options.json) {
    printJson({
      ...headOf(file, fresh),
      updated: changed,
      ...(ledger === undefined ? {} : { ledger }),
      ...(check ?? {}),
    });
    return;
  }
  for (const table of check ? checkTables(check) : []) print(table);
  const rows = Object.values(fresh.experiments).reduce((sum, experiment) => sum + experiment.rows.length, 0);
  print(`${check ? '\n' : ''}${file}: ${changed ? 'written' : 'up to date'}, ${rows} rows`);
  if (ledger !== undefined) print(`${LEDGER}: ${ledger ? 'written' : 'up to date'}`);
}
