import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMechanisms, type Mechanisms } from '../analysis/mechanisms.ts';
import { readExperiments, type Experiments } from '../calibration/experiments.ts';
import { readRules, type Rules } from '../calibration/lmbench-results/rules.ts';
import { readTargets, type Targets } from '../calibration/targets.ts';
import { readCalibration, type Calibration } from '../calibration/calibration.ts';
import { readSettings, type Settings } from '../calibration/fit/settings.ts';
import { readPredictions, type Predictions } from '../calibration/predictions.ts';
import { PACKAGE } from './disk-library.ts';
import { UsageError } from './output.ts';

const EXPERIMENTS = 'calibration/experiments/sosp97.yaml';
export const TARGETS = 'calibration/targets/sosp97.yaml';
export const SETTINGS = 'calibration/settings/sosp97.yaml';
export const CALIBRATION = 'calibration/sosp97-fit.yaml';
const MECHANISMS = 'analysis/mechanisms.yaml';
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

/** Choices of method of a calibration: the shipped ones, or a user's file. */
export function readSettingsFile(own?: string): Settings {
  const path = own ?? join(PACKAGE, SETTINGS);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`calibrate: expected a readable file of settings, found ${JSON.stringify(path)}`);
  }
  return readSettings({ file: own ?? SETTINGS, text });
}

/** What the last `ukperf calibrate --write` found. */
export function readShippedCalibration(): Calibration {
  return readCalibration({ file: CALIBRATION, text: readFileSync(join(PACKAGE, CALIBRATION), 'utf8') });
}

/** What switches each mechanism off. */
export function readShippedMechanisms(): Mechanisms {
  return readMechanisms({ file: MECHANISMS, text: readFileSync(join(PACKAGE, MECHANISMS), 'utf8') });
}

/** How result files of lmbench are read. */
export function readShippedRules(): Rules {
  return readRules({ file: RULES, text: readFileSync(join(PACKAGE, RULES), 'utf8') });
}
