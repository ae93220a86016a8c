import type { Command } from 'commander';
import { FILE_KINDS, kindNamed, schemaFile, schemaOf } from '../lint/kinds.ts';
import { jsonOption } from './options.ts';
import { print, printJson, UsageError } from './output.ts';
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

function kind(name: string): NonNullable<ReturnType<typeof kindNamed>> {
  const found = kindNamed(name);
  if (found !== undefined) return found;
  const names = FILE_KINDS.map((one) => one.name).join(', ');
  throw new UsageError(`schema: expected a kind of file (${names}), found ${JSON.stringify(name)}`);
}
