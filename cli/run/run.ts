import { Option, type Command } from 'commander';
import {
  compile,
  loadSystem,
  measure,
  mixesOf,
  type Charge,
  type Measured,
  type Override,
  type WorkloadTest,
} from '../../model/index.ts';
import { addCharge, fingerprintOf } from '../../model/measure.ts';
import { RecordingLibrary } from '../../results/recording-library.ts';
import { DiskLibrary } from '../../api/disk-library.ts';
import {
  checkOverrides,
  jsonOption,
  machineOption,
  outOption,
  replicationsOption,
  seedOption,
  setOption,
} from '../options.ts';
import { figuresOf } from '../../reports/distributions.ts';
import { formatNumber } from '../../reports/numbers.ts';
import { chargeTable } from './charge-table.ts';
import { print, printJson, Progress, UsageError, version } from '../output.ts';
import { bar, track } from '../terminal/bars.ts';
import { figure, formatTable, picture, text, type Cell } from '../terminal/table.ts';
import { rerun, rowsOf } from './rerun.ts';
import { makeOutputDirectory } from '../saving/output-directory.ts';
import { saveResult } from '../saving/save-result.ts';
import { foundOf, measureMix, type MixRun } from './measure-mix.ts';
import { mixJson, printMix } from './run-mix.ts';

interface Options {
  json?: boolean;
  system: string;
  machine: string;
  seed: string;
  replications: number;
  set: Override[];
  fastForward: boolean;
  quick?: boolean;
  driverLoads?: boolean;
  out?: string;
  from?: string;
}

/** Adds `ukperf run`: one workload on one system, its measures and where the cycles went. */
export function runCommand(command: Command): void {
  command
    .argument('[workload]', 'a shipped workload or a YAML file (see: ukperf list)')
    .argument('[test...]', 'names of tests, or of job mixes; all tests, or the first mix, by default')
    .addOption(
      new Option('--system <name>', 'kernel structure: a shipped name or a YAML file').default('linux'),
    )
    .addOption(machineOption())
    .addOption(seedOption())
    .addOption(replicationsOption(1))
    .addOption(setOption())
    .option('--quick', 'fewer loads of a job mix')
    .option('--driver-loads', "a job mix at the loads that the benchmark's driver would choose")
    .option('--no-fast-forward', 'run every iteration, even of loops that repeat themselves')
    .addOption(outOption())
    .option('--from <directory>', 'run a saved result again, from the files saved with it')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ ukperf run getpid --system l4linux\n  $ ukperf run lmbench pipe-latency --system mklinux-user --replications 5\n  $ ukperf run lmbench pipe-latency --system l4linux --set functions.l4.ipc-short.instructions=200\n  $ ukperf run aim7 dbase --system l4linux',
    )
    .action(async (workload: string | undefined, tests: string[], options: Options) => {
      if (options.from === undefined) {
        if (workload === undefined)
          throw new UsageError("missing required argument 'workload', or --from DIRECTORY");
        run(workload, tests, options);
      } else if (workload === undefined) await rerun(options.from, options.json ?? false);
      else
        throw new UsageError(
          `run: expected --from alone or a workload, found --from and ${JSON.stringify(workload)}`,
        );
    });
}

