import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory } from '../../results/make-directory.ts';
import { inputFiles, ResultError, writeInputs, type InputFile } from '../../results/inputs.ts';
import { writeFirst } from '../../results/write-whole.ts';
import { hashOf } from '../plan/run-key.ts';
import type { Settings } from '../plan/plan.ts';

export const SWEEP_SCHEMA = 'ukperf/sweep/1';

const RECORD = 'sweep.json';

/** What a directory of a sweep is about: all that is needed to go on with it, here or elsewhere. */
export interface SweepRecord extends Settings {
  schema: typeof SWEEP_SCHEMA;
  /** Of ukperf. */
  version: string;
  /** Of Node. */
  node: string;
  /** The sweep's own file, among `files`. */
  file: string;
  /** Texts that were read; their copies lie in the directory. */
  files: InputFile[];
  points: number;
  runs: number;
  /** Runs that are done, and written, together. */
  chunk: number;
  /** The hash of all that the results depend on: two directories with the same one hold parts of the same sweep. */
  identity: string;
}

/** The hash of all that the results of a sweep depend on. */
export function identityOf(settings: Settings, texts: ReadonlyMap<string, string>): string {
  const { machine, seed, replications, engine } = settings;
  const files = inputFiles(texts).map(({ file, sha256 }) => [file, sha256]);
  return hashOf(JSON.stringify([engine, machine, seed, replications, files.sort()]));
}

/**
 * Makes the directory of a sweep, or joins one that another process has made at the same time.
 * @returns the record that stands in the directory
 * @throws ResultError when the directory holds another sweep
 */
export function createSweep(
  directory: string,
  record: Omit<SweepRecord, 'schema' | 'files'>,
  texts: ReadonlyMap<string, string>,
): SweepRecord {
  makeDirectory(directory);
  const files = writeInputs(directory, texts);
  const whole: SweepRecord = { schema: SWEEP_SCHEMA, ...record, files };
  if (writeFirst(join(directory, RECORD), `${JSON.stringify(whole, null, 2)}\n`)) return whole;
  const other = readRecord(directory) as SweepRecord;
  if (other.identity !== record.identity)
    throw new ResultError(`${directory}: expected an empty directory or the same sweep, found another sweep`);
  return other;
}

/** Reads what a directory is about; undefined when it holds no sweep. @throws ResultError for a damaged one */
export function readRecord(directory: string): SweepRecord | undefined {
  const file = join(directory, RECORD);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ResultError(`${file}: expected a readable file, found ${(error as Error).message}`);
  }
  let record: Partial<SweepRecord>;
  try {
    record = JSON.parse(text) as Partial<SweepRecord>;
  } catch (error) {
    throw new ResultError(`${file}: expected JSON, found ${(error as Error).message}`);
  }
  if (record.schema !== SWEEP_SCHEMA)
    throw new ResultError(
      `${file}: schema: expected ${SWEEP_SCHEMA}, found ${JSON.stringify(record.schema)}`,
    );
  return record as SweepRecord;
}
