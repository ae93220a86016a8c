import type { Command } from 'commander';
import { KINDS, type Kind } from '../model/index.ts';
import { readExtended } from '../model/library.ts';
import { DiskLibrary } from '../api/disk-library.ts';
import { jsonOption } from './options.ts';
import { print, printJson } from './output.ts';
import { formatTable, text } from './terminal/table.ts';
import { questionNames, readQuestionFile } from './what-if/files.ts';
import { readAllExperiments } from './shipped.ts';

interface Entry {
  kind: string;
  name: string;
  title: string;
  tests?: string[];
}

/** Adds `ukperf list`: what is shipped. */
export function listCommand(command: Command): void {
  command.addOption(jsonOption()).action((options: { json?: boolean }) => {
    const entries = collect();
    if (options.json) {
      printJson({ schema: 'ukperf/list/1', entries });
      return;
    }
    print(
      formatTable(
        [text('kind'), text('name'), text('what it is')],
        entries.map(({ kind, name, title }) => [kind, name, title]),
      ),
    );
    for (const { name, tests } of entries)
      if (tests && tests.length > 1) print(`\ntests of ${name}: ${tests.join(', ')}`);
  });
}

function collect(): Entry[] {
  const library = new DiskLibrary();
  const shipped = (Object.keys(KINDS) as Kind[]).flatMap((kind) =>
    library.names(kind).map((name): Entry => {
      const { title = '', tests } = readExtended(library, kind, name).data as {
        title?: string;
        tests?: object;
      };
      return { kind, name, title, ...(tests ? { tests: Object.keys(tests) } : {}) };
    }),
  );
  const experiments = Object.entries(readAllExperiments().list).map(([name, { title }]) => ({
    kind: 'experiment',
    name,
    title,
  }));
  const questions = questionNames().map((name) => ({
    kind: 'question',
    name,
    title: readQuestionFile(name).question.title,
  }));
  return [...shipped, ...experiments, ...questions];
}
