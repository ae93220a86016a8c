import type { Analysis } from '../../sweeps/analysis/analyse.ts';
import type { Sweep } from '../../sweeps/file/sweep.ts';
import type { SweepRecord } from '../../sweeps/store/sweep-record.ts';
import type { Chart } from '../charts/chart.ts';
import { sweepChart } from '../charts/sweep/all.ts';
import { levelText } from '../charts/sweep/labels.ts';
import { formatNumber } from '../numbers.ts';
import type { Entry } from '../provenance.ts';
import { table, text, type Block, type Report, type Section } from '../report/blocks.ts';
import { summaryTable, tablesOf } from './tables.ts';

/** What a report on a sweep is made from. */
export interface ReportedSweep {
  sweep: Sweep;
  record: SweepRecord;
  analysis: Analysis;
  provenance: readonly Entry[];
}

/** The report on a sweep: its pictures with their tables, all figures, what was varied, and where the numbers come from. */
export function sweepReport(reported: ReportedSweep): Report {
  const { sweep } = reported;
  return {
    title: sweep.title,
    lead: sweep.text.trim(),
    sections: [pictures(reported), figures(reported), space(reported), sources(reported)].filter(
      ({ blocks }) => blocks.length > 0,
    ),
  };
}

function pictures({ analysis }: ReportedSweep): Section {
  const names = new Set<string>();
  const blocks = analysis.charts.flatMap((wanted): Block[] => {
    const chart = sweepChart(analysis.figures, wanted);
    if (chart === undefined) return [];
    return [
      { kind: 'chart', chart: { ...chart, name: free(chart, names) } },
      ...tablesOf(wanted, analysis).map((one) => table(one.title, one.table)),
    ];
  });
  return { id: 'pictures', title: 'Pictures', blocks };
}

/** A name for a chart's files that no other has. */
function free({ name }: Chart, taken: Set<string>): string {
  let own = name;
  for (let number = 2; taken.has(own); number++) own = `${name}-${number}`;
  taken.add(own);
  return own;
}

function figures({ analysis, record }: ReportedSweep): Section {
  const { rows, first } = analysis.figures.failed;
  return {
    id: 'all-figures',
    title: 'All figures',
    blocks: [
      ...(rows === 0
        ? []
        : [text(`**${rows} rows have no figure**, because a run failed. The first: ${first}`)]),
      table('Least, middle and greatest value over all points', summaryTable(analysis)),
      text(
        `A value is the mean of ${record.replications} ${record.replications === 1 ? 'run' : 'runs with page colourings and placements of their own, the same in all points'}. All rows, with intervals and columns that say what they mean, are in \`rows.parquet\`.`,
      ),
    ],
  };
}

function space({ sweep, record, analysis }: ReportedSweep): Section {
  const { parameters } = analysis.figures;
  return {
    id: 'space',
    title: 'What was varied',
    blocks: [
      text(
        `${formatNumber(record.points)} points (${designText(sweep)}), ${formatNumber(record.runs)} runs: a run serves all points that are alike for it.`,
      ),
      table('Parameters', {
        head: ['parameter', 'what it is', 'unit', 'values', 'sets'],
        rows: parameters.map(({ name, title, unit, levels }) => [
          ...[name, title, unit],
          listed(levels.map(levelText)),
          sweep.parameters[name]?.set.join(', ') || 'the machine',
        ]),
        labels: NAMES_ONLY,
      }),
      table('Variants', {
        head: ['variant', 'what it is', 'system', 'machine', 'set'],
        rows: Object.entries(sweep.variants).map(([name, { title, system, machine, set = {} }]) => [
          ...[`${name}${name === sweep.baseline ? ' (baseline)' : ''}`, title, system],
          machine ?? sweep.machine ?? record.machine,
          Object.entries(set)
            .map(([path, value]) => `${path} = ${value}`)
            .join(', '),
        ]),
        labels: NAMES_ONLY,
      }),
      table('Figures', {
        head: ['figure', 'what it is', 'from'],
        rows: [
          ...Object.entries(sweep.measures).map(([name, { title, workload, test }]) => [
            ...[name, title, `${workload} ${test}`],
          ]),
          ...Object.entries(sweep.derived).map(([name, { title, penalty, formula }]) => [
            ...[name, title],
            penalty === undefined ? (formula ?? '') : `${penalty} against ${sweep.baseline ?? ''}`,
          ]),
        ],
        labels: NAMES_ONLY,
      }),
    ],
  };
}

/** All columns of a table are names. */
const NAMES_ONLY = Infinity;

/** Values of a parameter that are told one by one. */
const MAX_LISTED = 12;

function listed(values: readonly string[]): string {
  if (values.length <= MAX_LISTED) return values.join(', ');
  return `${values.length} from ${values[0]} to ${values[values.length - 1]}`;
}

function designText({ design }: Sweep): string {
  if (typeof design === 'string') return design === 'grid' ? 'all combinations' : 'one parameter at a time';
  return design.sample === 'sobol' ? 'a Sobol sequence' : 'a Latin hypercube';
}

function sources({ record, provenance }: ReportedSweep): Section {
  const lines = [
    `ukperf ${record.version}, engine ${record.engine}, Node ${record.node}`,
    `machine ${record.machine} for variants that name none, seed ${record.seed}, ${record.replications} replications`,
    `identity ${record.identity}`,
  ];
  return {
    id: 'sources',
    title: 'Sources',
    blocks: [
      text(
        `The same sweep on the same engine gives the same rows to the last digit, on every machine; all files that it read lie beside them.\n\n${lines.map((line) => `- ${line}`).join('\n')}`,
      ),
      ...(provenance.length === 0
        ? []
        : [
            text(
              'Every number that these results depend on, beside those that the sweep sets, with its source. Status: *published* in a document, *measured* on a machine or in a trace, *derived* from those, *estimated*, or *fitted*.',
            ),
            { kind: 'provenance', entries: provenance } as const,
          ]),
    ],
  };
}
