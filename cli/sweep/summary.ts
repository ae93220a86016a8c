import { median } from 'simple-statistics';
import { formatNumber } from '../../reports/numbers.ts';
import { readTable } from '../../sweeps/store/table-file.ts';
import type { Column } from '../../sweeps/store/table.ts';
import { track } from '../terminal/bars.ts';
import { figure, formatTable, picture, text, type Cell } from '../terminal/table.ts';

const MEDIAN = '●';

/** For each figure and variant its least, middle and greatest value over the points. */
export async function summaryTable(directory: string): Promise<string> {
  const { columns } = await readTable(directory);
  const variants = (columns.find(({ name }) => name === 'variant') as Column).data;
  const figures = columns.filter(({ meaning: { role } }) => role === 'measure' || role === 'derived');
  const rows: Cell[][] = figures.flatMap(({ name, data, meaning }) =>
    [...new Set(variants)].flatMap((variant) => {
      const values = data.filter(
        (value, row): value is number => typeof value === 'number' && variants[row] === variant,
      );
      if (values.length === 0) return [];
      const [least, most] = values.reduce(
        ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
        [Infinity, -Infinity],
      );
      const middle = median(values);
      return [
        [
          ...[name, String(variant), meaning.unit ?? ''],
          ...[least, middle, most].map(formatNumber),
          { draw: (width: number): string => track(least, most, [{ at: middle, sign: MEDIAN }], width) },
        ],
      ];
    }),
  );
  return formatTable(
    [
      ...[text('figure'), text('variant'), text('unit')],
      ...[figure('least'), figure('median'), figure('most'), picture(`${MEDIAN} median, least to most`)],
    ],
    rows,
  );
}
