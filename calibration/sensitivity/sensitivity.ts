import { CalibrationTargets } from '../fit/calibration-targets.ts';
import { evaluate, type Evaluator } from '../fit/evaluate.ts';
import { overridesOf, type Parameter } from '../fit/parameters.ts';
import { Targets } from '../experiments/targets.ts';
import { elementaryEffects, morrisDesign, type ElementaryEffects } from './morris.ts';
import type { Output } from './output.ts';
import { saltelliDesign, sobolIndices, type SobolIndices } from './sobol-indices.ts';
import { sobolPoints, type Directions } from './sobol-sequence.ts';

export interface SensitivityOptions {
  evaluator: Evaluator;
  outputs: readonly Output[];
  parameters: readonly Parameter[];
  /** Trajectories of Morris's screening; none with 0. */
  trajectories: number;
  /** Points of each of the two samples behind Sobol indices; none with 0. */
  samples: number;
  /** A parameter takes part in Sobol's indices when Morris finds it this important, as a share of the most important. */
  importantAbove: number;
  directions: Directions;
  replications: number;
}

/** How an output depends on a parameter. */
export interface ParameterSensitivity {
  path: string;
  /** Relative change of the output over the parameter's whole range (for a penalty, in points of it). */
  effects?: ElementaryEffects;
  /** Absent for a parameter that screening left out. */
  indices?: SobolIndices;
}

export interface Sensitivity {
  output: string;
  parameters: ParameterSensitivity[];
}

/**
 * Sensitivity of outputs to parameters over their ranges, log-uniform: screening by Morris's method, then Sobol indices of the
 * parameters that matter to any output.
 */
export async function sensitivity(options: SensitivityOptions): Promise<Sensitivity[]> {
  const { outputs, parameters, trajectories, samples, evaluator } = options;
  const results = outputs.map(({ name }): Sensitivity => ({
    output: name,
    parameters: parameters.map(({ path }) => ({ path })),
  }));
  let kept = parameters.map((_, index) => index);
  if (trajectories > 0) {
    const design = morrisDesign(parameters.length, trajectories, `${evaluator.seed}/morris`);
    const values = await outputsAt(
      options,
      parameters,
      design.flatMap(({ points }) => points),
    );
    const length = parameters.length + 1;
    results.forEach(({ parameters: own }, output) => {
      const walks = design.map((_, walk) => values[output].slice(walk * length, (walk + 1) * length));
      elementaryEffects(design, walks).forEach((effects, index) => (own[index].effects = effects));
    });
    kept = kept.filter((index) => results.some((result) => matters(result, index, options.importantAbove)));
  }
  if (samples > 0 && kept.length > 0) {
    const chosen = kept.map((index) => parameters[index]);
    const base = sobolPoints(options.directions, 2 * chosen.length, samples);
    const values = await outputsAt(options, chosen, saltelliDesign(base));
    results.forEach(({ output, parameters: own }, at) => {
      const indices = sobolIndices(values[at], chosen.length, `${evaluator.seed}/bootstrap/${output}`);
      kept.forEach((index, position) => (own[index].indices = indices[position]));
    });
  }
  return results;
}

function matters({ parameters }: Sensitivity, index: number, above: number): boolean {
  const importance = parameters.map(({ effects }) => effects?.importance ?? 0);
  return importance[index] > 0 && importance[index] >= above * Math.max(...importance);
}

const NO_TARGETS = CalibrationTargets.of(new Targets([]), []);

/** Each output at points of the unit cube; relative to its value at the first point, or as a penalty. */
async function outputsAt(
  { evaluator, outputs, replications }: SensitivityOptions,
  parameters: readonly Parameter[],
  points: readonly (readonly number[])[],
): Promise<number[][]> {
  const wanted = outputs.flatMap(({ row, against }) => (against ? [row, against] : [row]));
  const settings = points.map((point) =>
    overridesOf(
      parameters,
      parameters.map(({ low, high }, index) => low * (high / low) ** point[index]),
    ),
  );
  const results = await evaluate(evaluator, wanted, NO_TARGETS, settings, replications);
  const column = (row: unknown): number => wanted.findIndex((one) => one === row);
  return outputs.map(({ row, against }) => {
    const first = results[0][column(row)];
    return results.map((values) =>
      against === undefined ? values[column(row)] / first : values[column(row)] / values[column(against)] - 1,
    );
  });
}
