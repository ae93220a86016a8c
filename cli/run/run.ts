import { Option, type Command } from 'commander';
import type { Override } from '../../model/index.ts';
import type { Job } from '../../model/run/job.ts';
import { loadJob, runOn, type Observers, type Ran } from '../../model/run/run.ts';
import { selectionOf, type Selection } from '../../model/run/selection.ts';
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
import { print, printJson, Progress, UsageError, version } from '../output.ts';
import { rerun, rowsOf } from './rerun.ts';
import { makeOutputDirectory } from '../saving/output-directory.ts';
import { saveResult } from '../saving/save-result.ts';
import { mixJson, printMix } from './run-mix.ts';
import { printTests, testsJson } from './run-tests.ts';

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
    .option('--quick', 'fewer loads of a job mix, and what else the workload sets for a quick look')
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
  const { machine, system, seed, set: overrides, out, quick = false, driverLoads = false } = options;
  const on = { machine, system, workload };
  const tests = names.length > 0 ? { tests: names } : {};
  const { replications, fastForward } = options;
  const job: Job = { ...on, ...tests, seed, replications, quick, driverLoads, fastForward, overrides };
  const loaded = loadJob(library, job);
  checkOverrides(library, overrides, [on]);
  const selection = selectionOf(loaded.sources.workload, names);
  if (out !== undefined) makeOutputDirectory('--out', out);
  const ran = withProgress(selection, (observers) => runOn(loaded, job, observers));
  if (out !== undefined) {
    const what =
      ran.curves.length > 0
        ? { mixes: selection.mixes.map(({ mix }) => mix), driverLoads }
        : { tests: selection.tests.map(([name]) => name) };
    const { fingerprint, charges, elapsedCycles, measured } = ran;
    const found = { fingerprint, charges, elapsedCycles, rows: rowsOf(workload, system, measured) };
    saveResult(out, library, options, { command: 'run', system, workload, ...what }, found, [on]);
  }
  // Who reads the output may end the program: the result is saved by then.
  const header = { schema: 'ukperf/run/1', version: version(), ...{ seed, machine, system, workload } };
  const { structure } = loaded.program;
  if (ran.curves.length > 0) {
    for (const curve of ran.curves)
      if (options.json) printJson({ ...header, ...mixJson(curve) });
      else printMix(curve, structure);
  } else if (options.json) printJson({ ...header, ...testsJson(ran) });
  else {
    print(`${structure} on ${machine}, seed ${seed}\n`);
    printTests(ran);
  }
}

/** Shows how far a run is: loads of a job mix, or tests where there are several. */
function withProgress(selection: Selection, work: (observers: Observers) => Ran): Ran {
  const { mixes, tests } = selection;
  const progress = new Progress(...(mixes.length > 0 ? ['loads'] : []));
  let done = 0;
  try {
    if (mixes.length > 0)
      return work({
        onLoad: (load) => {
          progress.update(load, load + 1);
        },
      });
    return work({
      onTest: () => {
        if (tests.length > 1) progress.update(++done, tests.length);
      },
    });
  } finally {
    progress.stop();
  }
}
