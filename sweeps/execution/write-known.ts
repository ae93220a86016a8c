import { writeChunk, type Chunk } from '../store/chunks.ts';
import type { SweepDirectory } from '../sweep-directory.ts';
import { workOf, type Known } from './execute.ts';

/** Writes the chunks all of whose results are known from elsewhere. @returns how many runs these have */
export function writeKnown(sweep: SweepDirectory, chunks: readonly Chunk[], known: Known): number {
  let written = 0;
  for (const chunk of chunks) {
    const work = workOf(sweep, chunk, known);
    if (work.known.length < work.tasks.length) continue;
    writeChunk(sweep.directory, chunk, work.known);
    written += work.known.length;
  }
  return written;
}
