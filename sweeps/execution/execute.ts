import { writeChunk, type Chunk } from '../store/chunks.ts';
import type { SweepDirectory } from '../sweep-directory.ts';
import { summaryOf, type ChunkDone, type ChunkWork } from './do-chunk.ts';
import type { Failures, RunResult } from './run-result.ts';
import { ThreadPool } from './thread-pool.ts';

/** A result from elsewhere with the same key, so that the run need not be done. */
export type Known = (key: string) => RunResult | undefined;

export interface ExecuteOptions {
  workers: number;
  /** Stop at the first run that fails. */
  failFast: boolean;
  signal?: AbortSignal;
  known?: Known;
  onChunk?: (done: ChunkDone) => void;
}

export interface Executed extends Failures {
  done: number;
  reused: number;
  /** Ended before all chunks were done, by the signal or by a failure. */
  stopped: boolean;
}

/** Chunks that wait for a worker, for each that works: no worker is ever idle. */
const AHEAD = 1;

/**
 * Does chunks of a sweep on worker threads, each of which writes its results by itself. What is written depends neither on the number of
 * workers nor on the order in which they end.
 */
export async function executeChunks(
  sweep: SweepDirectory,
  chunks: readonly Chunk[],
  { workers, failFast, signal, known, onChunk }: ExecuteOptions,
): Promise<Executed> {
  const threads = Math.max(1, Math.min(workers, chunks.length));
  const pool = await ThreadPool.start(threads);
  const stop = new AbortController();
  const stopping = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const executed: Executed = { done: 0, reused: 0, failed: 0, stopped: false };
  const queue = chunks.values();
  const note = (done: ChunkDone): void => {
    executed.done += done.done;
    executed.reused += done.reused;
    executed.failed += done.failed;
    if (done.failure !== undefined) executed.failure ??= done.failure;
    if (failFast && done.failed > 0) stop.abort();
    onChunk?.(done);
  };
  const feed = async (): Promise<void> => {
    for (const chunk of queue) {
      if (stopping.aborted) return;
      const work = workOf(sweep, chunk, known);
      if (work.known.length === work.tasks.length) {
        writeChunk(sweep.directory, chunk, work.known);
        note(summaryOf(work.known, work.known.length));
      } else note(await pool.run('doChunk', work));
    }
  };
  stopping.addEventListener('abort', () => void pool.end());
  try {
    await Promise.all(Array.from({ length: threads * (1 + AHEAD) }, feed));
  } catch (error) {
    if (!stopping.aborted) throw error;
  } finally {
    await pool.end();
  }
  return { ...executed, stopped: stopping.aborted };
}

/** A chunk as a worker gets it, with the results that are known from elsewhere. */
export function workOf(sweep: SweepDirectory, chunk: Chunk, known: Known | undefined): ChunkWork {
  const tasks = sweep.tasksOf(chunk);
  const found = tasks.flatMap(({ run, key, charges }) => {
    const result = known?.(key);
    // Another sweep may not have kept where the cycles went.
    if (result === undefined || (charges && result.charges === undefined)) return [];
    return [{ ...result, run }];
  });
  return { directory: sweep.directory, chunk, tasks, known: found };
}
