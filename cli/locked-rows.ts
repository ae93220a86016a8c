import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../api/disk-library.ts';
import { rowOf, type Row } from '../calibration/experiments/row.ts';
import { readAllExperiments, readAllTargets } from './shipped.ts';
import { readLock } from '../results/lock/read-lock.ts';

const LOCK = 'ukperf.lock.yaml';

/** The rows of the project's lock file beside what was published, in the order of experiments and of their systems. */
export function lockedRows(): Row[] {
  const { lock } = readLock({ file: LOCK, text: readFileSync(join(PACKAGE, LOCK), 'utf8') });
  const targets = readAllTargets();
  return Object.entries(readAllExperiments().list).flatMap(([name, { systems }]) => {
    const rows = Object.hasOwn(lock.experiments, name) ? lock.experiments[name].rows : [];
    return systems.flatMap((system) =>
      rows
        .filter((row) => row.system === system)
        .map(({ test, unit, model }) => rowOf({ targets }, name, test, system, { unit, model })),
    );
  });
}
