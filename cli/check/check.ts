import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type { Override, Precision } from '../../model/index.ts';
import { SpecError } from '../../model/spec/problem.ts';
import { checkLock, hasPassed, keepEdits } from '../../results/lock/check-lock.ts';
import type { Lock } from '../../results/lock/lock.ts';
import { readLock, type LockFile } from '../../results/lock/read-lock.ts';
import { lockText } from '../../results/lock/write-lock.ts';
import { writeWhole } from '../../results/write-whole.ts';
import { SHIPPED } from '../experiment-lists.ts';
import {
  jsonOption,
  machineOption,
  precisionOption,
  replicationsOption,
  seedOption,
  setOption,
  workersOption,
} from '../options.ts';
import { print, printJson, STATUS, UsageError, version } from '../output.ts';
import { lockCases } from './cases.ts';
import { checkClaims } from './check-claims.ts';
import { Publisher, type PublishOptions } from './publish.ts';
import { REPLICATIONS, requestOf, type Given } from './request.ts';
import { lockOf, runRequest } from './run-request.ts';
import { checkTables } from './tables.ts';

export interface CheckOptions extends PublishOptions {
  update?: boolean;
  claims?: string | true;
  strict?: boolean;
  experiments?: string[];
  targets?: string[];
  only?: string[];
  machine: string;
  seed: string;
  replications: number;
  precision: Precision;
  quick?: boolean;
  set: Override[];
  workers: number;
}

const LOCK = 'ukperf.lock.yaml';

/** Options that say what is run. */
const REQUEST = [
  ...['experiments', 'targets', 'only', 'machine', 'seed', 'replications', 'precision', 'quick', 'set'],
] as (keyof Given & string)[];

const listed = (text: string, previous: string[] = []): string[] => [...previous, text];

/** Adds `ukperf check`: whether a run gives what a lock file says, or whether claims are true of it. */
export function checkCommand(program: Command): void {
  program
    .command('check')
    .description('run what a lock file asks for, and say row by row: same, within tolerance, or moved')
    .argument('[lock]', `a lock file; by default ${LOCK} in the working directory`)
    .option('--update', 'write the lock file anew, or for the first time; tolerances and notes are kept')
    .option('--claims [file]', 'whether claims are true of a run, instead: those of the paper, or your own')
    .option('--strict', 'the same figures on another trajectory do not pass either')
    .option('--junit <file>', 'write a report as JUnit XML')
    .option('--github', 'annotate the lock file on GitHub; by default where GITHUB_ACTIONS is set')
    .addOption(jsonOption())
    .addOption(workersOption())
    .optionsGroup('What is run, with --update and --claims; else the lock file says so:')
    .addOption(
      new Option(
        '--experiments <file>',
        `a list of experiments, more than once if need be; by default ${SHIPPED}, those of the package`,
      ).argParser(listed),
    )
    .addOption(new Option('--targets <file>', 'published results for your own lists').argParser(listed))
    .addOption(
      new Option('--only <names>', 'experiments of the lists, set apart by commas').argParser((text) =>
        text.split(','),
      ),
    )
    .addOption(machineOption())
    .addOption(seedOption())
    .addOption(replicationsOption(REPLICATIONS))
    .addOption(precisionOption())
    .option('--quick', 'a single replication, and fewer loads of job mixes')
    .addOption(setOption())
    .addHelpText(
      'after',
      '\nExit status: 0 as locked, or true; 1 something moved, came or went, or is false.\n\nExamples:\n  $ ukperf check --update --quick\n  $ ukperf check --junit report.xml\n  $ ukperf check --update --experiments mine.yaml --targets published.yaml\n  $ ukperf check --claims --quick',
    )
    .action(run);
}

async function run(file: string | undefined, options: CheckOptions, command: Command): Promise<void> {
  const names = REQUEST.filter((name) => command.getOptionValueSource(name) === 'cli');
  const given = Object.fromEntries(names.map((name) => [name, options[name]])) as Given;
  if (options.claims !== undefined) {
    if (file !== undefined)
      throw new UsageError(`check: expected --claims or a lock file, found ${JSON.stringify(file)} with it`);
    exclude('claims', options, ['update', 'strict', 'only']);
    await checkClaims(given, options, typeof options.claims === 'string' ? options.claims : undefined);
    return;
  }
  if (options.update) {
    exclude('update', options, ['strict', 'junit', 'github']);
    await update(file ?? LOCK, given, options);
  } else if (names.length === 0) await compare(file ?? LOCK, options);
  else
    throw new UsageError(
      `check: expected --update with --${names[0]}, as the lock file says what is run; found --${names[0]} alone`,
    );
}

