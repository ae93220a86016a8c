import { availableParallelism, cpus } from 'node:os';

/** What ukperf needs for one workload, beside what a peer needs for the same, where there is one. */
export interface BenchRow {
  group: string;
  subject: string;
  peer?: string;
  unit: string;
  subjectValue: number;
  peerValue?: number;
  /** Speed of ukperf / speed of the peer: above 1, ukperf is faster. */
  ratio?: number;
  budget?: string;
  met?: boolean;
}

interface Comparison {
  group: string;
  subject: string;
  peer: string;
  unit: string;
  subjectValue: number;
  peerValue: number;
}

/** A row from two costs, of which the lower is the better; `atLeast` is the ratio that the budget asks for. */
export function rowOfCosts(row: Comparison, atLeast?: number): BenchRow {
  const ratio = row.peerValue / row.subjectValue;
  if (atLeast === undefined) return { ...row, ratio };
  return { ...row, ratio, budget: `ratio >= ${atLeast}`, met: ratio >= atLeast };
}

/** A row from one cost; `atMost` is what the budget allows. */
export function rowOfCost(
  row: { group: string; subject: string; unit: string; subjectValue: number },
  atMost?: number,
): BenchRow {
  if (atMost === undefined) return row;
  return { ...row, budget: `<= ${atMost} ${row.unit}`, met: row.subjectValue <= atMost };
}

/** The headings of {@link cellsOf}. */
export const COLUMNS = ['group', 'subject', 'peer', 'unit', 'of ukperf', 'of peer', 'ratio', 'budget', ''];

function textTable(rows: readonly BenchRow[]): string {
  const lines = [COLUMNS, ...rows.map(cellsOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const numeric = (column: number): boolean => column >= 4 && column <= 6;
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          numeric(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A row as texts. */
export function cellsOf(row: BenchRow): string[] {
  return [
    row.group,
    row.subject,
    row.peer ?? '',
    row.unit,
    threeDigits(row.subjectValue),
    row.peerValue === undefined ? '' : threeDigits(row.peerValue),
    row.ratio?.toFixed(2) ?? '',
    row.budget ?? '',
    row.met === undefined ? '' : row.met ? 'met' : 'NOT met',
  ];
}

function threeDigits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** What the rows were measured on. */
export interface BenchMachine {
  cpu: string;
  cores: number;
  platform: string;
  node: string;
}

export const machineOf = (): BenchMachine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  platform: process.platform,
  node: process.version,
});

export const textOf = ({ cpu, cores, platform, node }: BenchMachine): string =>
  `${cpu}, ${cores} ${cores === 1 ? 'core' : 'cores'}, ${platform}, Node ${node}`;

/** Prints the rows as a table, or as JSON with the machine they were measured on. */
export function printRows(rows: readonly BenchRow[], json: boolean): void {
  if (json) {
    console.log(JSON.stringify({ machine: machineOf(), rows }, null, 2));
    return;
  }
  console.log(textOf(machineOf()));
  console.log('ratio = speed of ukperf / speed of the peer: above 1, ukperf is faster\n');
  console.log(textTable(rows));
}
