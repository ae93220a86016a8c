import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDirections, type Directions } from '../../calibration/sensitivity/sobol-sequence.ts';
import { readSweep } from '../../sweeps/file/sweep-file.ts';
import type { LocatedSweep } from '../../sweeps/file/sweep.ts';
import { PACKAGE } from '../../api/disk-library.ts';
import { expectOneOf } from '../expect-one-of.ts';
import { UsageError } from '../output.ts';
import { readText } from '../../api/read-text.ts';

const DIRECTORY = 'sweeps';
const EXTENSION = '.yaml';
const DIRECTIONS = 'calibration/sensitivity/joe-kuo.yaml';

/** The shipped sweeps. */
export function sweepNames(): string[] {
  return readdirSync(join(PACKAGE, DIRECTORY))
    .filter((file) => file.endsWith(EXTENSION))
    .map((file) => file.slice(0, -EXTENSION.length))
    .sort();
}

/** A shipped sweep by name, or a user's own by its file. @throws SpecError, UsageError */
export function readSweepFile(reference: string): { located: LocatedSweep; text: string } {
  const own = /\.ya?ml$/.test(reference);
  if (!own) expectOneOf(reference, sweepNames(), 'sweep: expected a sweep', ' or a YAML file');
  const file = own ? reference : `${DIRECTORY}/${reference}${EXTENSION}`;
  let text: string;
  try {
    text = readText(own ? file : join(PACKAGE, file));
  } catch {
    throw new UsageError(`sweep: expected a readable sweep file, found ${JSON.stringify(reference)}`);
  }
  return { located: readSweep({ file, text }), text };
}

/** Direction numbers of Sobol sequences. */
export function readShippedDirections(): Directions {
  return readDirections({ file: DIRECTIONS, text: readFileSync(join(PACKAGE, DIRECTIONS), 'utf8') });
}
