import type { Command } from 'commander';
import { remark } from './output.ts';

/** A command: what the list of commands says of it, and where the rest is. */
export interface CommandEntry {
  name: string;
  description: string;
  /** Gives what adds arguments, options and action to the command. */
  load: () => Promise<(command: Command) => void>;
}

/** All commands, in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'reproduce',
    description: "run the paper's experiments and set each result beside the published one",
    load: async () => (await import('./reproduce/reproduce.ts')).reproduceCommand,
  },
  {
    name: 'run',
    description: 'run a workload, or some of its tests, on one system',
    load: async () => (await import('./run/run.ts')).runCommand,
  },
  {
    name: 'what-if',
    description: 'answer a question that experiments left open; without a name, list the questions',
    load: async () => (await import('./what-if/what-if.ts')).whatIfCommand,
  },
  {
    name: 'sweep',
    description:
      'run a what-if space: parameters of machine, structure, personality or workload over many points',
    load: async () => (await import('./sweep/sweep.ts')).sweepCommand,
  },
  {
    name: 'explain',
    description: 'where the cycles of an operation go, and what makes it dearer than on another system',
    load: async () => (await import('./explain/explain.ts')).explainCommand,
  },
  {
    name: 'diff',
    description: 'what changed between two results: parameters, and rows beyond their intervals',
    load: async () => (await import('./diff/diff.ts')).diffCommand,
  },
  {
    name: 'check',
    description: 'run what a lock file asks for, and say row by row: same, within tolerance, or moved',
    load: async () => (await import('./check/check.ts')).checkCommand,
  },
  {
    name: 'infer',
    description: 'judge mechanisms that no source gives by cross-validation on calibration rows',
    load: async () => (await import('./infer/infer.ts')).inferCommand,
  },
  {
    name: 'calibrate',
    description:
      'fit the costs and densities marked `fit: true` to the published results of role calibration',
    load: async () => (await import('./calibrate/calibrate.ts')).calibrateCommand,
  },
  {
    name: 'accuracy',
    description: 'report what was fitted, what was predicted, and how far off, by experiment and system',
    load: async () => (await import('./accuracy/accuracy.ts')).accuracyCommand,
  },
  {
    name: 'sensitivity',
    description:
      'how much results and penalties depend on costs and densities: Morris screening, then Sobol indices',
    load: async () => (await import('./sensitivity.ts')).sensitivityCommand,
  },
  {
    name: 'list',
    description: 'list the shipped machines, structures, personalities, workloads, experiments and questions',
    load: async () => (await import('./list.ts')).listCommand,
  },
  {
    name: 'show',
    description: 'print a machine, structure, personality or workload with the origin of each entry',
    load: async () => (await import('./show.ts')).showCommand,
  },
  {
    name: 'lint',
    description: 'check files of any kind: their keys, units and names, and what they need of other files',
    load: async () => (await import('./lint.ts')).lintCommand,
  },
  {
    name: 'schema',
    description: 'print the JSON Schema of a kind of file, for editors; without a kind, list the kinds',
    load: async () => (await import('./schema.ts')).schemaCommand,
  },
  {
    name: 'machine',
    description: 'make machine profiles',
    load: async () => (await import('./machine.ts')).machineCommand,
  },
  {
    name: 'serve',
    description: 'serve the model as a web page, to this machine only, until Ctrl-C',
    load: async () => (await import('./serve/serve.ts')).serveCommand,
  },
  {
    name: 'complete',
    description: 'print the script that lets a shell complete commands, options and names',
    load: async () => (await import('./complete/complete.ts')).completeCommand,
  },
];

/** What commands were called before. These names still work; no list has them. */
const FORMER_NAMES: Readonly<Record<string, string>> = { validate: 'accuracy', 'validate-file': 'lint' };

/** Adds all commands; only the one that the words name is loaded as a whole, since loading takes longer than many a command. */
export async function addCommands(program: Command, words: readonly string[]): Promise<void> {
  for (const { name, description, load } of COMMANDS) {
    const command = program.command(name).description(description);
    if (words.includes(name)) (await load())(command);
    for (const [former, present] of Object.entries(FORMER_NAMES))
      if (present === name && words.includes(former)) (await load())(formerly(former, program, name));
  }
}

/** A command by the name that it had, which tells the present one as it runs. */
function formerly(former: string, program: Command, name: string): Command {
  return program
    .command(former, { hidden: true })
    .description(`the former name of ${program.name()} ${name}`)
    .hook('preAction', () => {
      remark(`${program.name()} ${former} is now ${program.name()} ${name}`);
    });
}
