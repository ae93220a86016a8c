import { confidenceInterval, pairInterval } from '../../model/confidence.ts';
import type { Charge, Measured } from '../../model/index.ts';
import { firstPrediction, type Predictions } from './predictions.ts';
import { relativeErrorOf, type Published } from './published.ts';
import type { Role, Targets } from './targets.ts';

/** One figure of the reproduction beside the published one. */
export interface Row {
  experiment: string;
  test: string;
  system: string;
  unit: string;
  model: number;
  interval?: [number, number];
  /** Shares of the time of a whole workload; they add up to 1. */
  shares?: Shares;
  /** How much longer than on the first system, from pairs of replications with the same random numbers. */
  penalty?: Penalty;
  /** The same with sourced mechanisms alone, of a whole workload that inferred ones reach. */
  sourced?: SourcedFigure;
  /** Where the published figure should lie, by what a calibration says about its own errors; for the fitted machine as it stands. */
  predictive?: [number, number];
  published?: Published;
  sdPercent?: number;
  role?: Role;
  /** What the model said before it was first compared. */
  firstPrediction?: number;
  /** (model - published) / published; 0 within a published range. */
  relativeError?: number;
}

export interface Penalty {
  /** 0.06 is 6 % more. */
  value: number;
  /** 95 % confidence interval of this mean over boots that both systems share; absent for a single replication. */
  interval?: [number, number];
  /**
   * Of a whole workload: where the penalty lies, in 90 % of all cases, when each system is measured once, in a boot of its own; absent for
   * a single replication.
   */
  boots?: [number, number];
}

/** What the model without inferences has for a row. */
export type SourcedFigure = Pick<Row, 'model' | 'interval' | 'penalty' | 'relativeError'>;

export interface Shares {
  user: number;
  system: number;
  idle: number;
}

/** What the model has for a row. */
export interface Figure {
  unit: string;
  model: number;
  interval?: number[] | undefined;
  /** Of a whole workload. */
  charges?: readonly Charge[] | undefined;
  penalty?: Penalty | undefined;
}

/** Sets a figure beside what is published and what was first predicted. */
export function rowOf(
  known: { targets: Targets; predictions?: Predictions },
  experiment: string,
  test: string,
  system: string,
  { unit, model, interval, charges, penalty }: Figure,
): Row {
  const target = known.targets.find(experiment, test, system);
  const first = firstPrediction(known.predictions, experiment, test, system);
  return {
    experiment,
    test,
    system,
    unit,
    model,
    ...(interval ? { interval: interval as [number, number] } : {}),
    ...(charges ? { shares: sharesOf(charges) } : {}),
    ...(penalty ? { penalty } : {}),
    ...(target
      ? {
          published: target.published,
          ...(target.sdPercent === undefined ? {} : { sdPercent: target.sdPercent }),
          role: target.role,
          relativeError: relativeErrorOf(model, target.published),
        }
      : {}),
    ...(first === undefined ? {} : { firstPrediction: first }),
  };
}

/**
 * The penalty against a measurement with the same random numbers; undefined against itself. A replication stands for a boot: its page
 * frames and placements are drawn once.
 */
export function penaltyOf(measured: Measured, base: Measured | undefined): Penalty | undefined {
  if (base === undefined || base === measured) return undefined;
  const ratios = measured.values
    .slice(0, base.values.length)
    .map((value, replication) => value / base.values[replication] - 1);
  const value = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  if (ratios.length === 1) return { value };
  return {
    value,
    interval: confidenceInterval(ratios),
    ...(measured.whole ? { boots: pairInterval(measured.values, base.values, ratios) } : {}),
  };
}

/** Places whose time is the program's own, as `time` would tell it. */
const USER_PLACES = ['user', 'emulation-library'];

/** How the time of a whole workload divides. */
export function sharesOf(charges: readonly Charge[]): Shares {
  const sum = (of: (place: string) => boolean): number =>
    charges.reduce((total, { place, cycles }) => total + (of(place) ? cycles : 0), 0);
  const elapsed = sum(() => true);
  const user = sum((place) => USER_PLACES.includes(place)) / elapsed;
  const idle = sum((place) => place === 'idle') / elapsed;
  return { user, system: 1 - user - idle, idle };
}
