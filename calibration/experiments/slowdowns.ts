import { confidenceInterval } from '../../model/confidence.ts';
import { crossoverLoad, secondsAt, type LoadCurve, type Unit } from '../../model/index.ts';

/** A figure of two curves. */
export interface Slowdown {
  test: string;
  unit: Unit;
  model: number;
  interval?: [number, number];
}

/**
 * How much slower a system runs a job mix than the baseline, in percent of the baseline's time.
 *
 * The mean is over whole loads from 1 to the slower system's crossover, times between the loads that were run interpolated; the maximum
 * load is the system's own last. Replications are compared pairwise: both systems had the same draws.
 */
export function slowdowns(curve: LoadCurve, baseline: LoadCurve): Slowdown[] {
  const last = curve.points[curve.points.length - 1].load;
  const loads = Array.from({ length: Math.floor(crossoverLoad(curve)) }, (_, index) => index + 1);
  const at = (load: number, replication: number): number =>
    (secondsAt(curve, load, replication) / secondsAt(baseline, load, replication) - 1) * 100;
  const figure = (test: string, of: (replication: number) => number): Slowdown => {
    const values = curve.points[0].seconds.map((_, replication) => of(replication));
    return {
      test,
      unit: 'percent',
      model: values.reduce((sum, value) => sum + value, 0) / values.length,
      ...(values.length > 1 ? { interval: confidenceInterval(values) } : {}),
    };
  };
  return [
    figure(
      'slowdown-mean-over-loads-percent',
      (replication) => loads.reduce((sum, load) => sum + at(load, replication), 0) / loads.length,
    ),
    figure('slowdown-at-max-load-percent', (replication) => at(last, replication)),
  ];
}
