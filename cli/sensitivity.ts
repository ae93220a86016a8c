import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { fittableParameters, parameterAt } from '../calibration/fit/parameters.ts';
import { parseOutput, type Output } from '../calibration/sensitivity/output.ts';
import { sensitivity, type Sensitivity } from '../calibration/sensitivity/sensitivity.ts';
import { readDirections } from '../calibration/sensitivity/sobol-sequence.ts';
import { DiskLibrary, PACKAGE } from '../api/disk-library.ts';
import { jsonOption, seedOption, workersOption } from './options.ts';
import { print, printJson, Progress, UsageError, version } from './output.ts';
import { bar } from './terminal/bars.ts';
import { figure, formatTable, picture, text } from './terminal/table.ts';
import { readAllExperiments } from './shipped.ts';
import { onThreads } from '../sweeps/execution/on-threads.ts';
import { ThreadPool } from '../sweeps/execution/thread-pool.ts';

interface Options {
  json?: boolean;
  machine: string;
  parameters?: string[];
  trajectories: number;
  samples: number;
  seed: string;
  workers: number;
}

const DIRECTIONS = 'calibration/sensitivity/joe-kuo.yaml';
/** Penalties that are looked at by default. */
const DEFAULTS = ['l4linux:linux', 'mklinux-in-kernel:linux', 'mklinux-user:linux'].flatMap((pair) => [
  `getpid/getpid/${pair}`,
  `lmbench/pipe-latency/${pair}`,
]);
/** Of the most important parameter: what matters less takes no part in Sobol's indices. */
const IMPORTANT_ABOVE = 0.05;
const REPLICATIONS = 1;

const count = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > 4096)
    throw new InvalidArgumentError('expected a whole number from 0 to 4096.');
  return value;
};

/** Adds `ukperf sensitivity`: which parameters an output depends on. */
export function sensitivityCommand(command: Command): void {
  command
    .argument(
      '[output...]',
      'experiment/test/system, or experiment/test/system:other for the penalty against another',
    )
    .option('--parameters <path...>', 'entries with a range, by path (default: those marked `fit: true`)')
    .addOption(
      new Option('--machine <name>', 'machine profile whose entries are moved').default(
        'pentium-133-sourced',
      ),
    )
    .addOption(new Option('--trajectories <n>', 'of the screening; 0 for none').default(8).argParser(count))
    .addOption(
      new Option('--samples <n>', 'base points of Sobol indices; 0 for none').default(64).argParser(count),
    )
    .addOption(seedOption())
    .addOption(workersOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ ukperf sensitivity lmbench/pipe-latency/l4linux\n  $ ukperf sensitivity getpid/getpid/mklinux-user:linux --parameters tlb.walk-level processor.cycles-per-instruction',
    )
    .action(run);
}

async function run(names: string[], options: Options): Promise<void> {
  const library = new DiskLibrary();
  const experiments = readAllExperiments();
  const outputs = (names.length > 0 ? names : DEFAULTS).map((name): Output => {
    const output = parseOutput(name, experiments);
    if (output !== undefined) return output;
    throw new UsageError(
      `sensitivity: expected experiment/test/system or experiment/test/system:other (see: ukperf list), found ${JSON.stringify(name)}`,
    );
  });
  const systems = [
    ...new Set(outputs.flatMap(({ row, against }) => [row.system, ...(against ? [against.system] : [])])),
  ];
  const parameters =
    options.parameters?.map((path) => {
      const parameter = parameterAt(library, options.machine, systems, path);
      if (parameter !== undefined) return parameter;
      throw new UsageError(
        `sensitivity: expected the path of an entry with a range (see: ukperf show ${options.machine}), found ${JSON.stringify(path)}`,
      );
    }) ?? fittableParameters(library, options.machine, systems);
  const pool = await ThreadPool.start(options.workers);
  const progress = new Progress();
  let done = 0;
  const runs = systems.length * new Set(outputs.map(({ row }) => row.experiment)).size;
  const points = options.trajectories * (parameters.length + 1) + options.samples * (parameters.length + 2);
  let results: Sensitivity[];
  try {
    results = await sensitivity({
      outputs,
      parameters,
      trajectories: options.trajectories,
      samples: options.samples,
      importantAbove: IMPORTANT_ABOVE,
      directions: readDirections({ file: DIRECTIONS, text: readFileSync(join(PACKAGE, DIRECTIONS), 'utf8') }),
      replications: REPLICATIONS,
      evaluator: {
        library,
        experiments,
        machine: options.machine,
        seed: options.seed,
        nativeSystem: systems[0],
        execute: onThreads(pool),
        onProgress: (jobs) => {
          progress.update((done += jobs), Math.max(done, points * runs));
        },
      },
    });
  } finally {
    progress.stop();
    await pool.end();
  }
  if (options.json) {
    const { machine, seed, trajectories, samples } = options;
    printJson({
      schema: 'ukperf/sensitivity/1',
      version: version(),
      machine,
      seed,
      trajectories,
      samples,
      results,
    });
    return;
  }
  for (const result of results) print(`\n${result.output}\n${tableOf(result)}`);
}

function tableOf({ parameters }: Sensitivity): string {
  const weight = (one: Sensitivity['parameters'][number]): number =>
    one.indices?.total.value ?? (one.effects?.importance ?? 0) * Number.EPSILON;
  const sorted = [...parameters].sort((left, right) => weight(right) - weight(left));
  const most = Math.max(...parameters.map(({ effects }) => effects?.importance ?? 0));
  return formatTable(
    [
      text('parameter'),
      ...['effect', 'mean', 'spread', 'first', '95 %', 'total', '95 %'].map((title) => figure(title)),
      picture(),
    ],
    sorted.map(({ path, effects, indices }) => {
      const share = indices?.total.value ?? (most > 0 ? (effects?.importance ?? 0) / most : 0);
      const percent = (value: number | undefined): string =>
        value === undefined ? '' : `${(value * 100).toFixed(1)} %`;
      const interval = (ends: readonly number[] | undefined): string =>
        ends?.map((end) => end.toFixed(2)).join(' .. ') ?? '';
      return [
        path,
        percent(effects?.importance),
        percent(effects?.mean),
        percent(effects?.deviation),
        indices?.first.value.toFixed(2) ?? '',
        interval(indices?.first.interval),
        indices?.total.value.toFixed(2) ?? '',
        interval(indices?.total.interval),
        { draw: (width: number): string => bar(Math.max(share, 0), width) },
      ];
    }),
  );
}
