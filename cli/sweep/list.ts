import type { Command } from 'commander';
import { jsonOption } from '../options.ts';
import { print, printJson } from '../output.ts';
import { formatTable, text } from '../terminal/table.ts';
import { readSweepFile, sweepNames } from './files.ts';

/** Adds `ukperf sweep list`: the shipped sweeps. */
export function sweepListCommand(sweep: Command): void {
  sweep
    .command('list')
    .description('list the shipped sweeps')
    .addOption(jsonOption())
    .action(({ json }: { json?: boolean }) => {
      const sweeps = sweepNames().map((name) => ({ name, title: readSweepFile(name).located.sweep.title }));
      if (json) printJson({ schema: 'ukperf/sweep-list/1', sweeps });
      else
        print(
          formatTable(
            [text('sweep'), text('what it shows')],
            sweeps.map(({ name, title }) => [name, title]),
          ),
        );
    });
}
