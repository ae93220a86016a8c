import type { Target, Targets } from '../targets.ts';

/**
 * What a calibration gets to see of the published results. There is no way to make one but {@link CalibrationTargets.of}, which leaves
 * out every result of role validation, and no other code of the fit is given published figures.
 */
export class CalibrationTargets {
  /** Results that the fit is drawn to. */
  readonly fit: readonly Target[];
  /** Native results that set the user work of a program each, once the fit is done. */
  readonly native: readonly Target[];

  private constructor(fit: readonly Target[], native: readonly Target[]) {
    this.fit = Object.freeze(fit);
    this.native = Object.freeze(native);
  }

  /** The published results of some experiments that a calibration may use, and the native ones that set user work. */
  static of(targets: Targets, experiments: readonly string[]): CalibrationTargets {
    const ofRole = (role: Target['role']): Target[] => targets.list.filter((target) => target.role === role);
    return new CalibrationTargets(
      ofRole('calibration').filter(({ experiment }) => experiments.includes(experiment)),
      ofRole('fitted'),
    );
  }
}
