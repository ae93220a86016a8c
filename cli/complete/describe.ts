import { Command, type Argument, type Option } from 'commander';
import { catalog, type CatalogEntry } from '../../api/catalog.ts';
import { DiskLibrary } from '../../api/disk-library.ts';
import { FILE_KINDS } from '../../lint/kinds.ts';
import { COMMANDS } from '../commands.ts';
import { questionNames, readQuestionFile } from '../what-if/files.ts';
import { readAllExperiments } from '../shipped.ts';
import { readSweepFile, sweepNames } from '../sweep/files.ts';
import type { CommandWords, OptionWords, Vocabulary, Word } from './vocabulary.ts';

/** What stands in an argument, by its name where that does not say it, and by `COMMAND ARGUMENT`. */
const ARGUMENTS: Readonly<Record<string, string>> = { 'show name': 'anything', 'schema kind': 'kind' };
/** What stands in the value of an option. */
const OPTIONS: Readonly<Record<string, string>> = { against: 'system', extends: 'machine' };

const entryOf = ({ name, title }: CatalogEntry): Word => ({ value: name, text: title });

/** Everything that the command line knows by name. */
export async function describe(): Promise<Vocabulary> {
  const library = new DiskLibrary();
  const { machines, systems, workloads } = catalog(library);
  const words = {
    machine: machines.map(entryOf),
    system: systems.map(entryOf),
    workload: workloads.filter(({ tests, mixes }) => tests.length + mixes.length > 0).map(entryOf),
    experiment: Object.entries(readAllExperiments().list).map(([value, { title }]) => ({
      value,
      text: title,
    })),
    question: questionNames().map((value) => ({ value, text: readQuestionFile(value).question.title })),
    sweep: sweepNames().map((value) => ({ value, text: readSweepFile(value).located.sweep.title })),
    kind: FILE_KINDS.map(({ name, what }) => ({ value: name, text: what })),
  };
  const personalities = library.names('personality').map((value) => ({ value, text: 'personality' }));
  const commands: CommandWords[] = [];
  for (const { name, description, load } of COMMANDS) {
    const command = new Command(name).description(description);
    (await load())(command);
    commands.push(...described(command));
  }
  return {
    commands,
    words: { ...words, anything: [...words.machine, ...words.system, ...personalities, ...words.workload] },
    tests: Object.fromEntries(
      workloads.map(({ name, tests, mixes }) => [name, [...mixes, ...tests].map(entryOf)]),
    ),
  };
}

/** A command and its sub-commands. The one that runs when none is named lends its words to its parent. */
function described(command: Command, parents = ''): CommandWords[] {
  const name = `${parents}${command.name()}`;
  const below = command.commands.flatMap((each) => described(each, `${name} `));
  const usual = below.find((each) => each.name === `${name} run`);
  const options = command.options.map(wordsOfOption);
  const places = command.registeredArguments.map((argument) => wordsOfArgument(command.name(), argument));
  return [
    {
      name,
      text: command.description(),
      options: [...options, ...(usual?.options ?? [])],
      arguments: [...places, ...(usual?.arguments ?? [])],
    },
    ...below,
  ];
}

function wordsOfOption(option: Option): OptionWords {
  const name = (option.long ?? '').replace(/^--/, '');
  const takes = choicesOf(option) ?? OPTIONS[name] ?? name;
  const withValue = option.required || option.optional;
  return { name, text: option.description, ...(withValue ? { takes } : {}) };
}

function wordsOfArgument(command: string, argument: Argument): CommandWords['arguments'][number] {
  const name = argument.name();
  const takes = choicesOf(argument) ?? ARGUMENTS[`${command} ${name}`] ?? name;
  return { name, variadic: argument.variadic, takes };
}

const choicesOf = ({ argChoices }: Argument | Option): Word[] | undefined =>
  argChoices?.map((value) => ({ value, text: '' }));
