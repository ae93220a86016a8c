/** A page has so many clusters of lines; the hottest two of every page come before the rest. */
const CLUSTERS_PER_PAGE = 8;
const HOT_CLUSTERS = 2;
const LINES_PER_CLUSTER_SHIFT = 4;
const LINES_PER_PAGE_SHIFT = 7;

/** Bits of a draw that choose the cluster, and those that choose a line in it. */
const CLUSTER_BITS = 16;
const ENTRIES = 1 << CLUSTER_BITS;
const LINE_MASK = (1 << LINES_PER_CLUSTER_SHIFT) - 1;

/** Tables that have been made, by pages and skew. */
const tables = new Map<string, Int32Array>();

/**
 * How popular the lines of a working set are: cluster number `clusters * u^skew` for a uniform `u`. The result has, for
 * each of 65536 values of `u`, the first line of the cluster.
 * @param skew a whole number from 1 (all alike) on
 */
export function popularity(pages: number, skew: number): Int32Array {
  const key = `${pages} ${skew}`;
  let table = tables.get(key);
  if (table === undefined) {
    table = Int32Array.from({ length: ENTRIES }, (_, entry) =>
      clusterLine(pages, skew, (entry + 0.5) / ENTRIES),
    );
    tables.set(key, table);
  }
  return table;
}

/** The line that 32 random bits choose. */
export function lineOf(table: Int32Array, bits: number): number {
  return table[bits >>> (32 - CLUSTER_BITS)] + (bits & LINE_MASK);
}

function clusterLine(pages: number, skew: number, uniform: number): number {
  // Repeated multiplication gives the same bits everywhere, which a power function need not.
  let power = uniform;
  for (let factor = 1; factor < skew; factor++) power *= uniform;
  const cluster = Math.floor(pages * CLUSTERS_PER_PAGE * power);
  const pass = Math.floor(cluster / (HOT_CLUSTERS * pages));
  const within = cluster - pass * HOT_CLUSTERS * pages;
  const page = Math.floor(within / HOT_CLUSTERS);
  const slot = pass * HOT_CLUSTERS + (within % HOT_CLUSTERS);
  return (page << LINES_PER_PAGE_SHIFT) + (slot << LINES_PER_CLUSTER_SHIFT);
}
