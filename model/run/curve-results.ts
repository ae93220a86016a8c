import { confidenceInterval } from '../confidence.ts';
import type { Measured } from './measure.ts';
import type { Unit } from '../units.ts';
import { jobsPerMinute, type LoadCurve } from '../workloads/load-curve.ts';

/**
 * A curve as results: greatest throughput, then time and throughput at each load. The times carry the charges, so that the charges of
 * all results are those of all runs, once.
 */
export function curveResults(curve: LoadCurve): Measured[] {
  const { points, jobsPerTask } = curve;
  const throughput = points.map(({ load, seconds }) =>
    seconds.map((time) => jobsPerMinute(jobsPerTask, load, time)),
  );
  const most = points[0].seconds.map((_, replication) =>
    Math.max(...throughput.map((values) => values[replication])),
  );
  return [
    { ...resultOf(MOST, 'jobs/min', most), curve },
    ...points.flatMap(({ load, seconds, charges, elapsedCycles, fingerprint }, index) => [
      {
        ...resultOf(timeAt(load), 's', seconds),
        whole: true,
        charges: [...charges],
        elapsedCycles,
        fingerprint,
      },
      resultOf(throughputAt(load), 'jobs/min', throughput[index]),
    ]),
  ];
}

/** The names of the results of a curve that reaches all loads. */
export function curveResultNames(loads: readonly number[]): string[] {
  return [MOST, ...loads.flatMap((load) => [timeAt(load), throughputAt(load)])];
}

/** Whether a name is that of a result of a curve. */
export function isCurveResult(name: string): boolean {
  return name === MOST || AT_LOAD.test(name);
}

/** The loads that some results come from; undefined when one of them needs the whole curve. */
export function loadsOfResults(names: readonly string[]): number[] | undefined {
  const loads = names.map((name) => (name === MOST ? NaN : Number(AT_LOAD.exec(name)?.[1])));
  return loads.some(Number.isNaN) ? undefined : [...new Set(loads)];
}

const MOST = 'max-jobs-per-minute';
const AT_LOAD = /^(?:real-time|jobs-per-minute)-at-load-(\d+)$/;
const timeAt = (load: number): string => `real-time-at-load-${load}`;
const throughputAt = (load: number): string => `jobs-per-minute-at-load-${load}`;

/** A figure by replication, with nothing charged to it. */
function resultOf(test: string, unit: Unit, values: readonly number[]): Measured {
  return {
    test,
    unit,
    whole: false,
    value: values.reduce((sum, value) => sum + value, 0) / values.length,
    ...(values.length > 1 ? { interval: confidenceInterval(values) } : {}),
    values: [...values],
    expected: values.reduce((sum, value) => sum + value, 0) / values.length,
    taken: values.map((_, replication) => replication),
    cyclesPerOperation: 0,
    operationCharges: [],
    cyclesEach: [],
    parts: {},
    partCharges: {},
    charges: [],
    elapsedCycles: 0,
    fingerprint: '',
  };
}
