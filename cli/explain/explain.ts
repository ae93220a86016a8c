import { InvalidArgumentError, Option, type Command } from 'commander';
import { decompose, type Decomposition } from '../../sweeps/attribution/decomposition.ts';
import { run } from '../../model/run/run.ts';
import { testOf } from '../../model/run/selection.ts';
import type { Measured, Override } from '../../model/index.ts';
import { workloadSchema } from '../../model/kernels/files/workload-file.ts';
import { loadKernelFiles } from '../../model/library.ts';
import { callTreeOf } from '../../model/trace/call-tree.ts';
import { TRACE_FORMATS, type TraceFormat } from '../../reports/traces/write.ts';
import { DiskLibrary } from '../../api/disk-library.ts';
import { flameJson, outputFormat, traceSystems, writeTrace } from './flame.ts';
import { chargeTables, decompositionTables, titleOf, type Header } from './tables.ts';
import { flameTable } from './flame-tables.ts';
import {
  checkOverrides,
  jsonOption,
  machineOption,
  operationsOption,
  replicationsOption,
  seedOption,
  setOption,
  significantOption,
  workersOption,
} from '../options.ts';
import { print, printJson, Progress, UsageError, version } from '../output.ts';
import { readShippedMechanisms } from '../shipped.ts';
import { onWorkers } from '../../sweeps/execution/on-threads.ts';

interface Options {
  json?: boolean;
  system: string;
  against?: string;
  method: 'charges' | 'shapley' | 'flame';
  operations?: number;
  significant?: number;
  output?: string;
  format?: TraceFormat;
  orders?: number | 'all';
  machine: string;
  seed: string;
  replications: number;
  set: Override[];
  quick?: boolean;
  workers: number;
}

/** Pairs of orders that are drawn for a whole workload, whose runs take seconds. */
const DEFAULT_PAIRS = 4;

/** Adds `ukperf explain`: where the cycles of an operation go, alone or beyond another system's. */
export function explainCommand(command: Command): void {
  command
    .argument('<workload>', 'a shipped workload or a YAML file (see: ukperf list)')
    .argument('[test]', 'the test, where the workload has several')
    .addOption(
      new Option('--system <name>', 'kernel structure: a shipped name or a YAML file').default('l4linux'),
    )
    .addOption(new Option('--against <name>', 'the structure to compare with'))
    .addOption(
      new Option(
        '--method <method>',
        'charges by place and cause; Shapley values: mechanisms switched off in all orders; or flame: what the paths of one operation are made of',
      )
        .choices(['charges', 'shapley', 'flame'])
        .default('charges'),
    )
    .addOption(
      new Option(
        '--orders <n>',
        'shapley: draw this many orders (an even number), or take all; by default all, and 8 for whole workloads',
      ).argParser(ordersOf),
    )
    .addOption(operationsOption())
    .addOption(significantOption())
    .option('--output <file>', 'flame: write it to a file, whose name says how (see below)')
    .addOption(new Option('--format <format>', 'flame: how to write it').choices(TRACE_FORMATS))
    .addOption(machineOption())
    .addOption(seedOption())
    .addOption(replicationsOption(1))
    .addOption(setOption())
    .option('--quick', 'what the workload sets for a quick look')
    .addOption(workersOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ ukperf explain getpid --system l4linux --against linux\n  $ ukperf explain getpid --system l4linux --against linux --method shapley\n  $ ukperf explain compile --system l4linux --against linux --method shapley --quick\n  $ ukperf explain getpid --system l4linux --against linux --method flame\n  $ ukperf explain lmbench pipe-latency --system l4linux --method flame --output pipe.html\n\nFiles of flame:\n  .folded            stacks for flamegraph.pl, in ticks of 1/1024 cycle\n  .speedscope.json   for speedscope.app\n  .perfetto-trace    for ui.perfetto.dev (a microsecond there is a cycle)\n  .json              the same in the format of chrome://tracing\n  .svg .png .html    the flame chart',
    )
    .action(explain);
}

function ordersOf(text: string): number | 'all' {
  if (text === 'all') return text;
  const orders = Number(text);
  if (!Number.isInteger(orders) || orders < 2 || orders > 10_000 || orders % 2 !== 0)
    throw new InvalidArgumentError('expected an even number from 2 to 10000, or all.');
  return orders;
}

/** Options that only one method understands. */
const ONLY: Readonly<Record<string, Options['method']>> = {
  operations: 'flame',
  significant: 'flame',
  output: 'flame',
  format: 'flame',
  orders: 'shapley',
};

