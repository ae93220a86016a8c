import { Matrix } from 'ml-matrix';
import { mean } from 'simple-statistics';
import { RandomStream } from '../../model/core/random.ts';
import type { Override } from '../../model/index.ts';
import type { Target } from '../targets.ts';
import type { CalibrationTargets } from './calibration-targets.ts';
import { evaluate, keyOf, type Evaluator } from './evaluate.ts';
import { minimise, type LeastSquares, type Minimum } from './levenberg-marquardt.ts';
import type { LinearModel } from './linear-model.ts';
import { setNativeWork, type NativeWork } from './native-work.ts';
import { overridesOf, type Parameter } from './parameters.ts';
import { identifiabilityOf, posteriorOf, type Identifiability, type Posterior } from './posterior.ts';
import { Prior } from './prior.ts';
import { logarithm, targetDeviation } from './residuals.ts';
import type { Settings } from './settings.ts';

export interface CalibrateOptions {
  evaluator: Evaluator;
  settings: Settings;
  parameters: readonly Parameter[];
  targets: CalibrationTargets;
  /** Whether a test's benchmark prints whole units. */
  wholeUnits: (target: Target) => boolean;
}

/** One of the starts of the fit. */
export interface Start {
  objective: number;
  evaluations: number;
  converged: boolean;
  /** From the best fit, in its posterior standard deviations: mean over the parameters. */
  distance: number;
}

export interface Fit {
  /** Parameters that were fitted, and those that the data do not determine, which stayed at their sources. */
  fitted: Parameter[];
  undetermined: Parameter[];
  values: number[];
  /** In prior standard deviations from the source. */
  point: number[];
  prior: Prior;
  posterior: Posterior;
  identifiability: Identifiability;
  starts: Start[];
  /** By target: log(model / published) before the fit, and the model around the fit. */
  errorsBefore: number[];
  model: LinearModel;
  /** Standard deviations by which the errors of the model are divided. */
  scales: number[];
  nativeWork: NativeWork[];
}

/** Digits of a fitted value. */
const DIGITS = 5;

/** A calibration can't be done with these parameters and targets. */
export class CalibrationError extends Error {}

/**
 * Fits the parameters to the calibration targets: identifies what the data determine, minimises from several starts, computes the
 * posterior at the best, and sets the user work of programs on their native results.
 */
export async function calibrate(options: CalibrateOptions): Promise<Fit> {
  const { settings, parameters, targets } = options;
  judgeNumbers(settings, parameters.length, targets.fit.length);
  const scales = targets.fit.map((target) =>
    targetDeviation(target, settings['systematic-error'], options.wholeUnits(target)),
  );
  const whole = new Problem(options, parameters, scales);
  const origin = parameters.map(() => 0);
  const [before] = await whole.residualsAt([origin], settings.replications);
  const first = await whole.jacobian(origin);
  const identifiability = identifiabilityOf(first, settings['undetermined-above']);
  const kept = parameters.flatMap((_, index) =>
    identifiability.undetermined.includes(index) ? [] : [index],
  );
  const fitted = kept.map((index) => parameters[index]);
  const problem = new Problem(options, fitted, scales);
  const jacobian = new Matrix(first.to2DArray().map((row) => kept.map((column) => row[column])));
  const minima: Minimum[] = [];
  for (const start of startsOf(settings, problem.prior)) {
    minima.push(
      await minimise(problem, start, {
        maxEvaluations: settings['most-evaluations'],
        tolerance: settings.tolerance,
        jacobian,
      }),
    );
  }
  const best = minima.reduce((least, minimum) => (minimum.objective < least.objective ? minimum : least));
  const last = await problem.jacobian(best.point);
  const posterior = posteriorOf(last);
  const values = problem.prior.valuesAt(best.point).map((value) => Number(value.toPrecision(DIGITS)));
  const overrides = overridesOf(fitted, values);
  return {
    fitted,
    undetermined: identifiability.undetermined.map((index) => parameters[index]),
    values,
    point: best.point,
    prior: problem.prior,
    posterior,
    identifiability,
    starts: minima.map(({ objective, evaluations, converged, point }) => ({
      objective,
      evaluations,
      converged,
      distance: mean(
        point.map((value, index) => Math.abs(value - best.point[index]) / posterior.deviations[index]),
      ),
    })),
    errorsBefore: before.map((residual, row) => residual * scales[row]),
    model: {
      point: best.point,
      residuals: best.residuals,
      jacobian: last,
      lower: problem.lower,
      upper: problem.upper,
    },
    scales,
    nativeWork: await setNativeWork(options.evaluator, settings, targets, overrides),
  };
}

