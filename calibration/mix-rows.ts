import { confidenceInterval } from './confidence.ts';
import { crossoverLoad, jobsPerMinute, secondsAt, type LoadCurve } from '../model/index.ts';

/** A figure of a job mix, before it is set beside a published one. */
export interface MixFigure {
  test: string;
  unit: string;
  value: number;
  interval?: [number, number];
}

/**
 * The figures of a system's curve: greatest throughput, slowdown against the baseline's curve, and time and throughput at each load.
 *
 * The mean slowdown is over whole loads from 1 to the slower system's crossover, times between the loads that were run interpolated;
 * the slowdown at maximum load is at the system's own last load. Replications are compared pairwise: both systems had the same draws.
 */
export function mixFigures(curve: LoadCurve, baseline?: LoadCurve): MixFigure[] {
  const { points, jobsPerTask, confidence } = curve;
  const figure = (test: string, unit: string, values: readonly number[]): MixFigure => {
    const { mean, interval } = confidenceInterval(values, confidence);
    return { test, unit, value: mean, ...(interval ? { interval } : {}) };
  };
  const replications = points[0].seconds.map((_, index) => index);
  const throughput = (load: number, seconds: number): number => jobsPerMinute(jobsPerTask, load, seconds);
  const figures = [
    figure(
      'max-jobs-per-minute',
      'jobs/min',
      replications.map((replication) =>
        Math.max(...points.map(({ load, seconds }) => throughput(load, seconds[replication]))),
      ),
    ),
  ];
  if (baseline !== undefined) {
    const slowdown = (load: number, replication: number): number =>
      (secondsAt(curve, load, replication) / secondsAt(baseline, load, replication) - 1) * 100;
    const last = Math.floor(Math.min(crossoverLoad(curve), points[points.length - 1].load));
    const loads = Array.from({ length: last }, (_, index) => index + 1);
    figures.push(
      figure(
        'slowdown-mean-over-loads-percent',
        '%',
        replications.map(
          (replication) => loads.reduce((sum, load) => sum + slowdown(load, replication), 0) / loads.length,
        ),
      ),
      figure(
        'slowdown-at-max-load-percent',
        '%',
        replications.map((replication) => slowdown(points[points.length - 1].load, replication)),
      ),
    );
  }
  for (const { load, seconds } of points) {
    figures.push(
      figure(`real-time-at-load-${load}`, 's', seconds),
      figure(
        `jobs-per-minute-at-load-${load}`,
        'jobs/min',
        seconds.map((time) => throughput(load, time)),
      ),
    );
  }
  return figures;
}
