import { median } from 'simple-statistics';
import { formatNumber } from '../../reports/numbers.ts';
import { readTable } from '../../sweeps/store/table-file.ts';
import type { Column } from '../../sweeps/store/table.ts';
import { formatTable } from '../output.ts';

/** For each figure and variant its least, middle and greatest value over the points. */
export async function summaryTable(directory: string): Promise<string> {
  const { columns } = await readTable(directory);
  const variants = (columns.find(({ name }) => name === 'variant') as Column).data;
  const figures = columns.filter(({ meaning: { role } }) => role === 'measure' || role === 'derived');
  const rows = figures.flatMap(({ name, data, meaning }) =>
    [...new Set(variants)].flatMap((variant) => {
      const values = data.filter(
        (value, row): value is number => typeof value === 'number' && variants[row] === variant,
      );
      if (values.length === 0) return [];
      const [least, most] = values.reduce(
        ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
        [Infinity, -Infinity],
      );
      return [
        [name, String(variant), meaning.unit ?? '', ...[least, median(values), most].map(formatNumber)],
      ];
    }),
  );
  return formatTable(['figure', 'variant', 'unit', 'least', 'median', 'most'], rows, [3, 4, 5]);
}