function judgeNumbers(settings: Settings, parameters: number, targets: number): void {
  const most = Math.min(settings['most-parameters'], Math.floor(settings['most-parameters-share'] * targets));
  if (parameters === 0) throw new CalibrationError('expected entries marked `fit: true`, found none');
  if (parameters > most)
    throw new CalibrationError(
      `expected at most ${most} entries marked \`fit: true\` for ${targets} targets, found ${parameters}`,
    );
}

/** The sourced values first, then points drawn from the prior. */
function startsOf(settings: Settings, { lower, upper }: Prior): number[][] {
  const normal = normalSource(`${settings.seed}/starts`);
  return Array.from({ length: settings.starts }, (_, start) =>
    lower.map((low, index) => (start === 0 ? 0 : Math.min(Math.max(normal(), low), upper[index]))),
  );
}

/** Standard normal numbers (Box and Muller). */
function normalSource(seed: string): () => number {
  const stream = new RandomStream(seed);
  return () => Math.sqrt(-2 * Math.log(1 - stream.uniform())) * Math.cos(2 * Math.PI * stream.uniform());
}

/** The model's residuals against the targets as a function of parameters in prior standard deviations. */
class Problem implements LeastSquares {
  readonly prior: Prior;
  readonly lower: number[];
  readonly upper: number[];
  private readonly options: CalibrateOptions;
  private readonly parameters: readonly Parameter[];
  private readonly scales: readonly number[];

  constructor(options: CalibrateOptions, parameters: readonly Parameter[], scales: readonly number[]) {
    this.options = options;
    this.parameters = parameters;
    this.scales = scales;
    this.prior = new Prior(parameters, options.settings['prior-deviation']);
    ({ lower: this.lower, upper: this.upper } = this.prior);
  }

  readonly residuals = async (point: readonly number[]): Promise<number[]> => {
    const [residuals] = await this.residualsAt([point], this.options.settings.replications);
    return residuals;
  };

  /** Differences over two points a parameter, as far apart as its bounds allow. */
  readonly jacobian = async (point: readonly number[]): Promise<Matrix> => {
    const { settings } = this.options;
    const step = settings['difference-step'];
    const ends = point.flatMap((value, index) =>
      [Math.max(value - step, this.lower[index]), Math.min(value + step, this.upper[index])].map((end) =>
        point.map((other, at) => (at === index ? end : other)),
      ),
    );
    const residuals = await this.residualsAt(ends, settings['jacobian-replications']);
    const columns = point.map((_, index) => {
      const width = ends[2 * index + 1][index] - ends[2 * index][index];
      return residuals[2 * index].map((low, row) => (residuals[2 * index + 1][row] - low) / width);
    });
    return new Matrix(columns).transpose();
  };

  async residualsAt(points: readonly (readonly number[])[], replications: number): Promise<number[][]> {
    const { evaluator, targets } = this.options;
    const settings = points.map((point) => this.overridesAt(point));
    const results = await evaluate(evaluator, targets.fit, targets, settings, replications);
    return results.map((values) =>
      values.map((value, row) => (logarithm(value) - logarithm(targets.fit[row].value)) / this.scales[row]),
    );
  }

  private overridesAt(point: readonly number[]): Override[] {
    return overridesOf(this.parameters, this.prior.valuesAt(point));
  }
}

export const targetKeys = (targets: CalibrationTargets): string[] => targets.fit.map(keyOf);
