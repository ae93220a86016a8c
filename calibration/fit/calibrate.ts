import { Matrix } from 'ml-matrix';
import { mean } from 'simple-statistics';
import type { CalibrationTargets } from './calibration-targets.ts';
import { keyOf } from './evaluate.ts';
import { minimise, type Minimum } from './levenberg-marquardt.ts';
import type { LinearModel } from './linear-model.ts';
import { setNativeWork, type NativeWork } from './native-work.ts';
import { overridesOf, type Parameter } from './parameters.ts';
import { identifiabilityOf, posteriorOf, type Identifiability, type Posterior } from './posterior.ts';
import type { Prior } from './prior.ts';
import { Problem, type CalibrateOptions } from './problem.ts';
import { targetDeviation } from './residuals.ts';
import type { Settings } from './settings.ts';
import { startsOf } from './starts.ts';

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

export const targetKeys = (targets: CalibrationTargets): string[] => targets.fit.map(keyOf);
