import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMechanisms, type Mechanisms } from '../sweeps/attribution/mechanisms.ts';
import { joined, readExperiments, type Experiments } from '../calibration/experiments/experiments.ts';
import { readRules, type Rules } from '../calibration/lmbench-results/rules.ts';
import { knownMisses, type KnownMiss } from '../reports/report/known-misses.ts';
import { readTargets, Targets } from '../calibration/experiments/targets.ts';
import { readClaims, type Claims } from '../calibration/claims/claims.ts';
import { readCalibration, type Calibration } from '../calibration/fit/calibration.ts';
import { readCurveFile, type CurveFile } from '../calibration/curve/curve-file.ts';
import { readSettings, type Settings } from '../calibration/fit/settings.ts';
import { readInferSettings, type InferSettings } from '../calibration/inference/settings.ts';
import { readLedger, type Ledger } from '../calibration/ledger/ledger.ts';
import { readPredictions, type Predictions } from '../calibration/experiments/predictions.ts';
import { PACKAGE } from '../api/disk-library.ts';
import type { SourceText } from '../model/document/document.ts';
import { UsageError } from './output.ts';
import { readText } from '../api/read-text.ts';

export const EXPERIMENTS = 'calibration/experiments/sosp97.yaml';
export const MODERN_EXPERIMENTS = 'calibration/experiments/modern.yaml';
export const MODERN_TARGETS = 'calibration/targets/modern.yaml';
export const TARGETS = 'calibration/targets/sosp97.yaml';
export const SETTINGS = 'calibration/settings/sosp97.yaml';
export const CALIBRATION = 'calibration/sosp97-fit.yaml';
export const NATIVE_CURVE = 'calibration/native-curve.yaml';
export const INFER_SETTINGS = 'calibration/inference/sosp97.yaml';
/** Where candidates lie that the model does not have. */
export const CANDIDATES = 'calibration/inference/candidates';
/** Where a ledger lies, in the package and beside a lock file. */
export const LEDGER = 'calibration/ledger.yaml';
const CLAIMS = 'calibration/claims/sosp97.yaml';
const MECHANISMS = 'sweeps/attribution/mechanisms.yaml';
const RULES = 'calibration/lmbench-results/rules.yaml';
export const PREDICTIONS = 'calibration/predictions/first.yaml';

/** The experiments of the paper. */
export function readShippedExperiments(): Experiments {
  return readExperiments(textOf(EXPERIMENTS));
}

/** The experiments on structures of our time. */
export function readModernExperiments(): Experiments {
  return readExperiments(textOf(MODERN_EXPERIMENTS));
}

/** Every shipped experiment. */
export function readAllExperiments(): Experiments {
  return joined(readShippedExperiments(), readModernExperiments());
}

/** The published results of the paper. */
export function readShippedTargets(): Targets {
  return readTargets(textOf(TARGETS));
}

/** Every published result: the paper's, and those of structures of our time. */
export function readAllTargets(): Targets {
  return new Targets([...readShippedTargets().list, ...readTargets(textOf(MODERN_TARGETS)).list]);
}

/** What the model said before it was compared. */
export function readShippedPredictions(): Predictions {
  return readPredictions(textOf(PREDICTIONS));
}

/** Choices of method of a calibration: the shipped ones, or a user's file. */
export function readSettingsFile(own?: string): Settings {
  const path = own ?? join(PACKAGE, SETTINGS);
  let text: string;
  try {
    text = readText(path);
  } catch {
    throw new UsageError(`calibrate: expected a readable file of settings, found ${JSON.stringify(path)}`);
  }
  return readSettings({ file: own ?? SETTINGS, text });
}

/** Choices of method of an inference: the shipped ones, or a user's file. */
export function readInferSettingsFile(own?: string): InferSettings {
  return readInferSettings(own === undefined ? textOf(INFER_SETTINGS) : ownText(own, 'settings'));
}

/** What the last `ukperf calibrate --write` found. */
export function readShippedCalibration(): Calibration {
  return readCalibration(textOf(CALIBRATION));
}

/** How well the model agreed with what was published, version by version. */
export function readShippedLedger(): Ledger {
  return readLedger(textOf(LEDGER));
}

/** What the native curve of AIM VII gave. */
export function readShippedCurve(): CurveFile {
  return readCurveFile(textOf(NATIVE_CURVE));
}

/** A user's own list of experiments. */
export function readOwnExperiments(file: string): Experiments {
  return readExperiments(ownText(file, 'experiments'));
}

/** A user's own published results. */
export function readOwnTargets(file: string): Targets {
  return readTargets(ownText(file, 'targets'));
}

/** Statements about rows: those of the paper, or a user's own. */
export function readClaimsFile(own?: string): Claims {
  return readClaims(own === undefined ? textOf(CLAIMS) : ownText(own, 'claims'));
}

/** A file of the user's. @throws UsageError when it cannot be read */
function ownText(file: string, what: string): SourceText {
  try {
    return { file, text: readText(file) };
  } catch {
    throw new UsageError(`expected a readable file of ${what}, found ${JSON.stringify(file)}`);
  }
}

/** What is known about the reasons of misses. */
export function readKnownMisses(): KnownMiss[] {
  return knownMisses(textOf('docs/explanation/model.md').text);
}

/** What switches each mechanism off. */
export function readShippedMechanisms(): Mechanisms {
  return readMechanisms(textOf(MECHANISMS));
}

/** How result files of lmbench are read. */
export function readShippedRules(): Rules {
  return readRules(textOf(RULES));
}

/** A file of the package. */
export function textOf(file: string): SourceText {
  return { file, text: readFileSync(join(PACKAGE, file), 'utf8') };
}
