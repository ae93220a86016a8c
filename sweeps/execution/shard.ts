/** One of several parts of a sweep, counted from 1. */
export interface Shard {
  part: number;
  of: number;
}

/** The items of a part: parts hold items that stand together, as many as the others or one more. */
export function partOf<Item>(items: readonly Item[], { part, of }: Shard): Item[] {
  const boundary = (number: number): number => Math.floor((items.length * number) / of);
  return items.slice(boundary(part - 1), boundary(part));
}

/** Chunks of each part: enough that a crash loses little. */
const CHUNKS_OF_PART = 16;
const MAX_CHUNK = 1000;

/** How many runs of a part to do and write together. It depends on nothing but numbers, so that machines which share no disk cut a sweep alike. */
export function chunkOfParts(runs: number, { of }: Shard): number {
  return Math.max(1, Math.min(MAX_CHUNK, Math.ceil(runs / (of * CHUNKS_OF_PART))));
}
