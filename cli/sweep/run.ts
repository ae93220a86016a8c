import { dirname, join } from 'node:path';
import { Option, type Command } from 'commander';
import { chunkOf, estimate } from '../../sweeps/execution/estimate.ts';
import { executeChunks, type Executed } from '../../sweeps/execution/execute.ts';
import { chunkOfParts, partOf, type Shard } from '../../sweeps/execution/shard.ts';
import { writeKnown } from '../../sweeps/execution/write-known.ts';
import { missingChunks } from '../../sweeps/store/chunks.ts';
import { knownResults, sweepsIn } from '../../sweeps/store/known-results.ts';
import type { Settings } from '../../sweeps/plan/plan.ts';
import { inputFiles } from '../../results/inputs.ts';
import { identityOf, readRecord, type SweepRecord } from '../../sweeps/store/sweep-record.ts';
import { prepareSweep, SweepDirectory, type PreparedSweep } from '../../sweeps/sweep-directory.ts';
import { formatCount, formatNumber } from '../../reports/numbers.ts';
import { DEFAULT_MACHINE } from '../../sweeps/questions/check-question.ts';
import { DiskLibrary } from '../../api/disk-library.ts';
import { engineHash } from '../provenance/engine-hash.ts';
import {
  jsonOption,
  machineOfFileOption,
  replicationsOption,
  seedOption,
  wholeNumber,
  workersOption,
} from '../options.ts';
import { refusalOf } from '../saving/output-directory.ts';
import { fail, print, printJson, Progress, STATUS, UsageError, version } from '../output.ts';
import { ENGINES, openEngine, type Engine, type RunElsewhere } from './engine.ts';
import { readShippedDirections, readSweepFile } from './files.ts';
import { INTERRUPTED, interruptibly } from './interruptibly.ts';
import { queueOption } from './queue-option.ts';
import { shardOption } from './shard-option.ts';
import { failedRuns, summaryTable } from './summary.ts';

interface Options {
  json?: boolean;
  machine?: string;
  seed: string;
  replications?: number;
  workers: number;
  out?: string;
  resume?: boolean;
  dryRun?: boolean;
  shard?: Shard;
  chunk?: number;
  failFast?: boolean;
  reuse: boolean;
  engine: Engine;
  tasks?: number;
  slurmOptions?: string;
  queue: string;
}

const SWEEPS = join('out', 'sweeps');

/** Adds `ukperf sweep run`, which is what `ukperf sweep FILE` means. */
export function sweepRunCommand(sweep: Command): void {
  sweep
    .command('run', { isDefault: true })
    .description('run a sweep, or the part of it that is missing')
    .argument('<sweep>', 'a shipped sweep (see: ukperf sweep list) or a YAML file')
    .addOption(machineOfFileOption('sweep'))
    .addOption(seedOption())
    .addOption(replicationsOption())
    .addOption(workersOption())
    .option('--out <directory>', `where its results go (default: ${join(SWEEPS, '<name>')})`)
    .option('--resume', 'go on with the sweep in that directory: run only what is missing')
    .option('--dry-run', 'say how many points and runs there are and how long they take, from a timed sample')
    .addOption(shardOption('run one of several parts, such as 3/16; what is there is left out'))
    .addOption(
      new Option(
        '--chunk <runs>',
        'runs that are done and written together; by default about a second of work',
      ).argParser(wholeNumber(100_000)),
    )
    .addOption(new Option('--keep-going', 'go on after a run that fails (the default)').conflicts('failFast'))
    .option('--fail-fast', 'stop at the first run that fails')
    .option('--no-reuse', 'run also what other sweeps beside this one have run')
    .addOption(
      new Option(
        '--engine <name>',
        'what runs it: this machine, a cluster under Slurm, or workers at a queue',
      )
        .choices(ENGINES)
        .default('local'),
    )
    .addOption(
      new Option('--tasks <n>', 'slurm: tasks of the job array; by default one a minute of work').argParser(
        wholeNumber(1_000_000),
      ),
    )
    .option('--slurm-options <words>', 'slurm: more options of sbatch, such as "--partition=long --time=60"')
    .addOption(queueOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ ukperf sweep ipc-and-rate --dry-run\n  $ ukperf sweep my-sweep.yaml --out out/my-sweep\n  $ ukperf sweep my-sweep.yaml --out out/my-sweep --resume\n  $ ukperf sweep my-sweep.yaml --out /shared/my-sweep --shard 3/16 && ukperf sweep merge /shared/my-sweep\n  $ ukperf sweep my-sweep.yaml --out /shared/my-sweep --engine slurm --tasks 50 --slurm-options "--partition=long"\n  $ ukperf sweep my-sweep.yaml --engine bullmq',
    )
    .action(run);
}

