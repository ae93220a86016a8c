import { formatCount, formatNumber } from '../../reports/numbers.ts';
import { summaryOf } from '../../sweeps/analysis/summary.ts';
import { readTable } from '../../sweeps/store/table-file.ts';
import { track } from '../terminal/bars.ts';
import { figure, formatTable, picture, text, type Cell } from '../terminal/table.ts';

const MEDIAN = '●';

/** What to say of runs that failed. */
export const failedRuns = (failed: number, first: string): string =>
  `${formatCount(failed)} ${failed === 1 ? 'run' : 'runs'} failed${failed === 1 ? '' : ', the first'}: ${first}`;

/** For each figure and variant its least, middle and greatest value over the points. */
export async function summaryTable(directory: string): Promise<string> {
  const rows = summaryOf(await readTable(directory)).map(
    ({ figure: name, variant, unit, least, median, most }): Cell[] => [
      ...[name, variant, unit],
      ...[least, median, most].map(formatNumber),
      { draw: (width: number): string => track(least, most, [{ at: median, sign: MEDIAN }], width) },
    ],
  );
  return formatTable(
    [
      ...[text('figure'), text('variant'), text('unit')],
      ...[figure('least'), figure('median'), figure('most'), picture(`${MEDIAN} median, least to most`)],
    ],
    rows,
  );
}
