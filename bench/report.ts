import { cpus } from 'node:os';

/** ukperf against one peer on one workload. */
export interface BenchRow {
  group: string;
  subject: string;
  peer: string;
  unit: string;
  subjectValue: number;
  peerValue: number;
  /** Speed of ukperf / speed of the peer: above 1, ukperf is faster. */
  ratio: number;
  budget?: string;
  met?: boolean;
}

export interface Contestant<Sample> {
  name: string;
  run(): Sample | Promise<Sample>;
}

/**
 * Runs the contestants in turn (A B C A B C ...), so that a change in the machine's speed falls on all of them;
 * a first round, not recorded, warms up. Gives the samples of each contestant by its name.
 */
export async function interleave<Sample>(
  repetitions: number,
  contestants: readonly Contestant<Sample>[],
): Promise<Map<string, Sample[]>> {
  const samples = new Map(contestants.map(({ name }): [string, Sample[]] => [name, []]));
  for (let repetition = -1; repetition < repetitions; repetition++) {
    for (const contestant of contestants) {
      const sample = await contestant.run();
      if (repetition >= 0) samples.get(contestant.name)?.push(sample);
    }
  }
  return samples;
}

export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('No median of no values');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A row from two costs, of which the lower is the better; `atLeast` is the ratio that the budget asks for. */
export function rowOfCosts(row: Omit<BenchRow, 'ratio' | 'budget' | 'met'>, atLeast?: number): BenchRow {
  const ratio = row.peerValue / row.subjectValue;
  if (atLeast === undefined) return { ...row, ratio };
  return { ...row, ratio, budget: `ratio >= ${atLeast}`, met: ratio >= atLeast };
}

const COLUMNS = ['group', 'subject', 'peer', 'unit', 'of ukperf', 'of peer', 'ratio', 'budget', ''];

export function textTable(rows: readonly BenchRow[]): string {
  const lines = [COLUMNS, ...rows.map(cells)];
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

function cells(row: BenchRow): string[] {
  return [
    row.group,
    row.subject,
    row.peer,
    row.unit,
    threeDigits(row.subjectValue),
    threeDigits(row.peerValue),
    row.ratio.toFixed(2),
    row.budget ?? '',
    row.met === undefined ? '' : row.met ? 'met' : 'NOT met',
  ];
}

function threeDigits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** Prints the rows as a table, or as JSON with the machine they were measured on. */
export function printRows(rows: readonly BenchRow[], json: boolean): void {
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', platform: process.platform, node: process.version };
  if (json) {
    console.log(JSON.stringify({ machine, rows }, null, 2));
    return;
  }
  console.log(`${machine.cpu}, ${machine.platform}, Node ${machine.node}`);
  console.log('ratio = speed of ukperf / speed of the peer: above 1, ukperf is faster\n');
  console.log(textTable(rows));
}
