import type { JobMixSpec } from './mix-file.ts';

export type Stepping = JobMixSpec['driver']['stepping'];

/** A load that was run, and how long it took. */
interface Point {
  load: number;
  seconds: number;
}

/**
 * The driver's adaptive timer: the next load after those that were run.
 *
 * The increment is fixed for the first points. Then it grows by 1 + r when the last time is less than `grow-below` times the one
 * before (r is their ratio), and shrinks by as much when it is more than `shrink-above` times; never below 1.
 *
 * @param increment the one that led to the last point
 */
export function nextLoad(
  points: readonly Point[],
  increment: number,
  stepping: Stepping,
): { load: number; increment: number } {
  const last = points[points.length - 1];
  let next = increment;
  if (points.length >= stepping['fixed-points']) {
    const ratio = last.seconds / points[points.length - 2].seconds;
    if (ratio < stepping['grow-below']) next = increment * (1 + ratio);
    else if (ratio > stepping['shrink-above']) next = increment / (1 + ratio);
    if (next < 1) next = increment;
  }
  return { load: last.load + Math.floor(next), increment: next };
}