async function run(file: string, options: Options, command: Command): Promise<void> {
  const library = new DiskLibrary();
  const { located, text } = readSweepFile(file);
  const context = { library, directions: readShippedDirections(), version: version() };
  const settings = {
    machine: options.machine ?? located.sweep.machine ?? DEFAULT_MACHINE,
    seed: options.seed,
    replications: options.replications ?? located.sweep.replications,
    engine: engineHash(),
  };
  const prepared = prepareSweep(located, text, settings, context);
  const { plan } = prepared;
  if (plan.runs === 0)
    throw new UsageError(`sweep: expected points that meet the conditions under where, found none`);
  if (options.dryRun) {
    dryRun(prepared, library, options);
    return;
  }
  const directory = options.out ?? join(SWEEPS, prepared.sweep.sweep);
  const there = checkDirectory(directory, prepared, options);
  const own = command.getOptionValueSource('workers') === 'cli' ? options.workers : undefined;
  const engine = await openEngine({ ...options, ownWorkers: own });
  const chunk = there?.chunk ?? options.chunk ?? chunkFor(prepared, library, options);
  let opened: SweepDirectory;
  try {
    opened = SweepDirectory.create(directory, prepared, chunk, context);
  } catch (error) {
    throw refusalOf('--out', directory, error);
  }
  await runIn(opened, engine, options);
}

function chunkFor({ plan }: PreparedSweep, library: DiskLibrary, options: Options): number {
  const { shard, tasks, workers } = options;
  return shard === undefined
    ? chunkOf(estimate(plan, library), plan.runs, tasks ?? workers)
    : chunkOfParts(plan.runs, shard);
}

/** The runs that are missing in a directory, or in a part of it, and then the rows when all are there. */
async function runIn(
  sweep: SweepDirectory,
  engine: RunElsewhere | undefined,
  options: Options,
): Promise<void> {
  const { directory, record } = sweep;
  const missing = missingChunks(directory, record);
  const missingFirsts = new Set(missing.map(({ first }) => first));
  const wanted = options.shard === undefined ? sweep.chunks : partOf(sweep.chunks, options.shard);
  const chunks = wanted.filter(({ first }) => missingFirsts.has(first));
  const others = options.reuse ? sweepsIn(dirname(directory), record.engine, directory) : [];
  const known = chunks.length === 0 ? new Map<string, never>() : knownResults(others);
  const progress = new Progress('runs');
  const there = record.runs - missing.reduce((sum, { first, end }) => sum + end - first, 0);
  progress.startFrom(there);
  let done = there;
  const onProgress = (now: number): void => {
    progress.update((done = now), record.runs);
  };
  const executed = await interruptibly(async (signal): Promise<Executed & { advice?: string }> => {
    if (engine === undefined)
      return executeChunks(sweep, chunks, {
        workers: options.workers,
        failFast: options.failFast ?? false,
        signal,
        ...(known.size > 0 ? { known: (key) => known.get(key) } : {}),
        onChunk: ({ done: more }) => {
          onProgress(done + more);
        },
      });
    const reused = known.size === 0 ? 0 : writeKnown(sweep, chunks, (key) => known.get(key));
    const say = (line: string): void => {
      progress.say(line);
    };
    const followed = await engine({ sweep, signal, onProgress, say });
    return { ...followed, done: done - there, reused, failed: 0 };
  }).finally(() => {
    progress.stop();
  });
  await report(sweep, executed, there, options);
}

