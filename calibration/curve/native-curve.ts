import { endsOf } from '../experiments/published.ts';
import type { Targets } from '../experiments/targets.ts';
import type { LoadTime, Place } from './curve-runs.ts';
import type { CurveSettings } from './curve-settings.ts';
import { Grid } from './grid.ts';
import { logLikelihood, logMeanExp, rootMeanSquare, systematicDraw, type Compared } from './likelihood.ts';

/** A load of the published curve. */
export interface CurvePoint {
  load: number;
  seconds: number;
}

/** A point of the map. */
export interface MapPoint {
  place: Place;
  /** Of relative errors of the times. */
  rms: number;
  logLikelihood: number;
  /** Share of all likelihood that the part of the map around it has. */
  weight: number;
  /** How busy the processor is at the load with the greatest throughput. */
  busy: number;
}

/** What the native curve says of user work and disk. */
export interface NativeCurve {
  points: readonly CurvePoint[];
  map: readonly MapPoint[];
  /** The most likely point of the map. */
  best: MapPoint;
  /** The mean place; along an axis of which the curve tells nothing, that of the sources. */
  centre: Place;
  /** The curve run there. */
  times: readonly LoadTime[];
  /** Probability, with all points of the map, that the processor limits throughput. */
  processorLimits: number;
  /** Points drawn by their weight: they stand for what stays uncertain. */
  accepted: readonly { place: Place; weight: number }[];
}

/** The published native curve that a calibration may see: times of role calibration, by load. */
export function curvePoints(targets: Targets, settings: CurveSettings, system: string): CurvePoint[] {
  return targets.list
    .filter(
      (target) =>
        target.role === 'calibration' &&
        target.experiment === settings.experiment &&
        target.system === system &&
        target.test.startsWith(settings.tests),
    )
    .map(({ test, published }) => ({
      load: Number(test.slice(settings.tests.length)),
      seconds: endsOf(published).reduce((sum, end) => sum + end / 2, 0),
    }))
    .sort((left, right) => left.load - right.load);
}

/** Runs loads at a place, each with its number of replications. */
type Run = (place: Place, loads: readonly number[], replicationsOf: (load: number) => number) => LoadTime[];

const NS_PER_S = 1e9;
/** Length of an interval in squares over the variance of a uniform variable in it. */
const UNIFORM = 12;
/** Digits of a place. */
const DIGITS = 3;

/**
 * Runs the native curve over a grid of places, interpolates between them, and says how likely the published curve is at each place of a
 * finer map. All places are equally likely before.
 * @param undeterminedAbove share of the deviation before, above which the curve does not determine the place on an axis
 */
export function fitNativeCurve(
  run: Run,
  points: readonly CurvePoint[],
  settings: CurveSettings,
  undeterminedAbove: number,
  onRun?: (done: number, total: number) => void,
): NativeCurve {
  const loads = points.map(({ load }) => load);
  const grid = new Grid([settings['user-work'].seconds, ...settings.disk.map(({ places }) => places)]);
  const places = grid.points as unknown as Place[];
  const replicationsOf = (load: number): number =>
    Math.max(1, Math.min(settings['most-replications'], Math.round(settings.tasks / load)));
  const middle = grid.axes.map((axis) => axis[axis.length >> 1]) as unknown as Place;
  const spreads = run(middle, loads, () => settings['spread-replications']).map(({ spread }) => spread);
  const total = places.length + 2;
  onRun?.(1, total);
  const runs = places.map((place, index) => {
    const times = run(place, loads, replicationsOf);
    onRun?.(index + 2, total);
    return times;
  });
  const fine = grid.finer(settings.steps);
  const volumes = fine.volumes;
  const unweighted = (fine.points as unknown as Place[]).map((place) => {
    const near = grid.weightsAt(place);
    const at = (index: number, of: (time: LoadTime) => number): number =>
      near.reduce((sum, [point, share]) => sum + share * of(runs[point][index]), 0);
    const curve = points.map(({ seconds }, index): Compared => {
      const { replications } = runs[near[0][0]][index];
      return {
        published: seconds,
        model: Math.exp(at(index, ({ logSeconds }) => logSeconds)),
        reading: settings.digitisation / NS_PER_S,
        spread: spreads[index] * Math.sqrt(1 + 1 / replications),
      };
    });
    const throughput = points.map(({ load }, index) => load / curve[index].model);
    const most = throughput.indexOf(Math.max(...throughput));
    return {
      place,
      rms: rootMeanSquare(curve),
      logLikelihood: logLikelihood(curve, settings['model-error']),
      busy: at(most, ({ busy }) => busy),
    };
  });
  const evidence = logMeanExp(
    unweighted.map((point, index) => point.logLikelihood + Math.log(volumes[index])),
  );
  const map = unweighted.map((point, index): MapPoint => {
    const log = point.logLikelihood + Math.log(volumes[index]) - evidence - Math.log(unweighted.length);
    return { ...point, weight: Math.exp(log) };
  });
  const times = systematicDraw(
    map.map(({ weight }) => weight),
    settings.accepted,
  );
  const centre = grid.axes.map((axis, dimension) => {
    const { mean, deviation } = marginal(map, ({ place }) => place[dimension]);
    const before = (axis[axis.length - 1] - axis[0]) / Math.sqrt(UNIFORM);
    const determined = dimension === 0 || deviation <= undeterminedAbove * before;
    return determined ? Number(mean.toPrecision(DIGITS)) : 0;
  }) as unknown as Place;
  const centreTimes = run(centre, loads, replicationsOf);
  onRun?.(total, total);
  return {
    points,
    map,
    centre,
    times: centreTimes,
    best: map.reduce((best, point) => (point.logLikelihood > best.logLikelihood ? point : best)),
    processorLimits: map
      .filter(({ busy }) => busy > settings['processor-limited-above'])
      .reduce((sum, { weight }) => sum + weight, 0),
    accepted: map.flatMap(({ place }, index) =>
      times[index] === 0 ? [] : [{ place, weight: times[index] / settings.accepted }],
    ),
  };
}

/** Mean, standard deviation and the middle 90 % of a figure over the map. */
export function marginal(
  map: readonly MapPoint[],
  of: (point: MapPoint) => number,
): { mean: number; deviation: number; low: number; high: number } {
  const mean = map.reduce((sum, point) => sum + point.weight * of(point), 0);
  const variance = map.reduce((sum, point) => sum + point.weight * (of(point) - mean) ** 2, 0);
  const sorted = [...map].sort((left, right) => of(left) - of(right));
  const quantile = (share: number): number => {
    let reached = 0;
    for (const point of sorted) if ((reached += point.weight) >= share) return of(point);
    return of(sorted[sorted.length - 1]);
  };
  return { mean, deviation: Math.sqrt(variance), low: quantile(TAIL), high: quantile(1 - TAIL) };
}

/** On each side of the middle 90 %. */
const TAIL = 0.05;
