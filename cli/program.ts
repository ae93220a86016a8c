import { Command, CommanderError } from 'commander';
import { ModelError } from '../model/core/model-error.ts';
import { SpecError } from '../model/document/problem.ts';
import { ResultError } from '../results/inputs.ts';
import { EngineError } from '../sweeps/engines/engine-error.ts';
import { addCommands } from './commands.ts';
import { fail, STATUS, UsageError, version } from './output.ts';

const program = new Command('ukperf')
  .description(
    'What does it cost to move the operating system out of the kernel, and where does the cost go?',
  )
  .version(version())
  .showSuggestionAfterError()
  .showHelpAfterError('(ukperf --help lists the commands)')
  .exitOverride()
  .configureHelp({ sortSubcommands: false });
// A reader that has seen enough, such as head, ends the program without a word. What can't be written for another reason is told.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  fail(`expected a standard output that can be written to, found ${error.message}`);
  process.exit(STATUS.wrongInput);
});
// Where nobody hears a message, the status says all.
process.stderr.on('error', () => undefined);

try {
  await addCommands(program, process.argv.slice(2));
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : STATUS.wrongInput;
  } else if (
    [SpecError, ModelError, UsageError, ResultError, EngineError].some((kind) => error instanceof kind)
  ) {
    fail((error as Error).message);
    process.exitCode = STATUS.wrongInput;
  } else if (error instanceof Error && 'syscall' in error) {
    // The system refuses something that no command has expected: it says what, and a trace would say no more.
    fail(error.message);
    process.exitCode = STATUS.wrongInput;
  } else {
    fail(
      `internal fault, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    process.exitCode = STATUS.internal;
  }
}