async function report(
  sweep: SweepDirectory,
  executed: Executed & { advice?: string },
  there: number,
  options: Options,
): Promise<void> {
  const { directory, record } = sweep;
  const { missing, failed, failure } = executed.stopped
    ? { ...executed, missing: record.runs - there - executed.done }
    : sweep.finish();
  if (options.json)
    printJson({
      schema: 'ukperf/sweep-run/1',
      version: version(),
      sweep: sweep.sweep.sweep,
      directory,
      identity: record.identity,
      ...{
        points: record.points,
        runs: record.runs,
        found: there,
        done: executed.done,
        reused: executed.reused,
        missing,
        failed,
      },
      ...(missing === 0 ? { rows: join(directory, 'rows.parquet') } : {}),
    });
  else if (missing === 0) {
    print(await summaryTable(directory));
    print(
      `\n${formatCount(record.points)} points, ${formatCount(record.runs)} runs, ${formatCount(executed.done)} of them now: rows in ${join(directory, 'rows.parquet')}, pictures with ukperf sweep report ${directory}`,
    );
  } else print(`${record.runs - missing} of ${record.runs} runs are in ${directory}`);
  if (failure !== undefined) fail(failedRuns(failed, failure));
  if (executed.stopped)
    fail(`stopped with ${missing} runs left: ${executed.advice ?? 'go on with --resume'}`);
  if (failed > 0) process.exitCode = STATUS.difference;
  if (executed.stopped && !(failed > 0)) process.exitCode = INTERRUPTED;
}

function dryRun({ sweep, plan }: PreparedSweep, library: DiskLibrary, { json, workers }: Options): void {
  const { seconds, secondsPerRun, sampled } = estimate(plan, library);
  const points = plan.space.size;
  const asked = points * Object.keys(sweep.variants).length * Object.keys(sweep.measures).length;
  if (json) {
    printJson({
      schema: 'ukperf/sweep-plan/1',
      version: version(),
      sweep: sweep.sweep,
      ...{ points, results: asked, runs: plan.runs, sampled, secondsPerRun },
      ...{ secondsOnOneCore: seconds, workers, seconds: seconds / workers },
    });
    return;
  }
  print(`${sweep.title}\n`);
  print(
    `${formatCount(points)} points with ${formatCount(asked)} results from ${formatCount(plan.runs)} runs (a run serves all points that are alike for it)`,
  );
  print(
    `about ${duration(seconds / workers)} on ${workers} ${workers === 1 ? 'core' : 'cores'}, ${formatNumber(secondsPerRun * 1000)} ms a run, from ${sampled} runs that were timed`,
  );
}

function duration(seconds: number): string {
  const [size, unit] = seconds < 100 ? [1, 's'] : seconds < 6000 ? [60, 'min'] : [3600, 'h'];
  return `${Number((seconds / size).toPrecision(2))} ${unit}`;
}

/**
 * A directory must be empty of sweeps, or hold this one and be asked to go on.
 * @returns what lies there
 * @throws UsageError, ResultError
 */
function checkDirectory(
  directory: string,
  prepared: PreparedSweep,
  { resume, shard }: Options,
): SweepRecord | undefined {
  const record = readRecord(directory);
  if (record === undefined) return undefined;
  if (record.identity !== identityOf(prepared.settings, prepared.texts)) {
    const changed = changesOf(record, prepared);
    throw new UsageError(
      `--out ${directory}: expected the same sweep as the one that lies there, found changes of ${changed.join(', ')}; what both have in common is reused when it gets another directory beside it`,
    );
  }
  if (resume || shard !== undefined) return record;
  const missing = missingChunks(directory, record).length;
  throw new UsageError(
    `--out ${directory}: expected --resume, since ${missing === 0 ? 'the whole sweep' : 'a part of the sweep'} is there`,
  );
}

/** What differs between a directory's sweep and the one that was asked for. */
function changesOf(record: SweepRecord, { settings, texts }: PreparedSweep): string[] {
  const { machine, seed, replications, engine } = settings;
  const asked = Object.entries({ machine, seed, replications, engine });
  const now = new Map(inputFiles(texts).map(({ file, sha256 }) => [file, sha256]));
  const then = new Map(record.files.map(({ file, sha256 }) => [file, sha256]));
  const files = new Set([...now.keys(), ...then.keys()]);
  return [
    ...asked.filter(([name, value]) => record[name as keyof Settings] !== value).map(([name]) => name),
    ...[...files].filter((file) => now.get(file) !== then.get(file)),
  ];
}
