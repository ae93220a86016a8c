import type { Command } from 'commander';
import { answer, type Answer } from '../../sweeps/questions/answer.ts';
import { checkQuestion, DEFAULT_MACHINE } from '../../sweeps/questions/check-question.ts';
import type { LocatedQuestion } from '../../sweeps/questions/question-file.ts';
import { DiskLibrary } from '../../api/disk-library.ts';
import {
  jsonOption,
  machineOfFileOption,
  replicationsOption,
  seedOption,
  workersOption,
} from '../options.ts';
import { print, printJson, Progress, version } from '../output.ts';
import { formatTable, text } from '../terminal/table.ts';
import { questionNames, readQuestionFile } from './files.ts';
import { printAnswer } from './tables.ts';
import { onWorkers } from '../../sweeps/execution/on-threads.ts';

interface Options {
  json?: boolean;
  machine?: string;
  seed: string;
  replications?: number;
  workers: number;
}

/** Adds `ukperf what-if`: open questions, answered by the model. */
export function whatIfCommand(command: Command): void {
  command
    .argument('[question]', 'a shipped question or a YAML file')
    .addOption(machineOfFileOption('question'))
    .addOption(seedOption())
    .addOption(replicationsOption())
    .addOption(workersOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ ukperf what-if\n  $ ukperf what-if colocation-on-l4\n  $ ukperf what-if my-question.yaml --replications 20 --json',
    )
    .action((name: string | undefined, options: Options) =>
      name === undefined ? list(options) : ask(readQuestionFile(name), options),
    );
}

function list({ json }: Options): void {
  const questions = questionNames().map((name) => ({ name, title: readQuestionFile(name).question.title }));
  if (json) {
    printJson({ schema: 'ukperf/what-if-list/1', questions });
    return;
  }
  print(
    formatTable(
      [text('question'), text('what it asks')],
      questions.map(({ name, title }) => [name, title]),
    ),
  );
}

async function ask(located: LocatedQuestion, options: Options): Promise<void> {
  const library = new DiskLibrary();
  const { question } = located;
  const machine = options.machine ?? question.machine ?? DEFAULT_MACHINE;
  const replications = options.replications ?? question.replications;
  const { seed } = options;
  checkQuestion(library, located, machine);
  const progress = new Progress();
  let result: Answer;
  try {
    result = await answer(question, {
      library,
      machine,
      seed,
      replications,
      execute: onWorkers(options.workers),
      onProgress: (done, total) => {
        progress.update(done, total);
      },
    });
  } finally {
    progress.stop();
  }
  if (options.json) {
    printJson({ schema: 'ukperf/what-if/1', version: version(), seed, machine, replications, ...result });
    return;
  }
  printAnswer(question, result);
  print(
    `\nmachine ${machine}, seed ${seed}, ${replications} replications, fingerprint ${result.fingerprint}`,
  );
}
