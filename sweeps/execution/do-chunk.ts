import { ResultError, StoredLibrary } from '../../results/inputs.ts';
import { writeChunk, type Chunk } from '../store/chunks.ts';
import { readRecord } from '../store/sweep-record.ts';
import { doRun, failuresOf, type Failures, type RunResult, type Task } from './run-result.ts';
import { warmRunner } from './warm-runner.ts';

/** A chunk to do: its runs, some of whose results may be known from elsewhere. */
export interface ChunkWork {
  directory: string;
  chunk: Chunk;
  tasks: Task[];
  known: RunResult[];
}

/** What became of a chunk that is written now. */
export interface ChunkDone extends Failures {
  done: number;
  /** Results that were known from elsewhere. */
  reused: number;
}

/** Does the runs of a chunk, from the texts that its sweep has kept, and then writes their results. */
export function doChunk({ directory, chunk, tasks, known }: ChunkWork): ChunkDone {
  const runner = warmRunner(`copies in ${directory}`, () => libraryOf(directory));
  const byRun = new Map(known.map((result) => [result.run, result]));
  const results = tasks.map((task) => byRun.get(task.run) ?? doRun(runner, task));
  writeChunk(directory, chunk, results);
  return summaryOf(results, known.length);
}

/** What became of the runs of a chunk. */
export function summaryOf(results: readonly RunResult[], reused: number): ChunkDone {
  return { done: results.length, reused, ...failuresOf(results) };
}

function libraryOf(directory: string): StoredLibrary {
  const record = readRecord(directory);
  if (record === undefined)
    throw new ResultError(`${directory}: expected the directory of a sweep, found no sweep.json`);
  return new StoredLibrary(directory, record);
}
