import { writeChunk, type Chunk } from '../store/chunks.ts';
import type { SweepDirectory } from '../sweep-directory.ts';
import { workOf, type Known } from './execute.ts';

/** Writes the chunks all of whose results are known from elsewhere. @returns the others */
export function writeKnown(sweep: SweepDirectory, chunks: readonly Chunk[], known: Known): Chunk[] {
  return chunks.filter((chunk) => {
    const work = workOf(sweep, chunk, known);
    if (work.known.length < work.tasks.length) return true;
    writeChunk(sweep.directory, chunk, work.known);
    return false;
  });
}
