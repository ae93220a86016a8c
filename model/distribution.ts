import type { WorkloadTest } from './kernels/files/workload-file.ts';

/** How the times of the single executions of a measured block are distributed, over all replications. */
export interface Distribution {
  /** Name of the measure. */
  of: string;
  /** How many there were. */
  executions: number;
  /** The least time, in the unit of the test, as are the others. */
  minimum: number;
  /** The mean time. */
  mean: number;
  /** By percent: the least time that this share of the executions does not exceed. */
  percentiles: [percent: number, value: number][];
  /** The greatest time. */
  maximum: number;
  /** From the shortest to the longest. */
  jitter: number;
  /** What the executions should not exceed. */
  deadline?: number;
  /** The share of those that do, in percent. */
  missedPercent?: number;
}

const PERCENT = 100;

/**
 * Describes times by their order statistics.
 * @param times pairs of a time and how often it was taken; at least one
 */
export function distributionOf(
  times: readonly (readonly [time: number, times: number])[],
  { of, percentiles = [] }: NonNullable<WorkloadTest['executions']>,
  deadline: number | undefined,
): Distribution {
  const sorted = [...times].sort(([left], [right]) => left - right);
  const executions = sorted.reduce((sum, [, count]) => sum + count, 0);
  const [minimum, maximum] = [sorted[0][0], sorted[sorted.length - 1][0]];
  const mean = sorted.reduce((sum, [value, count]) => sum + value * count, 0) / executions;
  const quantile = (percent: number): number => {
    const rank = Math.ceil((percent / PERCENT) * executions);
    let seen = 0;
    return (sorted.find(([, count]) => (seen += count) >= rank) as readonly [number, number])[0];
  };
  const missed = (limit: number): number =>
    sorted.reduce((sum, [value, count]) => sum + (value > limit ? count : 0), 0);
  return {
    of,
    executions,
    minimum,
    mean,
    percentiles: percentiles.map((percent) => [percent, quantile(percent)]),
    maximum,
    jitter: maximum - minimum,
    ...(deadline === undefined ? {} : { deadline, missedPercent: (PERCENT * missed(deadline)) / executions }),
  };
}
