import type { Command } from 'commander';
import { KINDS, loadMachine, type Kind, type Override } from '../model/index.ts';
import { loadKernelFiles, readExtended, unusedOverrides, withOverrides } from '../model/library.ts';
import { personalitySchema } from '../model/kernels/files/personality-file.ts';
import { structureSchema } from '../model/kernels/files/structure-file.ts';
import { workloadSchema } from '../model/kernels/files/workload-file.ts';
import { inferencesOf, readInference } from '../model/inference.ts';
import { ExtendedDocument, isPlainMap } from '../model/document/check.ts';
import { foundName } from '../model/document/suggestion.ts';
import { entriesOf } from '../reports/provenance.ts';
import { DiskLibrary } from '../api/disk-library.ts';
import { jsonOption, setOption } from './options.ts';
import { print, printJson, UsageError } from './output.ts';
import { formatTable, text } from './terminal/table.ts';

const SCHEMAS = {
  structure: structureSchema,
  personality: personalitySchema,
  workload: workloadSchema,
} as const;

/** Adds `ukperf show`: a resolved table with the origin of every entry. */
export function showCommand(command: Command): void {
  command
    .argument('<name>', 'a shipped name or a YAML file')
    .addOption(setOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExamples:\n  $ ukperf show pentium-133\n  $ ukperf show l4linux --json')
    .action((name: string, options: { json?: boolean; set: Override[] }) => {
      const { kind, documents } = resolve(name, options.set);
      const [unknown] = unusedOverrides(options.set, documents);
      if (unknown)
        throw new UsageError(
          `show: --set ${unknown.path}=${unknown.value}: expected a key of ${name}, found no such key`,
        );
      const entries = documents.flatMap((document) => [
        ...entriesOf(document, withOverrides(document, options.set)),
      ]);
      if (options.json) {
        printJson({ schema: 'ukperf/show/1', kind, name, entries });
        return;
      }
      const rows = entries.map(({ key, value, status, range, source, file }) => [
        key,
        value,
        status,
        range,
        source,
        file.replace(/^.*\//, ''),
      ]);
      print(
        formatTable(
          ['key', 'value', 'status', 'range', 'source', 'file'].map((title) => text(title)),
          rows,
        ),
      );
    });
}

/** Finds the kind of a name and reads the file with all that it extends and includes; checks it on the way. */
function resolve(
  name: string,
  overrides: readonly Override[],
): { kind: Kind; documents: ExtendedDocument[] } {
  const library = new DiskLibrary();
  const kinds = Object.keys(KINDS) as Kind[];
  const own = /\.ya?ml$/.test(name);
  const data = own ? readExtended(library, 'machine', name).data : undefined;
  const kind = own
    ? kinds.find((candidate) => isPlainMap(data) && candidate in data)
    : kinds.find((candidate) => library.names(candidate).includes(name));
  if (kind === undefined) {
    const names = kinds.flatMap((candidate) => library.names(candidate));
    throw new UsageError(
      `show: expected a shipped name (see: ukperf list) or a file with the key ${kinds.join(', ')}, found ${foundName(name, names)}`,
    );
  }
  if (kind === 'machine') return { kind, documents: [loadMachine(library, name, overrides).document] };
  if (kind === 'inference')
    return { kind, documents: [new ExtendedDocument([readInference(library, name).document])] };
  const inferences =
    kind === 'structure'
      ? inferencesOf(library, readExtended(library, 'structure', name), overrides)
      : undefined;
  const files = loadKernelFiles(library, kind, name, SCHEMAS[kind], overrides, undefined, inferences);
  return { kind, documents: files.map(({ locator }) => locator) };
}