/** @throws UsageError for an option that says nothing beside another */
function exclude(name: string, options: CheckOptions, others: readonly (keyof CheckOptions)[]): void {
  const found = others.find((other) => options[other] !== undefined);
  if (found !== undefined) throw new UsageError(`check: expected --${name} without --${found}, found both`);
}

/** Runs what a lock file asks for, and compares. */
async function compare(file: string, options: CheckOptions): Promise<void> {
  const locked = readFile(file);
  if (locked === undefined)
    throw new UsageError(
      `check: expected a lock file (ukperf check --update writes one), found no readable file ${JSON.stringify(file)}`,
    );
  const publisher = new Publisher(options);
  const place = resolve(file);
  workIn(place);
  checkFiles(locked);
  const { request } = locked.lock;
  const check = checkLock(locked.lock, lockOf(await runRequest(request, options.workers)));
  const strict = options.strict ?? false;
  const passed = hasPassed(check, strict);
  if (!passed) process.exitCode = STATUS.difference;
  publisher.publish('ukperf check', lockCases(check, strict, locked, publisher.nameOf(place)));
  if (options.json) {
    const rows = check.rows.map((row) => {
      const known = Object.hasOwn(locked.lock.experiments, row.experiment);
      return { ...row, ...(known ? { line: locked.lineOf(row.experiment, row) } : {}) };
    });
    printJson({ ...head(file, locked.lock), passed, strict, ...check, rows });
    return;
  }
  for (const table of checkTables(check)) print(table);
  print(passed ? `\n${file}: as locked` : `\n${file}: not as locked by ukperf ${locked.lock.ukperf}`);
}

/** Writes a lock file, and says what is different from the one before. */
async function update(file: string, given: Given, options: CheckOptions): Promise<void> {
  const known = readFile(file);
  const place = resolve(file);
  const request = requestOf(given, dirname(place), known?.lock.request);
  workIn(place);
  const ran = lockOf(await runRequest(request, options.workers));
  const fresh = known === undefined ? ran : keepEdits(ran, known.lock);
  const text = lockText(fresh);
  const changed = known === undefined || readFileSync(place, 'utf8') !== text;
  if (changed) writeWhole(place, text);
  const check = known && checkLock(known.lock, fresh);
  if (options.json) {
    printJson({ ...head(file, fresh), updated: changed, ...(check ?? {}) });
    return;
  }
  for (const table of check ? checkTables(check) : []) print(table);
  const rows = Object.values(fresh.experiments).reduce((sum, experiment) => sum + experiment.rows.length, 0);
  print(`${check ? '\n' : ''}${file}: ${changed ? 'written' : 'up to date'}, ${rows} rows`);
}

const head = (file: string, { request, fingerprint }: Lock): object => ({
  ...{ schema: 'ukperf/check/1', version: version(), lock: file, request, fingerprint },
});

/** A lock file; undefined when there is none. */
function readFile(file: string): LockFile | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UsageError(`check: expected a lock file, found ${(error as Error).message}`);
  }
  return readLock({ file, text });
}

/** Files are named from the directory of the lock file: that is where the work is done, on all threads. */
function workIn(place: string): void {
  try {
    process.chdir(dirname(place));
  } catch {
    throw new UsageError(`check: expected a directory for the lock file, found none at ${dirname(place)}`);
  }
}

/** Whether the files that a lock file names are there. @throws SpecError with their places */
function checkFiles({ lock: { request }, problem }: LockFile): void {
  const problems = (['experiments', 'targets'] as const).flatMap((key) =>
    (request[key] ?? []).flatMap((file, index) =>
      file === SHIPPED || existsSync(file) ? [] : [problem(key, index, `a readable file of ${key}`)],
    ),
  );
  if (problems.length > 0) throw new SpecError(problems);
}
