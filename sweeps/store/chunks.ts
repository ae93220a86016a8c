import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ResultError } from '../../results/inputs.ts';
import { readJson } from '../../results/read-json.ts';
import { makeDirectory } from '../../results/make-directory.ts';
import { UNFINISHED, writeWhole } from '../../results/write-whole.ts';
import { runResultSchema, type RunResult } from '../execution/run-result.ts';
import type { SweepRecord } from './sweep-record.ts';

const RUNS = 'runs';
const EXTENSION = '.jsonl';
const NUMBER_DIGITS = 8;

/** The runs that are done and written together: from `first` to below `end`. */
export interface Chunk {
  first: number;
  end: number;
}

/** All chunks of a sweep, in order. */
export function chunksOf({ runs, chunk }: Pick<SweepRecord, 'runs' | 'chunk'>): Chunk[] {
  return Array.from({ length: Math.ceil(runs / chunk) }, (_, index) => ({
    first: index * chunk,
    end: Math.min(runs, (index + 1) * chunk),
  }));
}

/** Those that have not been written yet. */
export function missingChunks(directory: string, record: Pick<SweepRecord, 'runs' | 'chunk'>): Chunk[] {
  const there = new Set(writtenFiles(directory));
  return chunksOf(record).filter((chunk) => !there.has(fileOf(chunk)));
}

/** Writes the results of a chunk, one a line: as a whole or not at all, and the same whoever writes it. */
export function writeChunk(directory: string, chunk: Chunk, results: readonly RunResult[]): void {
  makeDirectory(join(directory, RUNS));
  writeWhole(
    join(directory, RUNS, fileOf(chunk)),
    results.map((result) => `${JSON.stringify(result)}\n`).join(''),
  );
}

/** The results that are there, chunk by chunk, in order. @throws ResultError for a damaged file */
export function* readResults(directory: string): Generator<RunResult> {
  for (const name of writtenFiles(directory)) {
    const file = join(directory, RUNS, name);
    const lines = readFileSync(file, 'utf8').split('\n');
    if (lines.pop() !== '') throw damaged(file, 'a line without an end');
    for (const [index, line] of lines.entries()) {
      let result: RunResult;
      try {
        result = readJson(file, line, runResultSchema);
      } catch {
        throw damaged(file, `line ${index + 1} cut off or changed`);
      }
      yield result;
    }
  }
}

/** Takes away what killed writers have left. */
export function removeUnfinished(directory: string): void {
  for (const name of namesIn(directory))
    if (name.endsWith(UNFINISHED)) rmSync(join(directory, RUNS, name), { force: true });
}

function damaged(file: string, found: string): ResultError {
  return new ResultError(
    `${file}: expected results, one a line, found ${found}; delete the file and go on with --resume`,
  );
}

function writtenFiles(directory: string): string[] {
  return namesIn(directory)
    .filter((name) => name.endsWith(EXTENSION))
    .sort();
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(join(directory, RUNS));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new ResultError(
      `${join(directory, RUNS)}: expected a readable directory, found ${(error as Error).message}`,
    );
  }
}

const fileOf = ({ first }: Chunk): string => `${String(first).padStart(NUMBER_DIGITS, '0')}${EXTENSION}`;
