import { InvalidArgumentError, Option, type Command } from 'commander';
import { decompose, type Decomposition } from '../analysis/decomposition.ts';
import { runJob } from '../calibration/job.ts';
import type { Measured, Override } from '../model/index.ts';
import { workloadSchema } from '../model/kernels/language/kernel-file.ts';
import { loadKernelFiles } from '../model/library.ts';
import { DiskLibrary } from './disk-library.ts';
import { chargeTables, decompositionTables } from './explain-tables.ts';
import {
  checkOverrides,
  jsonOption,
  machineOption,
  replicationsOption,
  seedOption,
  setOption,
  workersOption,
} from './options.ts';
import { print, printJson, Progress, UsageError, version } from './output.ts';
import { readShippedMechanisms } from './shipped.ts';
import { onWorkers } from './worker-pool.ts';

interface Options {
  json?: boolean;
  system: string;
  against?: string;
  method: 'charges' | 'shapley';
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
export function explainCommand(program: Command): void {
  program
    .command('explain')
    .description('where the cycles of an operation go, and what makes it dearer than on another system')
    .argument('<workload>', 'a shipped workload or a YAML file (see: ukperf list)')
    .argument('[test]', 'the test, where the workload has several')
    .addOption(
      new Option('--system <name>', 'kernel structure: a shipped name or a YAML file').default('l4linux'),
    )
    .addOption(new Option('--against <name>', 'the structure to compare with'))
    .addOption(
      new Option(
        '--method <method>',
        'charges by place and cause, or Shapley values: mechanisms switched off in all orders',
      )
        .choices(['charges', 'shapley'])
        .default('charges'),
    )
    .addOption(
      new Option(
        '--orders <n>',
        'shapley: draw so many orders (an even number), or take all; by default all, and 8 for whole workloads',
      ).argParser(ordersOf),
    )
    .addOption(machineOption())
    .addOption(seedOption())
    .addOption(replicationsOption(1))
    .addOption(setOption())
    .option('--quick', 'what the workload sets for a quick look')
    .addOption(workersOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ ukperf explain getpid --system l4linux --against linux\n  $ ukperf explain getpid --system l4linux --against linux --method shapley\n  $ ukperf explain compile --system l4linux --against linux --method shapley --quick',
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

async function explain(workload: string, name: string | undefined, options: Options): Promise<void> {
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
      const [result] = runJob(library, {
        ...job,
        quick: options.quick ?? false,
        overrides: options.set,
      });
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
  const mechanisms = readShippedMechanisms();
  const decomposition = await decomposed(library, mechanisms, workload, test, options);
  if (options.json) printJson({ ...header, ...decomposition });
  else for (const table of decompositionTables(header, mechanisms, decomposition)) print(table);
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
  const tests = loadKernelFiles(library, 'workload', workload, workloadSchema).flatMap(({ spec }) =>
    Object.entries(spec.tests ?? {}),
  );
  const found = name === undefined && tests.length === 1 ? tests[0] : tests.find(([test]) => test === name);
  if (found === undefined)
    throw new UsageError(
      `explain: expected a test of ${workload} (${tests.map(([test]) => test).join(', ')}), found ${name === undefined ? 'none' : JSON.stringify(name)}`,
    );
  return { name: found[0], whole: found[1].total !== undefined };
}
