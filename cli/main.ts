#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { ModelError, SpecError } from '../model/index.ts';
import { calibrateCommand } from './calibrate.ts';
import { checkCommand } from './check/check.ts';
import { diffCommand } from './diff.ts';
import { explainCommand } from './explain.ts';
import { lintCommand } from './lint.ts';
import { listCommand } from './list.ts';
import { machineCommand } from './machine.ts';
import { ResultError } from '../results/inputs.ts';
import { EngineError } from '../sweeps/engines/engine-error.ts';
import { fail, STATUS, UsageError, version } from './output.ts';
import { reproduceCommand } from './reproduce.ts';
import { runCommand } from './run.ts';
import { schemaCommand } from './schema.ts';
import { sensitivityCommand } from './sensitivity.ts';
import { serveCommand } from './serve.ts';
import { showCommand } from './show.ts';
import { validateCommand } from './validate.ts';
import { sweepCommand } from './sweep/sweep.ts';
import { whatIfCommand } from './what-if.ts';

const program = new Command('ukperf')
  .description(
    'What does it cost to move the operating system out of the kernel, and where does the cost go?',
  )
  .version(version())
  .showSuggestionAfterError()
  .showHelpAfterError('(ukperf --help lists the commands)')
  .exitOverride()
  .configureHelp({ sortSubcommands: false });
for (const add of [
  reproduceCommand,
  runCommand,
  whatIfCommand,
  sweepCommand,
  explainCommand,
  diffCommand,
  checkCommand,
  calibrateCommand,
  validateCommand,
  sensitivityCommand,
  listCommand,
  showCommand,
  lintCommand,
  schemaCommand,
  machineCommand,
  serveCommand,
])
  add(program);

// A reader that has seen enough, such as head, ends the program without a word.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : STATUS.wrongInput;
  } else if (
    [SpecError, ModelError, UsageError, ResultError, EngineError].some((kind) => error instanceof kind)
  ) {
    fail((error as Error).message);
    process.exitCode = STATUS.wrongInput;
  } else {
    fail(
      `internal fault, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    process.exitCode = STATUS.internal;
  }
}
