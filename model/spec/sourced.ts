import { z } from 'zod';
import { mapOf } from './check.ts';
import { baseUnitOf, parseAs, unitsOf, type Dimension } from './quantity.ts';

/** How far a number can be trusted, best first; `fitted` and `what-if` are set by programs, not by sources. */
export const STATUSES = ['published', 'measured', 'derived', 'estimated', 'fitted', 'what-if'] as const;
export type Status = (typeof STATUSES)[number];

export interface Bounds {
  /** Smallest value allowed (in the base unit of the dimension). */
  min?: number;
  max?: number;
  integer?: boolean;
}

/** A bare quantity, such as `256 KiB`; its value is in the base unit of its dimension. */
export function quantity(dimension: Dimension, bounds: Bounds = { min: 0 }): z.ZodType<number> {
  return z.union([z.string(), z.number()], { error: unitsOf(dimension) }).transform((input, context) => {
    const parsed = parseAs(input, dimension);
    const fault =
      parsed === undefined ? unitsOf(dimension) : boundsFault(parsed.value, bounds, baseUnitOf(dimension));
    if (fault === undefined) return (parsed as { value: number }).value;
    context.addIssue({ code: 'custom', message: fault, input });
    return z.NEVER;
  });
}

function boundsFault(value: number, { min, max, integer }: Bounds, unit: string): string | undefined {
  if (min !== undefined && value < min)
    return min === 0 ? 'no negative value' : `at least ${min} ${unit}`.trim();
  if (max !== undefined && value > max) return `at most ${max} ${unit}`.trim();
  if (integer && !Number.isInteger(value)) return 'a whole number';
  return undefined;
}

/** One entry of a cost table: a value with its unit, and where it comes from. */
export interface SourcedEntry {
  value: string | number;
  source: string;
  status: Status;
  range?: [string | number, string | number];
  note?: string;
  /** A calibration may move the value within its range. */
  fit?: boolean;
}

/** Schema of a sourced entry; the output is the value in the base unit of its dimension. */
export function sourced(dimension: Dimension, bounds: Bounds = { min: 0 }): z.ZodType<number> {
  const value = quantity(dimension, bounds);
  const entry = {
    value,
    source: z.string().min(1),
    status: z.enum(STATUSES),
    range: z.tuple([value, value]).optional(),
    note: z.string().optional(),
    fit: z.boolean().optional(),
  };
  return mapOf(entry, 'an entry { value, source, status }').transform((entry, context) => {
    const [low, high] = entry.range ?? [entry.value, entry.value];
    const outside = entry.status !== 'what-if' && (entry.value < low || entry.value > high);
    if (low <= high && !outside) return entry.value;
    context.addIssue({
      code: 'custom',
      path: ['range'],
      message: 'a range [low, high] that holds the value',
      input: entry.range,
    });
    return z.NEVER;
  });
}

/** Whether a value of a resolved file is a sourced entry. */
export function isSourcedEntry(value: unknown): value is SourcedEntry {
  return (
    typeof value === 'object' && value !== null && 'value' in value && 'source' in value && 'status' in value
  );
}
