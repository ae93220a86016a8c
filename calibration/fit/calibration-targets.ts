import type { Target, Targets } from '../experiments/targets.ts';

/** A published result that is one figure, not a range. */
export type Figure = Target & { published: number };

/**
 * What a calibration gets to see of the published results. There is no way to make one but {@link CalibrationTargets.of}, which leaves
 * out every result of role validation, and no other code of the fit is given published figures.
 */
export class CalibrationTargets {
  /** Results that the fit is drawn to. */
  readonly fit: readonly Figure[];
  /** Native results that set the user work of a program each, once the fit is done. */
  readonly native: readonly Figure[];

  private constructor(fit: readonly Figure[], native: readonly Figure[]) {
    this.fit = Object.freeze(fit);
    this.native = Object.freeze(native);
  }

  /** The published results of some experiments that a calibration may use, and the native ones that set user work. */
  static of(targets: Targets, experiments: readonly string[]): CalibrationTargets {
    const ofRole = (role: Target['role']): Figure[] =>
      targets.list.filter(
        (target): target is Figure => target.role === role && typeof target.published === 'number',
      );
    return new CalibrationTargets(
      ofRole('calibration').filter(({ experiment }) => experiments.includes(experiment)),
      ofRole('fitted'),
    );
  }
}
