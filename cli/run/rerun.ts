import { Targets } from '../../calibration/experiments/targets.ts';
import { run, type Measured } from '../../model/index.ts';
import { diff, hasMoved } from '../../results/diff.ts';
import { readResult } from '../../results/directory.ts';
import { ResultError, StoredLibrary } from '../../results/inputs.ts';
import type { Result, ResultRow } from '../../results/result.ts';
import { rowChangeTable } from '../diff/tables.ts';
import { reproduceWithProgress } from '../reproduce-with-progress.ts';
import { print, printJson, STATUS, version } from '../output.ts';

/** Figures of a workload as rows of a result. */
export function rowsOf(workload: string, system: string, measured: readonly Measured[]): ResultRow[] {
  return measured.map(({ test, unit, value, interval }) => ({
    ...{ experiment: workload, test, system, unit, model: value },
    ...(interval ? { interval } : {}),
  }));
}

/** Runs a stored result again from the files beside it, and says whether it comes out the same. */
export async function rerun(directory: string, json: boolean): Promise<void> {
  const stored = readResult(directory);
  const fresh = await again(stored, new StoredLibrary(directory, stored));
  const difference = diff(stored, { ...stored, ...fresh }, 0);
  const same = fresh.fingerprint === stored.fingerprint && !hasMoved(difference);
  if (!same) process.exitCode = STATUS.difference;
  const { fingerprint } = fresh;
  if (json) {
    printJson({
      ...{ schema: 'ukperf/rerun/1', version: version(), stored: stored.fingerprint, fingerprint, same },
      rows: fresh.rows,
    });
    return;
  }
  print(`${stored.request.line.join(' ')}\n`);
  print(rowChangeTable(difference.rows, ['stored', 'again']));
  print(
    same
      ? `\nthe same again: fingerprint ${fingerprint}`
      : `\nnot the same: fingerprint ${fingerprint}, stored ${stored.fingerprint} by ukperf ${stored.version}`,
  );
}

async function again(stored: Result, library: StoredLibrary): Promise<Pick<Result, 'fingerprint' | 'rows'>> {
  const { machine, seed, replications, precision, quick, overrides, ...asked } = stored.request;
  const common = { machine, seed, replications, quick, overrides, ...(precision ? { precision } : {}) };
  if (asked.command === 'reproduce') {
    const experiments = { machine, list: asked.experiments ?? {} };
    return reproduceWithProgress({ ...common, library, experiments, targets: new Targets([]), names: [] }, 1);
  }
  const { system, workload, tests, mixes, driverLoads = false } = asked;
  if (system === undefined || workload === undefined)
    throw new ResultError('result.json: request: expected a system and a workload, found none');
  const names = mixes ?? tests;
  const job = { ...common, system, workload, driverLoads, ...(names ? { tests: names } : {}) };
  const { fingerprint, measured } = run(library, job);
  return { fingerprint, rows: rowsOf(workload, system, measured) };
}
