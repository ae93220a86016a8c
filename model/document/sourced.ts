import { z } from 'zod';
import { mapOf } from './check.ts';
import { parseAs, patternOf, textOf, unitsOf, type Dimension } from './quantity.ts';
import { shaped, type JsonSchema } from './shape.ts';

/**
 * How far a number can be trusted, best first. `fitted` and `what-if` are set by programs, not by sources; what is `inferred` stands in
 * an inference, which says how it was judged.
 */
export const STATUSES = [
  'published',
  'measured',
  'derived',
  'estimated',
  'inferred',
  'fitted',
  'what-if',
] as const;
/** One of {@link STATUSES}. */
export type Status = (typeof STATUSES)[number];

export interface Bounds {
  /** Smallest value allowed (in the base unit of the dimension). */
  min?: number;
  max?: number;
  integer?: boolean;
}

/** A bare quantity, such as `256 KiB`; its value is in the base unit of its dimension. */
export function quantity(dimension: Dimension, bounds: Bounds = { min: 0 }): z.ZodType<number> {
  const type = z
    .union([z.string(), z.number()], { error: unitsOf(dimension) })
    .transform((input, context) => {
      const parsed = parseAs(input, dimension);
      const fault = parsed === undefined ? unitsOf(dimension) : boundsFault(parsed.value, bounds, dimension);
      if (fault === undefined) return (parsed as { value: number }).value;
      context.addIssue({ code: 'custom', message: fault, input });
      return z.NEVER;
    });
  return shaped(type, { schema: quantityShape(dimension, bounds) });
}

/** A text with a unit, or of a count also a plain number. Bounds of texts are left to the check itself, but for the sign. */
function quantityShape(dimension: Dimension, { min, max, integer }: Bounds): JsonSchema {
  const text = {
    pattern: patternOf(dimension, min === undefined || min < 0),
    patternErrorMessage: `expected ${unitsOf(dimension)}`,
  };
  if (dimension !== 'count') return { type: 'string', ...text };
  return {
    type: [integer ? 'integer' : 'number', 'string'],
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
    ...text,
  };
}

function boundsFault(value: number, { min, max, integer }: Bounds, dimension: Dimension): string | undefined {
  if (min !== undefined && value < min)
    return min === 0 ? 'no negative value' : `at least ${textOf(dimension, min)}`;
  if (max !== undefined && value > max) return `at most ${textOf(dimension, max)}`;
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

/** Where a value comes from. */
export const sourceText = z
  .string()
  .min(1)
  .describe('Where the value comes from: a document and the place in it, or how it was derived.');
export const status = z
  .enum(STATUSES)
  .describe(
    'How far the value can be trusted: published in a document, measured on a machine or in a trace, derived from those, estimated (a judgement), inferred (`ukperf infer`), fitted, or a what-if.',
  );

/** Schema of a sourced entry; the output is the value in the base unit of its dimension. */
export function sourced(dimension: Dimension, bounds: Bounds = { min: 0 }): z.ZodType<number> {
  const value = quantity(dimension, bounds);
  const entry = {
    value: value.describe(`The value: ${unitsOf(dimension)}.`),
    source: sourceText,
    status,
    range: z
      .tuple([value, value])
      .describe('[low, high]: what one may believe, in the same unit; it holds the value.')
      .optional(),
    note: z.string().describe('What else is to be said about the value.').optional(),
    fit: z.boolean().describe('A calibration may move the value within its range.').optional(),
  };
  const type = mapOf(entry, 'an entry { value, source, status }');
  const checked = type.transform((entry, context) => {
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
  return shaped(checked, { name: entryName(dimension, bounds), of: type });
}

/** Schema of a sourced entry that is one of some words; the output is the word. */
export function choice<const Words extends readonly [string, ...string[]]>(
  words: Words,
): z.ZodType<Words[number]> {
  const value = z.enum(words);
  const entry = {
    value: value.describe(`The choice: ${words.join(' or ')}.`),
    source: sourceText,
    status,
    range: z.array(value).describe('What one may believe.').optional(),
    note: z.string().describe('What else is to be said about the choice.').optional(),
  };
  return mapOf(entry, 'an entry { value, source, status }').transform(({ value: chosen }) => chosen);
}

/** Names the definition of an entry in a JSON Schema. */
function entryName(dimension: Dimension, { min, max, integer }: Bounds): string {
  const limits = [min === undefined ? '' : `-from-${min}`, max === undefined ? '' : `-to-${max}`];
  return `entry-${dimension}${integer ? '-whole' : ''}${dimension === 'count' ? limits.join('') : ''}`;
}

/** Whether a value of a resolved file is a sourced entry. */
export function isSourcedEntry(value: unknown): value is SourcedEntry {
  return (
    typeof value === 'object' && value !== null && 'value' in value && 'source' in value && 'status' in value
  );
}
