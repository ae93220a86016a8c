import type { Matrix } from 'ml-matrix';
import { WITHOUT_INFERENCES } from '../../model/inference.ts';
import { evaluate, type Evaluator } from '../fit/evaluate.ts';
import type { CalibrationTargets } from '../fit/calibration-targets.ts';
import { jacobianAt } from '../fit/jacobian.ts';
import { overridesOf, type Parameter } from '../fit/parameters.ts';
import { Prior } from '../fit/prior.ts';
import { logarithm, targetDeviation } from '../fit/residuals.ts';
import type { Target } from '../experiments/targets.ts';
import type { Candidate } from './candidate.ts';
import { Covariance } from './covariance.ts';
import { effectsOf, timeOf, timesWith } from './effects.ts';
import {
  allRows,
  choiceLeftOut,
  choose,
  compared,
  errorsOf,
  type Comparison,
  type Errors,
  type Folds,
  type Judging,
} from './judge.ts';
import type { InferSettings } from './settings.ts';
import { fitSizes, logRatio } from './sizes.ts';

/** What became of a candidate. */
export interface Verdict {
  candidate: Candidate;
  /** Sizes when it is the only one, or among the chosen if it is. */
  sizes: number[];
  /** With it alone, against none. */
  alone: Comparison;
  /** The chosen with it against the chosen without it; where it is not chosen, added to them, or in the place of one of its group. */
  among: Comparison;
  chosen: boolean;
  /** In how many folds the choice, made without their rows, has it. */
  inTests: number;
  inSystems: number;
}

export interface Inferred {
  verdicts: Verdict[];
  /** The model without any, and with the chosen ones; on all rows. */
  none: Errors;
  together: Errors;
  /** Of rows that were left out of choice and sizes. */
  choice: Errors;
  folds: { tests: number; systems: number };
  /** By row: log(model / published) without and with the chosen. */
  rows: { target: Target; without: number; with: number }[];
}

export interface InferOptions {
  evaluator: Evaluator;
  settings: InferSettings;
  targets: CalibrationTargets;
  candidates: readonly Candidate[];
  /** Costs of the machine and densities of the structures, which a calibration may move within their ranges. */
  parameters: readonly Parameter[];
  /** Whether a test's benchmark prints whole units. */
  wholeUnits: (target: Target) => boolean;
}

/** Judges candidates by cross-validation on calibration rows: alone, against each other, in combination, and against nothing. */
export async function infer(options: InferOptions): Promise<Inferred> {
  const { evaluator, settings, targets, candidates, wholeUnits } = options;
  const deviations = targets.fit.map((target) =>
    targetDeviation(target, settings['systematic-error'], wholeUnits(target)),
  );
  const [effects, jacobian] = await Promise.all([
    effectsOf(evaluator, targets, candidates, settings.sizes, settings.replications),
    jacobianOf(options, deviations),
  ]);
  const judging: Judging = {
    effects,
    deviations,
    covariance: new Covariance(jacobian),
    byTest: foldsOf(targets.fit, ({ test }) => test),
    bySystem: foldsOf(targets.fit, ({ system }) => system),
    leastGain: settings['least-gain'],
    leastMove: settings['least-move'],
    most: settings.most,
  };
  const chosen = choose(judging);
  const tests = choiceLeftOut(judging, judging.byTest);
  const systems = choiceLeftOut(judging, judging.bySystem);
  const rows = allRows(judging);
  const together = fitSizes(judging, rows, chosen);
  const [before, after] = [timesWith(effects, [], []), timesWith(effects, chosen, together)];
  const countIn = (folds: readonly (readonly number[])[], number: number): number =>
    folds.filter((some) => some.includes(number)).length;
  return {
    verdicts: candidates.map((candidate, number) => {
      const place = chosen.indexOf(number);
      const others = chosen.filter((other) => other !== number);
      const beside = others.filter(
        (other) => candidate.group === undefined || candidates[other].group !== candidate.group,
      );
      return {
        candidate,
        sizes: place >= 0 ? together[place] : fitSizes(judging, rows, [number])[0],
        alone: compared(judging, [number], []),
        among: compared(judging, [...beside, number], others),
        chosen: place >= 0,
        inTests: countIn(tests.chosen, number),
        inSystems: countIn(systems.chosen, number),
      };
    }),
    none: errorsOf(judging, []),
    together: errorsOf(judging, chosen),
    choice: { leftOutTest: tests.error, leftOutSystem: systems.error },
    folds: { tests: judging.byTest.size, systems: judging.bySystem.size },
    rows: rows.map((row) => ({
      target: targets.fit[row],
      without: logRatio(effects, row, before[row]),
      with: logRatio(effects, row, after[row]),
    })),
  };
}

/** How the rows depend on the costs of the machine, without inferences; in standard deviations of both. */
function jacobianOf(
  { evaluator, settings, targets, parameters }: InferOptions,
  deviations: readonly number[],
): Promise<Matrix> {
  const prior = new Prior(parameters, settings['prior-deviation']);
  return jacobianAt(
    prior,
    parameters.map(() => 0),
    settings['difference-step'],
    async (points) => {
      const at = points.map((point) => [
        WITHOUT_INFERENCES,
        ...overridesOf(parameters, prior.valuesAt(point)),
      ]);
      const results = await evaluate(evaluator, targets.fit, targets, at, settings.replications);
      return results.map((values) =>
        values.map((value, row) => logarithm(timeOf(targets.fit[row], value)) / deviations[row]),
      );
    },
  );
}

function foldsOf(targets: readonly Target[], nameOf: (target: Target) => string): Folds {
  const folds = new Map<string, number[]>();
  targets.forEach((target, row) => {
    const name = nameOf(target);
    folds.set(name, [...(folds.get(name) ?? []), row]);
  });
  return folds;
}
