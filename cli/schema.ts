import type { Command } from 'commander';
import { FILE_KINDS, schemaFile, schemaOf, type FileKind } from '../lint/kinds.ts';
import { jsonOption } from './options.ts';
import { expectOneOf } from './expect-one-of.ts';
import { print, printJson } from './output.ts';
import { formatTable, text } from './terminal/table.ts';

/** Adds `ukperf schema`: the JSON Schemas of the kinds of files. */
export function schemaCommand(command: Command): void {
  command
    .argument('[kind]', 'a kind of file')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ ukperf schema\n  $ ukperf schema machine > machine.schema.json\n\nThe first line of a file tells an editor where its schema is:\n  # yaml-language-server: $schema=machine.schema.json',
    )
    .action((name: string | undefined, options: { json?: boolean }) => {
      if (name === undefined) list(options);
      else printJson(schemaOf(kind(name)));
    });
}

function list({ json }: { json?: boolean }): void {
  if (json) {
    const kinds = FILE_KINDS.map((one) => ({
      name: one.name,
      what: one.what,
      files: one.files,
      schema: schemaFile(one),
    }));
    printJson({ schema: 'ukperf/schemas/1', kinds });
    return;
  }
  print(
    formatTable(
      [text('kind'), text('what it says'), text('files')],
      FILE_KINDS.map(({ name, what, files }) => [name, what, files]),
    ),
  );
}

function kind(name: string): FileKind {
  const names = FILE_KINDS.map((one) => one.name);
  expectOneOf(name, names, 'schema: expected a kind of file');
  return FILE_KINDS[names.indexOf(name)];
}
