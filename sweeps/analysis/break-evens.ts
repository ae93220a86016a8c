import { numberOf } from '../file/number.ts';
import type { Chart } from '../file/sweep.ts';
import { breakEven, type BreakEven } from './break-even.ts';
import { cellsOf } from './cells.ts';
import type { SweepFigures, VariantInfo } from './sweep-figures.ts';

/** What a sweep asks for: where a figure passes a level. */
export type BreakEvenQuestion = Extract<Chart, { kind: 'break-even' }>;

/** Where a figure of a variant passes a level, at a level of another parameter where there is one. */
export interface BreakEvenRow {
  variant: VariantInfo;
  by?: string | number;
  result: BreakEven;
}

/** The level that is asked for, in the unit of the figure. */
export const levelOf = ({ passes }: BreakEvenQuestion): number => numberOf(passes)?.value ?? NaN;

/** Answers where a figure passes a level, for each variant that has it and each level of the other parameter. */
export function breakEvens(figures: SweepFigures, question: BreakEvenQuestion): BreakEvenRow[] {
  const { of, along, by } = question;
  const { scale } = figures.parameter(along);
  const places = [along, ...(by === undefined ? [] : [by])].map((name) => figures.placeOf(name));
  return figures.variantsWith(of).flatMap((variant) => {
    const cells = cellsOf(figures.points(variant.name, of), places);
    const levels = by === undefined ? [undefined] : figures.parameter(by).levels;
    return levels.flatMap((level): BreakEvenRow[] => {
      const line = cells
        .filter(({ levels: [, other] }) => other === level)
        .map(({ levels: [at], value, low, high }) => ({
          ...{ at: Number(at), value },
          ...(low === undefined || high === undefined ? {} : { low, high }),
        }))
        .sort((left, right) => left.at - right.at);
      if (line.length === 0) return [];
      const result = breakEven(line, levelOf(question), scale);
      return [{ variant, ...(level === undefined ? {} : { by: level }), result }];
    });
  });
}
