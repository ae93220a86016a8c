import { Option, type Command } from 'commander';
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
import { UsageError } from '../output.ts';
import { checkClaims } from './check-claims.ts';
import type { CheckOptions } from './check-options.ts';
import { compare } from './compare.ts';
import { REPLICATIONS, type Given } from './request.ts';
import { update } from './update.ts';

const LOCK = 'ukperf.lock.yaml';

/** Options that say what is run. */
const REQUEST = [
  'experiments',
  'targets',
  'only',
  'machine',
  'seed',
  'replications',
  'precision',
  'quick',
  'set',
] as const satisfies readonly (keyof Given)[];

const listed = (text: string, previous: string[] = []): string[] => [...previous, text];

/** Adds `ukperf check`: whether a run gives what a lock file says, or whether claims are true of it. */
export function checkCommand(command: Command): void {
  command
    .argument('[lock]', `a lock file; by default ${LOCK} in the working directory`)
    .option('--update', 'write the lock file again, or for the first time; tolerances and notes are kept')
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
      '\nExit status: 0 as locked, or true; 1 something moved, came or went, or is false; or predictions became worse\nand the ledger beside the lock file, calibration/ledger.yaml, has no note that says why.\n\nExamples:\n  $ ukperf check --update --quick\n  $ ukperf check --junit report.xml\n  $ ukperf check --update --experiments mine.yaml --targets published.yaml\n  $ ukperf check --claims --quick',
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
