import type { Command } from 'commander';
import type { Experiment } from '../../calibration/experiments/experiments.ts';
import type { Row } from '../../calibration/experiments/row.ts';
import { isCovered } from '../../calibration/experiments/validation.ts';
import { summarise } from '../../reports/summary.ts';
import { RecordingLibrary } from '../../results/recording-library.ts';
import { DiskLibrary } from '../../api/disk-library.ts';
import { withPredictive } from '../../calibration/experiments/predictive-rows.ts';
import {
  readKnownMisses,
  readShippedCalibration,
  readShippedCurve,
  readShippedLedger,
  readShippedPredictions,
} from '../shipped.ts';
import { chosenOf, listsOf, runsOf, SHIPPED } from '../experiment-lists.ts';
import {
  checkOverrides,
  jsonOption,
  machineOption,
  outOption,
  precisionOption,
  replicationsOption,
  seedOption,
  setOption,
  workersOption,
} from '../options.ts';
import { print, printJson, UsageError, version } from '../output.ts';
import { tableText } from '../terminal/report-table.ts';
import {
  experimentTables,
  hasPenaltyIntervals,
  OUTSIDE,
  PENALTY_INTERVALS,
} from '../../reports/experiment-tables.ts';
import { provenanceOf } from '../../reports/provenance.ts';
import { gitRevision } from '../provenance/revision.ts';
import { makeOutputDirectory } from '../saving/output-directory.ts';
import { saveResult, type Asked } from '../saving/save-result.ts';
import { reproduceWithProgress } from '../reproduce-with-progress.ts';
import type { Override, Precision } from '../../model/index.ts';

interface Options {
  json?: boolean;
  machine: string;
  seed: string;
  replications: number;
  set: Override[];
  quick?: boolean;
  workers: number;
  precision: Precision;
  experiments?: string;
  targets?: string;
  /** False with --no-report, absent when there is no such option. */
  report?: string | false;
  out?: string;
}

/** Where the report goes, below the working directory. */
const REPORT = 'out/reproduction';

/** Adds `ukperf reproduce`, the main job: the paper's experiments, model against published. */
export function reproduceCommand(command: Command): void {
  command
    .argument('[experiment...]', 'names of experiments; all of them by default (see: ukperf list)')
    .addOption(machineOption())
    .addOption(seedOption())
    .addOption(replicationsOption(5))
    .addOption(precisionOption())
    .addOption(setOption())
    .option('--quick', 'a single replication, and fewer loads of job mixes')
    .option('--experiments <file>', 'a list of experiments of your own, instead of the shipped ones')
    .option('--targets <file>', 'published results of your own, for such a list')
    .option('--report <dir>', `write a report with charts; ${REPORT} by default, none with --json`)
    .option('--no-report', 'write no report')
    .addOption(outOption())
    .addOption(workersOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ ukperf reproduce\n  $ ukperf reproduce getpid getpid-breakdown --json\n  $ ukperf reproduce lmbench --set tlb.tagged=1',
    )
    .action(run);
}

async function run(names: string[], options: Options, command: Command): Promise<void> {
  const library = new RecordingLibrary(new DiskLibrary());
  if (options.experiments === undefined && options.targets !== undefined)
    throw new UsageError('reproduce: expected --experiments with --targets, found --targets alone');
  const own = options.targets === undefined ? [] : [options.targets];
  const { lists, experiments, targets } = listsOf([options.experiments ?? SHIPPED], own);
  // A list names its machine; the option is stronger where it was given.
  const onMachine = command.getOptionValueSource('machine') === 'cli' ? options.machine : experiments.machine;
  const chosen = chosenOf(experiments, names);
  const runs = runsOf(chosen, onMachine);
  checkOverrides(library, options.set, runs);
  const report = options.report ?? (options.json ? false : REPORT);
  if (options.out !== undefined) makeOutputDirectory('--out', options.out);
  if (report !== false) makeOutputDirectory('--report', report);
  const asked: Asked = {
    machine: onMachine,
    seed: options.seed,
    replications: options.quick ? 1 : options.replications,
    quick: options.quick ?? false,
    ...(options.quick ? {} : { precision: options.precision }),
    set: options.set,
  };
  const predictions = readShippedPredictions();
  const result = await reproduceWithProgress(
    { library, experiments, targets, predictions, names, ...asked, overrides: options.set, sourced: true },
    options.workers,
  );
  const { machine, seed, fingerprint, sourcedFingerprint } = result;
  const calibration = readShippedCalibration();
  const asFitted = machine === calibration['fitted-machine'] && options.set.length === 0;
  const rows = asFitted
    ? withPredictive(result.rows, calibration, experiments, readShippedCurve())
    : result.rows;
  // What draws charts takes a moment to load.
  const page =
    report === false
      ? undefined
      : await import('./report-directory.ts').then(({ writeReport }) =>
          writeReport(report, {
            lists,
            rows,
            operations: result.operations,
            calibration: asFitted ? calibration : undefined,
            ledger: asFitted ? readShippedLedger() : undefined,
            misses: readKnownMisses(),
            provenance: provenanceOf(library, runs, options.set),
            run: {
              ...{ version: version(), node: process.version, revision: gitRevision() },
              ...{ machine, seed, fingerprint, command: commandLine() },
            },
          }),
        );
  for (const directory of new Set([options.out, report === false ? undefined : report])) {
    const request = { command: 'reproduce', experiments: Object.fromEntries(chosen) } as const;
    if (directory !== undefined) saveResult(directory, library, asked, request, { ...result, rows }, runs);
  }
  if (options.json) {
    printJson({
      ...{ schema: 'ukperf/reproduction/1', version: version(), seed, machine, fingerprint },
      ...(sourcedFingerprint === undefined ? {} : { sourcedFingerprint }),
      rows,
    });
    return;
  }
  for (const { title, list } of lists) {
    const own = rows.filter((row) => Object.hasOwn(list, row.experiment));
    if (own.length === 0) continue;
    if (title !== undefined) print(`\n${title}`);
    for (const [name, experiment] of chosen.filter(([name]) => Object.hasOwn(list, name))) {
      print(`\n${headOf(experiment)}`);
      const tables = experimentTables(
        own.filter((row) => row.experiment === name),
        experiment.systems,
      );
      print(tables.map(tableText).join('\n\n'));
    }
    const penalties = hasPenaltyIntervals(own) ? [PENALTY_INTERVALS] : [];
    const summary = [...penalties, ...summarise(own), ...intervalNote(own)];
    if (summary.length > 0) print(`\n${summary.join('\n')}`);
  }
  print(`\nmachine ${machine}, seed ${seed}, fingerprint ${fingerprint}`);
  if (page !== undefined) print(`report: ${page}`);
}

/** Title of an experiment, and its machine when it is not the one of the others. */
function headOf({ title, machine }: Experiment): string {
  return machine === undefined ? title : `${title}, on ${machine}`;
}

/** The words of this call, as a shell takes them. */
function commandLine(): string {
  const word = (text: string): string =>
    /^[\w./=:@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  return ['ukperf', ...process.argv.slice(2).map(word)].join(' ');
}

/** Says what the mark of an unexpected error means, where there can be one. */
function intervalNote(rows: readonly Row[]): string[] {
  const known = rows.filter(
    ({ predictive, published }) => predictive !== undefined && published !== undefined,
  );
  if (known.length === 0) return [];
  const inside = known.filter(isCovered).length;
  return [
    `${inside} of ${known.length} published values in their predictive interval; the others are marked${OUTSIDE}`,
  ];
}
