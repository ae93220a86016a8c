import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { SpecError } from '../../model/document/problem.ts';
import type { Lock } from '../../results/lock/lock.ts';
import { readLock, type LockFile } from '../../results/lock/read-lock.ts';
import { SHIPPED } from '../experiment-lists.ts';
import { UsageError, version } from '../output.ts';
import { readText } from '../../api/read-text.ts';

/** A lock file; undefined when there is none. */
export function readLockFile(file: string): LockFile | undefined {
  let text: string;
  try {
    text = readText(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UsageError(`check: expected a lock file, found ${(error as Error).message}`);
  }
  return readLock({ file, text });
}

/** Files are named from the directory of the lock file: that is where the work is done, on all threads. */
export function workIn(place: string): void {
  try {
    process.chdir(dirname(place));
  } catch {
    throw new UsageError(`check: expected a directory for the lock file, found none at ${dirname(place)}`);
  }
}

/** Whether the files that a lock file names are there. @throws SpecError with their places */
export function checkFiles({ lock: { request }, problem }: LockFile): void {
  const problems = (['experiments', 'targets'] as const).flatMap((key) =>
    (request[key] ?? []).flatMap((file, index) =>
      file === SHIPPED || existsSync(file) ? [] : [problem(key, index, `a readable file of ${key}`)],
    ),
  );
  if (problems.length > 0) throw new SpecError(problems);
}

/** What the JSON of a check begins with. */
export const headOf = (file: string, { request, fingerprint }: Lock): object => ({
  ...{ schema: 'ukperf/check/1', version: version(), lock: file, request, fingerprint },
});
