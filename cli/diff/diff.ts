import { InvalidArgumentError, Option, type Command } from 'commander';
import { changesChart } from '../../reports/charts/changes.ts';
import { diff, hasMoved } from '../../results/diff.ts';
import { readResult } from '../../results/directory.ts';
import { differenceTables } from './tables.ts';
import { jsonOption } from '../options.ts';
import { writeOutputFile } from '../saving/output-directory.ts';
import { print, printJson, STATUS, UsageError, version } from '../output.ts';

interface Options {
  json?: boolean;
  tolerance: number;
  chart?: string;
}

/** Adds `ukperf diff`: what is different between two directories of results. */
export function diffCommand(command: Command): void {
  command
    .argument('<before>', 'a directory of results (see --out of run and reproduce)')
    .argument('<after>', 'another')
    .addOption(
      new Option('--tolerance <percent>', 'changes of up to this share of a value are no differences')
        .default(0, '0 %')
        .argParser((text) => {
          const percent = Number(text.replace(/\s*%$/, ''));
          if (!(percent >= 0 && percent <= 100))
            throw new InvalidArgumentError('expected a share from 0 to 100 %.');
          return percent / 100;
        }),
    )
    .option('--chart <file>', 'draw the changes, as .svg, .png or .json (Vega-Lite)')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExit status: 0 nothing moved, 1 something did.\n\nExample:\n  $ ukperf run getpid --out out/a && ukperf run getpid --set tlb.tagged=1 --out out/b\n  $ ukperf diff out/a out/b',
    )
    .action(compare);
}

async function compare(before: string, after: string, options: Options): Promise<void> {
  const difference = diff(readResult(before), readResult(after), options.tolerance);
  if (hasMoved(difference)) process.exitCode = STATUS.difference;
  if (options.chart !== undefined) await draw(options.chart, difference.rows);
  if (options.json)
    printJson({
      ...{ schema: 'ukperf/diff/1', version: version(), before, after, moved: hasMoved(difference) },
      ...difference,
    });
  else for (const table of differenceTables(difference)) print(table);
}

async function draw(file: string, rows: Parameters<typeof changesChart>[0]): Promise<void> {
  const { spec } = changesChart(rows);
  // What draws charts takes a moment to load.
  const { drawPng, drawSvg } = await import('../../reports/render/draw.ts');
  const write = (content: string | Uint8Array): void => {
    writeOutputFile('--chart', file, content);
  };
  if (file.endsWith('.json')) write(`${JSON.stringify(spec, null, 2)}\n`);
  else if (file.endsWith('.svg')) write(await drawSvg(spec));
  else if (file.endsWith('.png')) write(drawPng(await drawSvg(spec)));
  else
    throw new UsageError(
      `diff: expected a file .svg, .png or .json with --chart, found ${JSON.stringify(file)}`,
    );
}
