import { JobRunner } from '../../model/run/runner.ts';
import { ResultError, StoredLibrary } from '../../results/inputs.ts';
import { writeChunk, type Chunk } from '../store/chunks.ts';
import { readRecord } from '../store/sweep-record.ts';
import { doRun, failuresOf, type Failures, type RunResult, type Task } from './run-result.ts';

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

let opened: { directory: string; runner: JobRunner } | undefined;

/** What a worker thread does: the runs of a chunk, and then writes their results. */
export default function work({ directory, chunk, tasks, known }: ChunkWork): ChunkDone {
  const runner = runnerOf(directory);
  const byRun = new Map(known.map((result) => [result.run, result]));
  const results = tasks.map((task) => byRun.get(task.run) ?? doRun(runner, task));
  writeChunk(directory, chunk, results);
  return summaryOf(results, known.length);
}

/** What became of the runs of a chunk. */
export function summaryOf(results: readonly RunResult[], reused: number): ChunkDone {
  return { done: results.length, reused, ...failuresOf(results) };
}

function runnerOf(directory: string): JobRunner {
  if (opened?.directory !== directory) {
    const record = readRecord(directory);
    if (record === undefined)
      throw new ResultError(`${directory}: expected the directory of a sweep, found no sweep.json`);
    opened = { directory, runner: new JobRunner(new StoredLibrary(directory, record)) };
  }
  return opened.runner;
}
