import type { Command } from 'commander';
import { withPredictive } from '../../calibration/experiments/predictive-rows.ts';
import { chargeFinder } from '../../calibration/experiments/dominant-charge.ts';
import { comparable, scoreOf, scoresOf, worstRows } from '../../calibration/experiments/validation.ts';
import type { Precision } from '../../model/index.ts';
import { DiskLibrary } from '../../api/disk-library.ts';
import {
  jsonOption,
  machineOption,
  precisionOption,
  replicationsOption,
  seedOption,
  workersOption,
} from '../options.ts';
import { expectOneOf } from '../expect-one-of.ts';
import { print, printJson, version } from '../output.ts';
import {
  readShippedCalibration,
  readShippedCurve,
  readAllExperiments,
  readAllTargets,
  readOwnTargets,
  readShippedExperiments,
  readShippedLedger,
  readShippedPredictions,
} from '../shipped.ts';
import { accuracyTables, type Accuracy } from './tables.ts';
import { reproduceWithProgress } from '../reproduce-with-progress.ts';

interface Options {
  json?: boolean;
  quick?: boolean;
  machine: string;
  seed: string;
  replications: number;
  precision: Precision;
  workers: number;
  targets?: string;
}

/** How many of the worst rows are shown. */
const WORST = 10;

/** Adds `ukperf accuracy`: what was fitted, what was predicted, and how far off. */
export function accuracyCommand(command: Command): void {
  command
    .argument('[experiment...]', 'names of experiments; all of the paper with published results by default')
    .addOption(machineOption())
    .addOption(seedOption())
    .addOption(replicationsOption(5))
    .addOption(precisionOption())
    .option('--quick', 'a single replication, and fewer loads of job mixes')
    .option('--targets <file>', 'results of your own, instead of those of the paper')
    .addOption(workersOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ ukperf accuracy\n  $ ukperf accuracy compile --quick --json\n  $ ukperf accuracy --machine my-box.yaml --targets my-box-targets.yaml',
    )
    .action(run);
}

async function run(names: string[], options: Options): Promise<void> {
  const library = new DiskLibrary();
  const experiments = readAllExperiments();
  const targets = options.targets === undefined ? readAllTargets() : readOwnTargets(options.targets);
  const isPublished = (name: string): boolean => targets.list.some(({ experiment }) => experiment === name);
  const published = Object.keys(experiments.list).filter(isPublished);
  for (const name of names)
    expectOneOf(name, published, 'accuracy: expected an experiment with published results');
  const ofPaper = Object.keys(readShippedExperiments().list);
  const { machine, seed } = options;
  const result = await reproduceWithProgress(
    {
      ...{ library, experiments, targets, machine, seed },
      predictions: readShippedPredictions(),
      names: names.length > 0 ? names : ofPaper.filter(isPublished),
      replications: options.quick ? 1 : options.replications,
      quick: options.quick ?? false,
      ...(options.quick ? {} : { precision: options.precision }),
    },
    options.workers,
  );
  const calibration = readShippedCalibration();
  const fitted = calibration['fitted-machine'] === machine;
  const rows = fitted
    ? withPredictive(result.rows, calibration, experiments, readShippedCurve())
    : result.rows;
  const dominantCharge = chargeFinder({ library, experiments, machine, seed });
  const ofRole = (role: string): number => targets.list.filter((target) => target.role === role).length;
  const accuracy: Accuracy = {
    machine,
    seed,
    fingerprint: result.fingerprint,
    ledger: {
      freeParameters: fitted ? calibration.ledger['free-parameters'] : 0,
      undeterminedParameters: calibration.ledger['undetermined-parameters'],
      nativeConstants: calibration.ledger['native-constants'],
      calibrationTargets: fitted ? calibration.ledger['calibration-targets'] : ofRole('calibration'),
      validationTargets: ofRole('validation'),
    },
    totals: ['calibration', 'validation'].map((role) => ({
      role,
      ...scoreOf(comparable(rows).filter((row) => row.role === role)),
    })),
    scores: scoresOf(rows),
    ...(fitted && options.targets === undefined ? { history: readShippedLedger() } : {}),
    crossValidation: fitted ? calibration['cross-validation'] : {},
    worst: worstRows(rows, WORST).map((row) => {
      const charge = dominantCharge(row);
      return { ...row, ...(charge ? { dominantCharge: charge } : {}) };
    }),
  };
  if (options.json) printJson({ schema: 'ukperf/validation/1', version: version(), ...accuracy });
  else for (const table of accuracyTables(accuracy)) print(table);
}
