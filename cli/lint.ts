import { join, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { FILE_KINDS, kindNamed } from '../lint/kinds.ts';
import { lint, type Finding } from '../lint/lint.ts';
import { formatProblem } from '../model/index.ts';
import type { SourceText } from '../model/document/document.ts';
import { DiskLibrary, PACKAGE } from '../api/disk-library.ts';
import { jsonOption } from './options.ts';
import { print, printJson, STATUS, UsageError, version } from './output.ts';
import { readAllExperiments } from './shipped.ts';
import { readShippedDirections } from './sweep/files.ts';
import { readText } from '../api/read-text.ts';

interface Options {
  kind?: string;
  json?: boolean;
}

/** Adds `ukperf lint`: checks files of any kind without running anything. */
export function lintCommand(command: Command): void {
  command
    .argument('<file...>', 'YAML files; a structure and a workload that belong together are given together')
    .addOption(
      new Option('--kind <kind>', 'kind of the files')
        .choices(FILE_KINDS.map(({ name }) => name))
        .default(undefined, 'what their keys tell'),
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nPrints every problem with file, line and column; exit status 2 when there is one.\n\nExamples:\n  $ ukperf lint my-machine.yaml\n  $ ukperf lint my-structure.yaml my-workload.yaml --json',
    )
    .action(run);
}

function run(files: string[], options: Options): void {
  const kind = options.kind === undefined ? undefined : kindNamed(options.kind);
  const shipped = { experiments: readAllExperiments(), directions: readShippedDirections() };
  const findings = lint(new DiskLibrary(), shipped, [...new Set(files)].map(textOf), kind);
  const problems = findings.flatMap((finding) => finding.problems);
  if (options.json) printJson({ schema: 'ukperf/lint/1', version: version(), files: findings });
  else for (const finding of findings) printFinding(finding);
  if (problems.length > 0) process.exitCode = STATUS.wrongInput;
}

function printFinding({ file, kind, against, problems }: Finding): void {
  for (const problem of problems) print(formatProblem(problem));
  if (problems.length > 0) return;
  const compiled = COMPILED.includes(kind ?? '') ? ` (${howCompiled(against)})` : '';
  print(`${file}: ${kind}, no problems${compiled}`);
}

/** Kinds that only mean something together with each other. */
const COMPILED = ['structure', 'personality', 'workload'];

function howCompiled(against: readonly string[]): string {
  return against.length > 0
    ? `compiled with ${against.join(' and ')}`
    : 'alone: there is nothing to compile it with';
}

function textOf(file: string): SourceText {
  if (!/\.ya?ml$/.test(file))
    throw new UsageError(`lint: expected a YAML file (.yaml), found ${JSON.stringify(file)}`);
  // A shipped file may be named as it is called in messages, wherever one stands.
  for (const path of [resolve(file), join(PACKAGE, file)]) {
    try {
      return { file, text: readText(path) };
    } catch {
      // Looked for in the next place.
    }
  }
  throw new UsageError(`lint: expected a readable file, found ${JSON.stringify(file)}`);
}
