import { median } from 'simple-statistics';
import type { SweepTable } from '../store/table.ts';

/** The values of a figure of one variant over all points. */
export interface FigureSummary {
  figure: string;
  variant: string;
  unit: string;
  points: number;
  least: number;
  median: number;
  most: number;
}

/** For each figure and variant its least, middle and greatest value over the points. */
export function summaryOf({ columns }: SweepTable): FigureSummary[] {
  const variants = columns.find(({ name }) => name === 'variant')?.data ?? [];
  const figures = columns.filter(({ meaning: { role } }) => role === 'measure' || role === 'derived');
  return figures.flatMap(({ name: figure, data, meaning: { unit = '' } }) =>
    [...new Set(variants)].flatMap((variant): FigureSummary[] => {
      const values = data.filter(
        (value, row): value is number => typeof value === 'number' && variants[row] === variant,
      );
      if (values.length === 0) return [];
      const [least, most] = values.reduce(
        ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
        [Infinity, -Infinity],
      );
      const points = values.length;
      return [{ figure, variant: String(variant), unit, points, least, median: median(values), most }];
    }),
  );
}