function checkMethod(options: Options): void {
  for (const [option, method] of Object.entries(ONLY))
    if (options[option as keyof Options] !== undefined && options.method !== method)
      throw new UsageError(
        `explain --${option}: expected --method ${method}, found --method ${options.method}`,
      );
  if (options.format !== undefined && options.output === undefined)
    throw new UsageError('explain --format: expected --output FILE, found none');
  if (options.method === 'flame' && options.replications > 1)
    throw new UsageError(
      `explain --method flame: expected one replication, for it shows a single run, found --replications ${options.replications}`,
    );
}

async function explain(workload: string, name: string | undefined, options: Options): Promise<void> {
  checkMethod(options);
  const library = new DiskLibrary();
  const test = chosenTest(library, workload, name);
  const systems = [options.system, ...(options.against === undefined ? [] : [options.against])];
  const { machine, seed, replications } = options;
  checkOverrides(
    library,
    options.set,
    systems.map((system) => ({ machine, system, workload })),
  );
  const header = {
    schema: 'ukperf/explain/1',
    version: version(),
    ...{ seed, machine, workload, test: test.name, system: options.system },
    ...(options.against === undefined ? {} : { against: options.against }),
    method: options.method,
  };
  if (options.method === 'charges') {
    const measured = systems.map((system): [string, Measured] => {
      const job = { machine, system, workload, tests: [test.name], seed, replications };
      const [result] = run(library, {
        ...job,
        quick: options.quick ?? false,
        overrides: options.set,
      }).measured;
      return [system, result];
    });
    if (options.json)
      printJson({
        ...header,
        systems: measured.map(([system, { cyclesPerOperation: cycles, operationCharges: charges }]) => ({
          system,
          cyclesPerOperation: cycles,
          charges,
        })),
      });
    else for (const table of chargeTables(header, measured)) print(table);
    return;
  }
  if (options.method === 'flame') return flame(library, header, systems, options);
  const mechanisms = readShippedMechanisms();
  const decomposition = await decomposed(library, mechanisms, workload, test, options);
  if (options.json) printJson({ ...header, ...decomposition });
  else for (const table of decompositionTables(header, mechanisms, decomposition)) print(table);
}

/** Charges below this share of an operation are not shown as lines of their own. */
const SIGNIFICANT_PERCENT = 1;

async function flame(
  library: DiskLibrary,
  header: Header & { version: string },
  systems: readonly string[],
  options: Options,
): Promise<void> {
  const { machine, seed, set: overrides, quick = false, operations = 1, output } = options;
  const { workload, test } = header;
  const format = output === undefined ? undefined : outputFormat(output, options.format);
  const traced = traceSystems(library, {
    ...{ machine, systems, workload, test, seed, operations, overrides, quick },
  });
  const [{ note }] = traced.map(({ trace }) => trace);
  if (output !== undefined && format !== undefined) {
    const exporter = `ukperf ${header.version}: machine ${machine}, seed ${seed}`;
    const title = note === undefined ? titleOf(header) : `${titleOf(header)} (${note})`;
    await writeTrace(output, format, title, exporter, traced);
  }
  if (options.json) return printJson({ ...header, systems: flameJson(traced) });
  if (output !== undefined) return print(`wrote ${output}: ${String(format)}, ${systems.join(' and ')}`);
  const percent = options.significant ?? SIGNIFICANT_PERCENT;
  print(`${titleOf(header)}, cycles of one operation`);
  print(
    flameTable(
      systems,
      traced.map(({ trace }) => callTreeOf(trace)),
      percent / 100,
    ),
  );
  if (note !== undefined) print(`\nshown: ${note}`);
  print(`\nlines below ${percent} % are left out; machine ${machine}, seed ${seed}`);
}

async function decomposed(
  library: DiskLibrary,
  mechanisms: ReturnType<typeof readShippedMechanisms>,
  workload: string,
  test: ChosenTest,
  options: Options,
): Promise<Decomposition> {
  const { machine, system, against, seed, replications, orders } = options;
  if (against === undefined)
    throw new UsageError('explain: expected --against SYSTEM with --method shapley, found none');
  const pairs = orders === undefined ? (test.whole ? DEFAULT_PAIRS : undefined) : orders;
  const progress = new Progress('runs');
  try {
    return await decompose({
      ...{ library, mechanisms, machine, system, against, workload, seed, replications },
      test: test.name,
      overrides: options.set,
      quick: options.quick ?? false,
      ...(typeof pairs === 'number' ? { orderPairs: orders === undefined ? pairs : pairs / 2 } : {}),
      execute: onWorkers(options.workers),
      onProgress: (done, total) => {
        progress.update(done, total);
      },
    });
  } finally {
    progress.stop();
  }
}

interface ChosenTest {
  name: string;
  whole: boolean;
}

/** The test that was named, or the only one. */
function chosenTest(library: DiskLibrary, workload: string, name: string | undefined): ChosenTest {
  const [found, { total }] = testOf(loadKernelFiles(library, 'workload', workload, workloadSchema), name);
  return { name: found, whole: total !== undefined };
}