function run(workload: string, names: string[], options: Options): void {
  const library = new RecordingLibrary(new DiskLibrary());
  const { machine, sources } = loadSystem(library, options.machine, options.system, workload, options.set);
  checkOverrides(library, options.set, [{ machine: options.machine, system: options.system, workload }]);
  const program = compile(sources);
  const mixes = mixesOf(sources);
  const chosenMixes = names.length === 0 ? mixes.slice(0, 1) : names.filter((name) => mixes.includes(name));
  if (chosenMixes.length > 0) {
    const unknown = names.find((name) => !mixes.includes(name));
    if (unknown !== undefined)
      throw new UsageError(
        `run: expected job mixes only (${mixes.join(', ')}), found ${JSON.stringify(unknown)}`,
      );
    runMixes(library, workload, chosenMixes, { sources, program, machine }, options);
    return;
  }
  const tests = Object.entries(
    Object.assign({}, ...sources.workload.map(({ spec }) => spec.tests ?? {})) as Record<
      string,
      WorkloadTest
    >,
  );
  if (tests.length === 0)
    throw new UsageError(`run: expected a workload with tests, found none in ${workload}`);
  for (const name of names) {
    if (!tests.some(([test]) => test === name)) {
      throw new UsageError(
        `run: expected a test of ${workload} (${[...mixes, ...tests.map(([test]) => test)].join(', ')}), found ${JSON.stringify(name)}`,
      );
    }
  }
  if (options.out !== undefined) makeOutputDirectory('--out', options.out);
  const chosen = tests.filter(([test]) => names.length === 0 || names.includes(test));
  const progress = new Progress();
  const measured: Measured[] = [];
  try {
    for (const [name, test] of chosen) {
      measured.push(
        measure(program, machine, name, test, {
          seed: options.seed,
          replications: options.replications,
          fastForward: options.fastForward,
        }),
      );
      if (chosen.length > 1) progress.update(measured.length, chosen.length);
    }
  } finally {
    progress.stop();
  }
  const table = new Map<string, Charge>();
  for (const { charges } of measured) for (const charge of charges) addCharge(table, charge);
  const charges = [...table.values()].sort((left, right) => right.cycles - left.cycles);
  const elapsedCycles = measured.reduce((sum, { elapsedCycles: cycles }) => sum + cycles, 0);
  const fingerprint = fingerprintOf(measured);
  if (options.out !== undefined) {
    const { system } = options;
    const request = { command: 'run', system, workload, tests: chosen.map(([name]) => name) } as const;
    const found = {
      ...{ fingerprint, charges, elapsedCycles },
      rows: rowsOf(workload, system, measured),
    };
    saveResult(options.out, library, options, request, found, [
      { machine: options.machine, system, workload },
    ]);
  }

  if (options.json) {
    printJson({
      schema: 'ukperf/run/1',
      version: version(),
      seed: options.seed,
      machine: options.machine,
      system: options.system,
      workload,
      fingerprint,
      measures: measured.flatMap((one) => [
        {
          name: one.test,
          unit: one.unit,
          value: one.value,
          ...(one.interval ? { interval: one.interval } : {}),
        },
        ...Object.entries(one.parts).map(([part, cycles]) => ({
          name: `${one.test}/${part}`,
          unit: 'cycles',
          value: cycles,
        })),
        ...figuresOf(one),
      ]),
      charges,
      elapsedCycles,
    });
    return;
  }
  print(`${program.structure} on ${options.machine}, seed ${options.seed}\n`);
  print(
    formatTable(
      [text('test'), figure('value'), text('unit'), figure('cycles each')],
      measured.map(({ test, value, unit, cyclesPerOperation }) => [
        test,
        formatNumber(value),
        unit,
        formatNumber(cyclesPerOperation),
      ]),
    ),
  );
  for (const { test, parts } of measured) {
    const rows = Object.entries(parts).filter(([part]) => part !== 'outside');
    const most = Math.max(...rows.map(([, cycles]) => cycles));
    if (rows.length > 0)
      print(
        `\nParts of ${test}, cycles\n${formatTable(
          [text('part'), figure('cycles'), picture()],
          rows.map(([part, cycles]) => [
            part,
            formatNumber(cycles),
            { draw: (width: number): string => bar(cycles / most, width) },
          ]),
        )}`,
      );
  }
  printDistributions(measured);
  print(`\nWhere the cycles went (warm-up, helpers and clock ticks included)`);
  print(chargeTable(charges, elapsedCycles));
  print(`\nelapsed ${formatNumber(elapsedCycles)} cycles, fingerprint ${fingerprint}`);
}

/** Runs job mixes, and prints and saves what comes out. */
function runMixes(
  library: RecordingLibrary,
  workload: string,
  mixes: readonly string[],
  compiled: Pick<MixRun, 'sources' | 'program' | 'machine'>,
  options: Options,
): void {
  const { system, machine, seed, replications, quick = false, driverLoads = false } = options;
  if (options.out !== undefined) makeOutputDirectory('--out', options.out);
  const header = { schema: 'ukperf/run/1', version: version(), ...{ seed, machine, system, workload } };
  const measured = mixes.map((mix) =>
    measureMix({ ...compiled, seed, replications, quick, driverLoads }, mix),
  );
  if (options.out !== undefined)
    saveResult(
      options.out,
      library,
      options,
      { command: 'run', system, workload, mixes: [...mixes], driverLoads },
      foundOf(workload, system, measured),
      [{ machine, system, workload }],
    );
  // Who reads the output may end the program: the result is saved by then.
  for (const found of measured)
    if (options.json) printJson({ ...header, ...mixJson(found) });
    else printMix(found, compiled.program.structure);
}

/** One line for each test that tells of single executions. */
function printDistributions(measured: readonly Measured[]): void {
  for (const of of new Set(measured.flatMap(({ distribution }) => distribution?.of ?? []))) {
    const rows = measured
      .filter(({ distribution }) => distribution?.of === of)
      .map((one) => ({ one, figures: figuresOf(one) }));
    const columns = [...new Set(rows.flatMap(({ figures }) => figures.map(({ name }) => whatOf(name))))];
    const least = Math.min(...rows.map(({ one }) => one.distribution?.minimum ?? Infinity));
    const greatest = Math.max(...rows.map(({ one }) => one.distribution?.maximum ?? 0));
    print(`\nSingle executions of ${of}`);
    print(
      formatTable(
        [
          ...[text('test'), text('unit')],
          ...columns.map((column) => figure(column === 'missed' ? 'missed, %' : column)),
          picture('least ├ median ● most ┤'),
        ],
        rows.map(({ one, figures }) => [
          one.test,
          one.unit,
          ...columns.map((column) => {
            const found = figures.find(({ name }) => whatOf(name) === column);
            return found === undefined ? '' : formatNumber(found.value);
          }),
          spread(one, least, greatest),
        ]),
      ),
    );
  }
}

/** A distribution as a line from its least to its greatest value, all of a table to one scale. */
function spread({ distribution }: Measured, least: number, greatest: number): Cell {
  if (distribution === undefined) return '';
  const { minimum, percentiles, maximum } = distribution;
  const marks = [
    { at: minimum, sign: '├' },
    { at: maximum, sign: '┤' },
    ...percentiles.filter(([percent]) => percent === MEDIAN).map(([, at]) => ({ at, sign: '●' })),
  ];
  return { draw: (width) => track(least, greatest, marks, width, [minimum, maximum]) };
}

const MEDIAN = 50;

const whatOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
