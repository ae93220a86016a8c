import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory } from '../../results/make-directory.ts';
import { z } from 'zod';
import { inputFile, inputFiles, ResultError, writeInputs } from '../../results/inputs.ts';
import { readJson } from '../../results/read-json.ts';
import { writeFirst } from '../../results/write-whole.ts';
import { MAX_POINTS } from '../space/lay-out.ts';
import { hashOf } from '../plan/run-key.ts';
import type { Settings } from '../plan/plan.ts';

const SWEEP_SCHEMA = 'ukperf/sweep/1';

const RECORD = 'sweep.json';

const count = z
  .int()
  .min(0)
  .max(MAX_POINTS * 1000);

/** What a directory of a sweep is about: all that is needed to go on with it, here or elsewhere. */
const recordSchema = z.object({
  schema: z.literal(SWEEP_SCHEMA),
  /** Of ukperf. */
  version: z.string(),
  /** Of Node. */
  node: z.string(),
  /** The sweep's own file, among `files`. */
  file: z.string(),
  /** Texts that were read; their copies lie in the directory. */
  files: z.array(inputFile),
  points: count,
  runs: count,
  /** Runs that are done, and written, together. */
  chunk: count.min(1),
  /** The hash of all that the results depend on: two directories with the same one hold parts of the same sweep. */
  identity: z.string(),
  machine: z.string(),
  seed: z.string(),
  replications: z.int().min(1).max(10_000),
  engine: z.string(),
}) satisfies z.ZodType<Settings>;
export type SweepRecord = z.output<typeof recordSchema>;

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
  return readJson(file, text, recordSchema);
}
