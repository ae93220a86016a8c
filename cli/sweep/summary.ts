import { formatNumber } from '../../reports/numbers.ts';
import { summaryOf } from '../../sweeps/analysis/summary.ts';
import { readTable } from '../../sweeps/store/table-file.ts';
import { formatTable } from '../output.ts';

/** For each figure and variant its least, middle and greatest value over the points. */
export async function summaryTable(directory: string): Promise<string> {
  const rows = summaryOf(await readTable(directory)).map(({ figure, variant, unit, least, median, most }) => [
    ...[figure, variant, unit],
    ...[least, median, most].map(formatNumber),
  ]);
  return formatTable(['figure', 'variant', 'unit', 'least', 'median', 'most'], rows, [3, 4, 5]);
}
