import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readExperiments, type Experiments } from '../calibration/experiments.ts';
import { readRules, type Rules } from '../calibration/lmbench-results/rules.ts';
import { readTargets, type Targets } from '../calibration/targets.ts';
import { readPredictions, type Predictions } from '../calibration/predictions.ts';
import { PACKAGE } from './disk-library.ts';

const EXPERIMENTS = 'calibration/experiments/sosp97.yaml';
const TARGETS = 'calibration/targets/sosp97.yaml';
const RULES = 'calibration/lmbench-results/rules.yaml';
export const PREDICTIONS = 'calibration/predictions/first.yaml';

/** The experiments of the paper. */
export function readShippedExperiments(): Experiments {
  return readExperiments({ file: EXPERIMENTS, text: readFileSync(join(PACKAGE, EXPERIMENTS), 'utf8') });
}

/** The published results of the paper. */
export function readShippedTargets(): Targets {
  return readTargets({ file: TARGETS, text: readFileSync(join(PACKAGE, TARGETS), 'utf8') });
}

/** What the model said before it was compared. */
export function readShippedPredictions(): Predictions {
  return readPredictions({ file: PREDICTIONS, text: readFileSync(join(PACKAGE, PREDICTIONS), 'utf8') });
}

/** How result files of lmbench are read. */
export function readShippedRules(): Rules {
  return readRules({ file: RULES, text: readFileSync(join(PACKAGE, RULES), 'utf8') });
}
