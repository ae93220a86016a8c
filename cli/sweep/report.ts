import { join } from 'node:path';
import type { Command } from 'commander';
import { SWEEP_CHART_NAME } from '../../reports/charts/sweep/all.ts';
import { provenanceOf, type Entry } from '../../reports/provenance.ts';
import { sweepReport } from '../../reports/sweep/sections.ts';
import { analysisTables, summaryTable } from '../../reports/sweep/tables.ts';
import { ResultError, StoredLibrary } from '../../results/inputs.ts';
import { analyse, type Analysis } from '../../sweeps/analysis/analyse.ts';
import { readSweep } from '../../sweeps/file/sweep-file.ts';
import type { Sweep } from '../../sweeps/file/sweep.ts';
import { readRecord } from '../../sweeps/store/sweep-record.ts';
import { readTable } from '../../sweeps/store/table-file.ts';
import { jsonOption } from '../options.ts';
import { makeOutputDirectory } from '../saving/output-directory.ts';
import { print, printJson, version } from '../output.ts';
import { tableText } from '../terminal/report-table.ts';

/** Adds `ukperf sweep report`: pictures and tables of a sweep that is done. */
export function sweepReportCommand(sweep: Command): void {
  sweep
    .command('report')
    .description('draw a sweep that is done: a page, Markdown, and each chart as Vega-Lite, SVG and PNG')
    .argument('<directory>', 'the directory of the sweep')
    .option('--out <directory>', 'where the report goes (default: report/ in the directory of the sweep)')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ ukperf sweep ipc-and-rate && ukperf sweep report out/sweeps/ipc-and-rate\n  $ ukperf sweep report out/sweeps/ipc-and-rate --out out/pictures --json',
    )
    .action(async (directory: string, { out, json }: { out?: string; json?: boolean }) => {
      const record = readRecord(directory);
      if (record === undefined)
        throw new ResultError(`${directory}: expected the directory of a sweep, found no sweep`);
      const library = new StoredLibrary(directory, record);
      const { sweep: own } = readSweep({ file: record.file, text: library.read(record.file) ?? '' });
      const analysis = analyse(own, await readTable(directory));
      const target = out ?? join(directory, 'report');
      makeOutputDirectory('--out', target);
      const provenance = sourcesOf(library, own, record.machine);
      const report = sweepReport({ sweep: own, record, analysis, provenance });
      // What draws charts is loaded only when something is drawn.
      const { writeReportFiles } = await import('../saving/report-files.ts');
      const page = await writeReportFiles('--out', target, report, (name) => SWEEP_CHART_NAME.test(name));
      if (json) {
        const charts = report.sections
          .flatMap(({ blocks }) => blocks)
          .flatMap((block) => (block.kind === 'chart' ? [block.chart] : []))
          .map(({ name, title, caption }) => ({ name, title, caption }));
        printJson(jsonOf({ sweep: own, directory, page, charts }, analysis));
      } else printTables(analysis, page);
    });
}

function jsonOf(
  { sweep, ...rest }: { sweep: Sweep; directory: string; page: string; charts: object[] },
  { summary, breakEvens, tornados, effects, figures }: Analysis,
): object {
  return {
    schema: 'ukperf/sweep-report/1',
    version: version(),
    sweep: sweep.sweep,
    ...rest,
    failedRows: figures.failed.rows,
    summary,
    breakEvens: breakEvens.map(({ question: { of, along, by }, level, rows }) => ({
      ...{ figure: of, unit: figures.figure(of).unit, level, along },
      ...(by === undefined ? {} : { by }),
      rows: rows.map(({ variant, by: at, result }) => ({
        variant: variant.name,
        ...(at === undefined ? {} : { by: at }),
        ...result,
      })),
    })),
    tornados: tornados.map(({ of, variant, tornado }) => ({ figure: of, variant: variant.name, ...tornado })),
    effects: effects.map(({ of, variant, effects: own }) => ({ figure: of, variant: variant.name, ...own })),
  };
}

function printTables(analysis: Analysis, page: string): void {
  print(tableText(summaryTable(analysis)));
  for (const { title, table } of analysisTables(analysis)) print(`\n${title}\n${tableText(table)}`);
  print(`\nreport: ${page}`);
}

/** Every number that the runs of a sweep depend on, from the copies of its files. */
function sourcesOf(library: StoredLibrary, sweep: Sweep, standard: string): Entry[] {
  const moved = Object.values(sweep.parameters).flatMap(({ values }) =>
    values.kind === 'machines' ? values.machines : [],
  );
  const machines = moved.length > 0 ? moved : [standard];
  const runs = Object.values(sweep.variants).flatMap(({ system, machine }) =>
    (machine === undefined ? machines : [machine]).flatMap((one) =>
      Object.values(sweep.measures).map(({ workload }) => ({ machine: one, system, workload })),
    ),
  );
  return provenanceOf(library, runs, []);
}
