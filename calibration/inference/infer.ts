import type { Evaluator } from '../fit/evaluate.ts';
import type { CalibrationTargets } from '../fit/calibration-targets.ts';
import { targetDeviation } from '../fit/residuals.ts';
import type { Target } from '../targets.ts';
import type { Candidate } from './candidate.ts';
import { effectsOf, timesWith } from './effects.ts';
import { allRows, choiceLeftOut, choose, errorsOf, type Errors, type Folds, type Judging } from './judge.ts';
import type { InferSettings } from './settings.ts';
import { fitSizes, logRatio } from './sizes.ts';

/** What became of a candidate. */
export interface Verdict {
  candidate: Candidate;
  /** Sizes when it is the only one, or among the chosen if it is. */
  sizes: number[];
  /** With it alone. */
  alone: Errors;
  /** Of the chosen without it, when it is chosen; with it in addition or in the place of one of its group, when it is not. */
  otherwise: Errors | undefined;
  chosen: boolean;
  /** In how many folds the choice, made without their rows, has it. */
  inTests: number;
  inSystems: number;
}

export interface Inferred {
  verdicts: Verdict[];
  /** The model without any, and with the chosen ones. */
  none: Errors;
  together: Errors;
  /** Of rows that were left out of choice and sizes. */
  choice: { leftOutTest: number; leftOutSystem: number };
  folds: { tests: number; systems: number };
  /** By row: log(model / published) without and with the chosen. */
  rows: { target: Target; without: number; with: number }[];
}

export interface InferOptions {
  evaluator: Evaluator;
  settings: InferSettings;
  targets: CalibrationTargets;
  candidates: readonly Candidate[];
  /** Whether a test's benchmark prints whole units. */
  wholeUnits: (target: Target) => boolean;
}

/** Judges candidates by cross-validation on calibration rows: alone, against each other, in combination, and against nothing. */
export async function infer(options: InferOptions): Promise<Inferred> {
  const { evaluator, settings, targets, candidates, wholeUnits } = options;
  const effects = await effectsOf(evaluator, targets, candidates, settings.sizes, settings.replications);
  const judging: Judging = {
    effects,
    deviations: targets.fit.map((target) =>
      targetDeviation(target, settings['systematic-error'], wholeUnits(target)),
    ),
    byTest: foldsOf(targets.fit, ({ test }) => test),
    bySystem: foldsOf(targets.fit, ({ system }) => system),
    leastGain: settings['least-gain'],
    most: settings.most,
  };
  const chosen = choose(judging);
  const tests = choiceLeftOut(judging, judging.byTest);
  const systems = choiceLeftOut(judging, judging.bySystem);
  const rows = allRows(judging);
  const sizesOf = (some: readonly number[]): number[][] => fitSizes(effects, judging.deviations, rows, some);
  const together = sizesOf(chosen);
  const [before, after] = [timesWith(effects, [], []), timesWith(effects, chosen, together)];
  const countIn = (folds: readonly number[][], number: number): number =>
    folds.filter((some) => some.includes(number)).length;
  return {
    verdicts: candidates.map((candidate, number) => {
      const place = chosen.indexOf(number);
      const others = chosen.filter(
        (other) => candidate.group === undefined || candidates[other].group !== candidate.group,
      );
      const otherwise = place >= 0 ? chosen.filter((other) => other !== number) : [...others, number];
      return {
        candidate,
        sizes: place >= 0 ? together[place] : sizesOf([number])[0],
        alone: errorsOf(judging, [number]),
        otherwise: errorsOf(judging, otherwise),
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

function foldsOf(targets: readonly Target[], nameOf: (target: Target) => string): Folds {
  const folds = new Map<string, number[]>();
  targets.forEach((target, row) => {
    const name = nameOf(target);
    folds.set(name, [...(folds.get(name) ?? []), row]);
  });
  return folds;
}
