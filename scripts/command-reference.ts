import { Command, Help, type Argument, type Option } from 'commander';
import { addCommands, COMMANDS } from '../cli/commands.ts';

const HEAD = `# Commands

What \`--help\` says of each command, from the same definitions (\`npm run reference\` writes this page). Where a name of a machine, structure, workload, question or sweep
is expected, the path of a file of your own will do.

- \`--json\` prints JSON and nothing else to standard output; progress and remarks go to standard error.
- Exit status: 0 fine, 1 a comparison found a difference or a work is not finished, 2 wrong input or usage, 3 an internal fault.`;

/** The page of all commands with their arguments, options and examples. */
export async function commandReference(): Promise<string> {
  const program = new Command('ukperf');
  await addCommands(
    program,
    COMMANDS.map(({ name }) => name),
  );
  const sections = program.commands.flatMap((command) => sectionsOf(command, program.name()));
  return `${[HEAD, ...sections].join('\n\n')}\n`;
}

function sectionsOf(command: Command, above: string): string[] {
  const name = `${above} ${command.name()}`;
  const help = new Help();
  const parts = help.visibleCommands(command).filter((part) => part.name() !== 'help');
  const options = help.visibleOptions(command).filter(({ long }) => long !== '--help');
  const own = [
    // Commands of commands stand below them.
    `${above.includes(' ') ? '###' : '##'} ${name}`,
    capitalised(command.description()),
    `\`\`\`text\n${above} ${command.name()} ${command.usage()}\n\`\`\``,
    ...table('argument', command.registeredArguments.map(argumentRow)),
    ...table(
      'option',
      options.map((option) => optionRow(option, help)),
    ),
    ...examplesOf(command),
  ];
  return [own.join('\n\n'), ...parts.flatMap((part) => sectionsOf(part, name))];
}

const argumentRow = (argument: Argument): [string, string] => [argument.name(), argument.description];
const optionRow = (option: Option, help: Help): [string, string] => [
  option.flags,
  help.optionDescription(option),
];

function table(title: string, rows: readonly [string, string][]): string[] {
  if (rows.length === 0) return [];
  const lines = rows.map(([name, text]) => `| \`${name}\` | ${cellOf(text)} |`);
  return [[`| ${title} | |`, '| --- | --- |', ...lines].join('\n')];
}

const cellOf = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** The examples that the help of a command ends with, as commands alone. */
function examplesOf(command: Command): string[] {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) });
  command.outputHelp();
  const examples = [...help.matchAll(/^ {2}\$ (.+)$/gm)].map(([, line]) => line);
  return examples.length > 0
    ? [`\`\`\`console\n${examples.map((line) => `$ ${line}`).join('\n')}\n\`\`\``]
    : [];
}

const capitalised = (text: string): string => `${text[0].toUpperCase()}${text.slice(1)}.`;
