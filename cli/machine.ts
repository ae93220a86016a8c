import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Option, type Command } from 'commander';
import { importResults, type Imported } from '../calibration/lmbench-results/import.ts';
import { profileText, rounded, targetText } from '../calibration/lmbench-results/written-files.ts';
import { readTargets } from '../calibration/experiments/targets.ts';
import { loadMachine, type Library } from '../model/index.ts';
import { DiskLibrary } from '../api/disk-library.ts';
import { jsonOption } from './options.ts';
import { expectOneOf } from './expect-one-of.ts';
import { fail, print, printJson, UsageError } from './output.ts';
import { figure, formatTable, text } from './terminal/table.ts';
import { makeOutputDirectory, writeOutputFile } from './saving/output-directory.ts';
import { readShippedRules } from './shipped.ts';
import { readText } from '../api/read-text.ts';

interface Options {
  name?: string;
  out: string;
  system: string;
  extends?: string;
  partial?: boolean;
  json?: boolean;
}

const NAME = /^[a-z0-9][a-z0-9.-]*$/;

/** Adds `ukperf machine import`: a profile and a target file from a result file of lmbench. */
export function machineCommand(command: Command): void {
  command
    .command('import')
    .description('make a machine profile and a target file from a result file of lmbench 2 or 3')
    .argument('<file>', 'the result file')
    .addOption(new Option('--name <name>', 'name of the machine; that of the file by default'))
    .addOption(new Option('--out <dir>', 'directory for NAME.yaml and NAME-targets.yaml').default('.'))
    .addOption(new Option('--system <name>', 'the kernel structure that was measured').default('linux'))
    .addOption(
      new Option('--extends <machine>', 'machine to inherit from; the nearest shipped one by default'),
    )
    .option('--partial', 'take a file that ends early')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExample:\n  $ ukperf machine import results/i586-linux/box.0 --name my-box\n  $ ukperf run lmbench --machine my-box.yaml',
    )
    .action((file: string, options: Options) => {
      importFile(file, options);
    });
}

function importFile(file: string, options: Options): void {
  const name = options.name ?? nameOf(file);
  if (!NAME.test(name))
    throw new UsageError(
      `machine import: expected a name of small letters, digits, dots and hyphens, found ${JSON.stringify(name)}`,
    );
  const library = new DiskLibrary();
  const load = (machine: string): ReturnType<typeof loadMachine>['machine'] =>
    loadMachine(library, machine).machine;
  loadStructure(library, options.system);
  const imported = importResults(
    { file, text: textOf(file) },
    new Map(library.names('machine').map((machine) => [machine, load(machine)])),
    readShippedRules(),
    {
      ...(options.extends === undefined
        ? {}
        : { base: { name: options.extends, machine: load(options.extends) } }),
      ...(options.partial ? { partial: true } : {}),
    },
  );
  const profile = { file: join(options.out, `${name}.yaml`), text: '' };
  profile.text = profileText(name, imported.base, imported.result, imported.values);
  const targets = { file: join(options.out, `${name}-targets.yaml`), text: '' };
  targets.text = targetText(name, options.system, imported.result, imported.targets);
  // What is written must be right as it stands.
  loadMachine(withFile(library, profile), profile.file);
  readTargets(targets);
  for (const written of [profile, targets])
    if (existsSync(written.file))
      throw new UsageError(`machine import: ${written.file} is there already; give another --name or --out`);
  makeOutputDirectory('--out', options.out);
  for (const written of [profile, targets]) writeOutputFile('--out', written.file, written.text);
  for (const remark of imported.remarks) fail(`${file}: ${remark}`);
  report(name, profile.file, targets.file, imported, options.json ?? false);
}

function report(name: string, profile: string, targets: string, imported: Imported, json: boolean): void {
  const values = imported.values.map(({ path, value, unit, line, from }) => ({
    key: path,
    value: unit === 'KiB' ? value / 1024 : rounded(value),
    unit,
    line,
    from,
  }));
  if (json) {
    printJson({
      schema: 'ukperf/machine-import/1',
      name,
      extends: imported.base,
      files: { profile, targets },
      values,
      targets: imported.targets,
      skipped: imported.result.skipped.count,
      remarks: imported.remarks,
    });
    return;
  }
  print(`${profile}: ${name}, extends ${imported.base}\n`);
  print(
    formatTable(
      [text('key'), figure('value'), figure('line'), text('from')],
      values.map(({ key, value, unit, line, from }) => [key, `${value} ${unit}`.trim(), String(line), from]),
    ),
  );
  print(`\n${targets}: ${imported.targets.length} targets\n`);
  print(
    formatTable(
      [text('test'), figure('value'), text('unit'), figure('line')],
      imported.targets.map(({ test, value, unit, line }) => [
        test,
        String(rounded(value)),
        unit,
        String(line),
      ]),
    ),
  );
}

/** The name of a result file, turned into that of a machine: `box.0` stays, `Box 0` becomes `box-0`. */
function nameOf(file: string): string {
  return basename(file)
    .toLowerCase()
    .replace(/\.(txt|out|log)$/, '')
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '');
}

function textOf(file: string): string {
  try {
    return readText(file);
  } catch {
    throw new UsageError(`${file}:1:1: expected a readable lmbench result file, found none`);
  }
}

function loadStructure(library: DiskLibrary, system: string): void {
  if (!/\.ya?ml$/.test(system))
    expectOneOf(system, library.names('structure'), 'machine import: expected a structure');
}

/** A library with one file more. */
function withFile(library: Library, { file, text }: { file: string; text: string }): Library {
  return {
    read: (wanted) => (wanted === file ? text : library.read(wanted)),
    names: (kind) => library.names(kind),
  };
}
