import type { Matrix } from 'ml-matrix';
import type { Override } from '../../model/index.ts';
import type { Target } from '../experiments/targets.ts';
import type { CalibrationTargets } from './calibration-targets.ts';
import { evaluate, type Evaluator } from './evaluate.ts';
import { jacobianAt } from './jacobian.ts';
import type { LeastSquares } from './levenberg-marquardt.ts';
import { overridesOf, type Parameter } from './parameters.ts';
import { Prior } from './prior.ts';
import { logarithm } from './residuals.ts';
import type { Settings } from './settings.ts';

export interface CalibrateOptions {
  evaluator: Evaluator;
  settings: Settings;
  parameters: readonly Parameter[];
  targets: CalibrationTargets;
  /** Whether a test's benchmark prints whole units. */
  wholeUnits: (target: Target) => boolean;
}

/** The model's residuals against the targets as a function of parameters in prior standard deviations. */
export class Problem implements LeastSquares {
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

  readonly jacobian = (point: readonly number[]): Promise<Matrix> => {
    const { settings } = this.options;
    return jacobianAt(this.prior, point, settings['difference-step'], (points) =>
      this.residualsAt(points, settings['jacobian-replications']),
    );
  };

  async residualsAt(points: readonly (readonly number[])[], replications: number): Promise<number[][]> {
    const { evaluator, targets } = this.options;
    const settings = points.map((point) => this.overridesAt(point));
    const results = await evaluate(evaluator, targets.fit, targets, settings, replications);
    return results.map((values) =>
      values.map(
        (value, row) => (logarithm(value) - logarithm(targets.fit[row].published)) / this.scales[row],
      ),
    );
  }

  private overridesAt(point: readonly number[]): Override[] {
    return overridesOf(this.parameters, this.prior.valuesAt(point));
  }
}
