/** Page frames of one owner, in the order in which they are handed out. */
export interface FramePool {
  take(): number | undefined;
  /** Takes a frame that is `remainder` modulo `modulus`, as a colour is. */
  takeCongruent(remainder: number, modulus: number): number | undefined;
  /** Takes all frames that pass; those that the run has in use stay in use. */
  takeAll(passes: (frame: number) => boolean): number[];
  free(frame: number): void;
}

/** What was used of a pool's memory before the run. */
export interface Earlier {
  /** Share of the memory. */
  used: number;
  /** Share of the used frames that is still in use, as a page cache is: it is given up when no other frame is left. */
  kept: number;
}

/** Removes an element; the last one takes its place. */
export function removeAt(list: number[], index: number): number {
  const value = list[index];
  const last = list.pop() as number;
  if (index < list.length) list[index] = last;
  return value;
}
