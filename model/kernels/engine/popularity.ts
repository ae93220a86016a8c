import { LINES_PER_PAGE_SHIFT } from '../../hardware/layout.ts';

/** Popularity is told apart by clusters of so many lines; all lines of one are equally popular. */
const LINES_PER_CLUSTER_SHIFT = 4;
const LINES_PER_CLUSTER = 1 << LINES_PER_CLUSTER_SHIFT;
const CLUSTERS_PER_PAGE = 1 << (LINES_PER_PAGE_SHIFT - LINES_PER_CLUSTER_SHIFT);

/** Bits of a draw that choose the cluster, and those that choose a line in it. */
const CLUSTER_BITS = 16;
const ENTRIES = 1 << CLUSTER_BITS;
const LINE_MASK = LINES_PER_CLUSTER - 1;

/** Tables that have been made, by pages, skew and lines together. */
const tables = new Map<string, Int32Array>();

/**
 * How popular the lines of a working set are: cluster number `clusters * u^skew` for a uniform `u`. The result has, for
 * each of 65536 values of `u`, the first line of the cluster.
 * @param skew a whole number from 1 (all alike) on
 * @param together lines of a page that come one after the other in popularity, before as many of the next page: some clusters of which a
 *   page has a whole number
 */
export function popularity(pages: number, skew: number, together: number): Int32Array {
  const key = `${pages} ${skew} ${together}`;
  let table = tables.get(key);
  if (table === undefined) {
    table = Int32Array.from({ length: ENTRIES }, (_, entry) =>
      clusterLine(pages, skew, together / LINES_PER_CLUSTER, (entry + 0.5) / ENTRIES),
    );
    tables.set(key, table);
  }
  return table;
}

/** The line that 32 random bits choose. */
export function lineOf(table: Int32Array, bits: number): number {
  return table[bits >>> (32 - CLUSTER_BITS)] + (bits & LINE_MASK);
}

function clusterLine(pages: number, skew: number, together: number, uniform: number): number {
  // Repeated multiplication gives the same bits everywhere, which a power function need not.
  let power = uniform;
  for (let factor = 1; factor < skew; factor++) power *= uniform;
  const cluster = Math.floor(pages * CLUSTERS_PER_PAGE * power);
  const pass = Math.floor(cluster / (together * pages));
  const within = cluster - pass * together * pages;
  const page = Math.floor(within / together);
  const slot = pass * together + (within % together);
  return (page << LINES_PER_PAGE_SHIFT) + (slot << LINES_PER_CLUSTER_SHIFT);
}
