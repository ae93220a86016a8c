import { medianSorted } from 'simple-statistics';
import type { CurveRules } from './rules.ts';

/** A measured point: bytes walked over, and the latency of a load. */
export interface CurvePoint {
  size: number;
  latency: number;
}

/** A level of the memory hierarchy, as a flat part of the curve. */
export interface Plateau {
  /** Median, least and greatest latency of its points. */
  latency: number;
  least: number;
  most: number;
  /** Smallest and largest size on it. */
  from: number;
  to: number;
}

/**
 * Finds the flat parts of a latency curve, the fastest first.
 *
 * From the smallest size on, points belong to one run while their latencies stay within a factor of the least of the run. A run
 * of enough points is a plateau; shorter ones are the slopes between. A second-level cache that conflicts with itself rises
 * before its size is reached, so slopes may be long.
 */
export function plateausOf(points: readonly CurvePoint[], rules: CurveRules): Plateau[] {
  const sorted = [...points].sort((left, right) => left.size - right.size);
  const plateaus: Plateau[] = [];
  for (let start = 0; start < sorted.length;) {
    let end = start;
    let least = Infinity;
    let most = 0;
    for (; end < sorted.length; end++) {
      const { latency } = sorted[end];
      if (Math.max(most, latency) > Math.min(least, latency) * rules['same-level']) break;
      least = Math.min(least, latency);
      most = Math.max(most, latency);
    }
    if (end - start >= rules['least-points']) {
      const latencies = sorted.slice(start, end).map(({ latency }) => latency);
      const latency = medianSorted(latencies.sort((left, right) => left - right));
      plateaus.push({ latency, least, most, from: sorted[start].size, to: sorted[end - 1].size });
      start = end;
    } else {
      // A slope: the next run may begin at its second point.
      start++;
    }
  }
  return plateaus;
}

/**
 * The size at which the curve leaves a plateau for the next: where it crosses the geometric mean of their latencies, read off
 * between two points in proportion to the logarithms.
 */
export function edgeBetween(points: readonly CurvePoint[], inner: Plateau, outer: Plateau): number {
  const sorted = [...points].sort((left, right) => left.size - right.size);
  const threshold = Math.sqrt(inner.latency * outer.latency);
  const after = sorted.findIndex(({ size, latency }) => size > inner.to && latency > threshold);
  const before = sorted[after - 1];
  const behind = sorted[after];
  const share = Math.log(threshold / before.latency) / Math.log(behind.latency / before.latency);
  return before.size * (behind.size / before.size) ** Math.min(1, Math.max(0, share));
}

/** The nearest size of a cache with a power of two of sets, each of `bytesPerSet` bytes. */
export function nearestSize(size: number, bytesPerSet: number): number {
  return bytesPerSet * 2 ** Math.max(0, Math.round(Math.log2(size / bytesPerSet)));
}
