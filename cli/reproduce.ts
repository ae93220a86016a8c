import type { Command } from 'commander';
import { byTest } from '../calibration/accuracy.ts';
import { reproduce, type Reproduction } from '../calibration/reproduce.ts';
import type { Row } from '../calibration/row.ts';
import { formatNumber, formatPercent } from '../reports/numbers.ts';
import { summarise } from '../reports/summary.ts';
import { DiskLibrary } from './disk-library.ts';
import { readShippedExperiments, readShippedPredictions, readShippedTargets } from './shipped.ts';
import {
  checkOverrides,
  jsonOption,
  machineOption,
  precisionOption,
  replicationsOption,
  seedOption,
  setOption,
  workersOption,
} from './options.ts';
import { formatTable, print, printJson, Progress, UsageError, version } from './output.ts';
import { onWorkers } from './worker-pool.ts';
import type { Override, Precision } from '../model/index.ts';

interface Options {
  json?: boolean;
  machine: string;
  seed: string;
  replications: number;
  set: Override[];
  quick?: boolean;
  workers: number;
  precision: Precision;
}

/** Adds `ukperf reproduce`, the main job: the paper's experiments, model against published. */
export function reproduceCommand(program: Command): void {
  program
    .command('reproduce')
    .description("run the paper's experiments and set each result beside the published one")
    .argument('[experiment...]', 'names of experiments; all of them by default (see: ukperf list)')
    .addOption(machineOption())
    .addOption(seedOption())
    .addOption(replicationsOption(5))
    .addOption(precisionOption())
    .addOption(setOption())
    .option('--quick', 'a single replication, and fewer loads of job mixes')
    .addOption(workersOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ ukperf reproduce\n  $ ukperf reproduce getpid getpid-breakdown --json\n  $ ukperf reproduce lmbench --set tlb.tagged=1',
    )
    .action(run);
}

async function run(names: string[], options: Options): Promise<void> {
  const library = new DiskLibrary();
  const experiments = readShippedExperiments();
  for (const name of names) {
    if (!Object.hasOwn(experiments.list, name)) {
      throw new UsageError(
        `reproduce: expected an experiment (${Object.keys(experiments.list).join(', ')}), found ${JSON.stringify(name)}`,
      );
    }
  }
  const chosen = Object.entries(experiments.list).filter(
    ([name]) => names.length === 0 || names.includes(name),
  );
  checkOverrides(
    library,
    options.set,
    options.machine,
    chosen.flatMap(([, { systems }]) => systems),
    chosen.map(([, { workload }]) => workload),
  );
  const progress = new Progress();
  let result: Reproduction;
  try {
    result = await reproduce({
      library,
      experiments,
      targets: readShippedTargets(),
      predictions: readShippedPredictions(),
      names,
      machine: options.machine,
      seed: options.seed,
      replications: options.quick ? 1 : options.replications,
      quick: options.quick ?? false,
      ...(options.quick ? {} : { precision: options.precision }),
      overrides: options.set,
      ...(options.workers > 1 ? { execute: onWorkers(options.workers) } : {}),
      onProgress: (done, total) => {
        progress.update(done, total);
      },
    });
  } finally {
    progress.stop();
  }
  const { machine, seed, fingerprint, rows } = result;
  if (options.json) {
    printJson({ schema: 'ukperf/reproduction/1', version: version(), seed, machine, fingerprint, rows });
    return;
  }
  for (const [name, experiment] of chosen) {
    const own = rows.filter((row) => row.experiment === name);
    print(`\n${experiment.title}`);
    print(experiment.systems.length > 1 ? bySystem(own, experiment.systems) : oneSystem(own));
    const wholes = own.filter((row) => row.shares !== undefined);
    if (wholes.length > 0) print(`\n${penalties(wholes)}`);
  }
  print(
    `\n${[...summarise(rows), `machine ${machine}, seed ${seed}, fingerprint ${fingerprint}`].join('\n')}`,
  );
}

/** One line a test, one column a system: model, published, error. */
function bySystem(rows: readonly Row[], systems: readonly string[]): string {
  const lines = [...byTest(rows)].map(([test, group]) => [
    `${test} (${group[0].unit})`,
    ...systems.flatMap((system) => {
      const row = group.find((candidate) => candidate.system === system);
      return row === undefined ? ['', '', ''] : [formatNumber(row.model), published(row), error(row)];
    }),
  ]);
  const head = ['', ...systems.flatMap((system) => [system, 'paper', 'error'])];
  return formatTable(head, lines, head.map((_, index) => index).slice(1));
}

function oneSystem(rows: readonly Row[]): string {
  return formatTable(
    ['', rows[0]?.system ?? '', 'paper', 'error'],
    rows.map((row) => [`${row.test} (${row.unit})`, formatNumber(row.model), published(row), error(row)]),
    [1, 2, 3],
  );
}

/** Whole workloads, one line a system: the penalty against the first with its interval, and where the time went. */
function penalties(rows: readonly Row[]): string {
  const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`;
  return formatTable(
    ['', '', 'penalty', '95 % interval', 'paper', 'first said', 'user', 'system', 'idle'],
    rows.map((row) => {
      const { test, system, penalty, shares, published: target, firstPrediction: first } = row;
      const base = rows.find((other) => other.test === test);
      const against = (value: number | undefined, of: number | undefined): string =>
        value === undefined || of === undefined || row === base ? '' : percent(value / of - 1);
      return [
        test,
        system,
        penalty ? percent(penalty.value) : '',
        penalty?.interval ? penalty.interval.map(percent).join(' to ') : '',
        against(target, base?.published),
        against(first, base?.firstPrediction),
        ...(shares ? [shares.user, shares.system, shares.idle].map(percent) : ['', '', '']),
      ];
    }),
    [2, 3, 4, 5, 6, 7, 8],
  );
}

function published(row: Row): string {
  return row.published === undefined ? '' : formatNumber(row.published);
}

function error(row: Row): string {
  if (row.relativeError === undefined) return '';
  return row.role === 'fitted' ? 'fitted' : formatPercent(row.relativeError);
}
