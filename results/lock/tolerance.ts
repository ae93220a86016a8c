import { z } from 'zod';
import { UNITS } from '../../model/units.ts';

/** How far a figure may move: a share of what it was, or an amount in the unit of its row. */
export interface Tolerance {
  amount: number;
  /** `%`, or the unit of a row. */
  unit: string;
}

const PATTERN = /^(\d+(?:\.\d+)?) ?(\S.*)$/;
const EXPECTED = `a share or an amount: a number with %, or with the unit of the row (${UNITS.join(', ')})`;

const fromText = (units: readonly string[], expected: string): z.ZodType<Tolerance> =>
  z.string({ error: expected }).transform((text, context): Tolerance => {
    const [, amount, written = ''] = PATTERN.exec(text.trim()) ?? [];
    const unit = written.replace(/^[u\u03bc](?=s$)/, '\u00b5');
    if (amount !== undefined && units.includes(unit)) return { amount: Number(amount), unit };
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });

/** Schema of the tolerance of one row: `2 %` or `5 cycles`. */
export const toleranceSchema = fromText(['%', ...UNITS], EXPECTED);

/** Schema of the tolerance of rows of several units: `2 %`. */
export const shareSchema = fromText(['%'], 'a share: a number with %');

export const formatTolerance = ({ amount, unit }: Tolerance): string => `${amount} ${unit}`;

/** Whether a figure has moved by no more than a tolerance. */
export function isWithin(before: number, after: number, { amount, unit }: Tolerance): boolean {
  const most = unit === '%' ? (amount / 100) * Math.abs(before) : amount;
  return Math.abs(after - before) <= most;
}
