import { mean } from 'simple-statistics';
import type { Target } from '../experiments/targets.ts';
import type { Fit } from './calibrate.ts';
import type { CalibrationTargets } from './calibration-targets.ts';
import { leaveOut, type LeftOut } from './cross-validation.ts';
import { propagate } from './posterior.ts';
import { targetDeviation } from './residuals.ts';

/** log(model / published) of each target after the fit. */
export function errorsAfter({ model, scales }: Fit): number[] {
  return model.residuals.map((residual, row) => residual * scales[row]);
}

/** Standard deviation of the logarithm of each prediction that the parameters' uncertainty makes. */
export function parameterDeviations({ model, scales, posterior }: Fit): number[] {
  return scales.map((scale, row) =>
    Math.sqrt(
      propagate(
        posterior,
        model.jacobian.getRow(row).map((value) => value * scale),
      ),
    ),
  );
}

/** How often predictions that were made without their targets came near enough. */
export interface CrossValidation {
  folds: LeftOut[];
  /** Share of the rows within the interval that was predicted for them. */
  coverage: number;
}

export interface Predictive {
  /** Systematic error that the residuals of the fit show, at least the one that the fit assumed. */
  systematic: number;
  /** Undefined where all targets are of one test, or of one system: without it nothing is left to fit to. */
  byTest: CrossValidation | undefined;
  bySystem: CrossValidation | undefined;
}

/**
 * How uncertain predictions are: the parameters' posterior and a systematic error that the residuals show, checked by leaving out tests
 * and systems.
 * @param halfWidth of the interval, in standard deviations
 */
export async function predictiveOf(
  fit: Fit,
  targets: CalibrationTargets,
  wholeUnits: (target: Target) => boolean,
  assumed: number,
  halfWidth: number,
): Promise<Predictive> {
  const rounding = targets.fit.map((target) => targetDeviation(target, 0, wholeUnits(target)));
  const systematicOf = (errors: readonly number[], rows: readonly number[]): number =>
    Math.sqrt(
      Math.max(mean(errors.map((error, index) => error ** 2 - rounding[rows[index]] ** 2)), assumed ** 2),
    );
  const check = async (nameOf: (target: Target) => string): Promise<CrossValidation | undefined> => {
    const groups = new Map<string, number[]>();
    targets.fit.forEach((target, row) => {
      groups.set(nameOf(target), [...(groups.get(nameOf(target)) ?? []), row]);
    });
    if (groups.size < 2) return undefined;
    const folds = await leaveOut(fit.model, groups, fit.scales, (errors, rows) => {
      const systematic = systematicOf(errors, rows);
      return (row) => systematic ** 2 + rounding[row] ** 2;
    });
    const inside = folds.flatMap(({ errors, deviations }) =>
      errors.map((error, index) => (Math.abs(error) <= halfWidth * deviations[index] ? 1 : 0)),
    );
    return { folds, coverage: mean(inside) };
  };
  const errors = errorsAfter(fit);
  return {
    systematic: systematicOf(
      errors,
      errors.map((_, row) => row),
    ),
    byTest: await check(({ test }) => test),
    bySystem: await check(({ system }) => system),
  };
}
