import { z } from 'zod';
import { mapOf } from '../../document/check.ts';
import { name } from './names.ts';

/** An expression of a step: a text, or a plain number; see expression.ts. */
export const expression = z.union([z.string().min(1), z.number(), z.boolean()], {
  error: 'an expression (a number or a text such as "min(left, 4096)")',
});
export type ExpressionText = z.output<typeof expression>;

/** A number of instructions that a step gives itself. */
export const instructions = z.int().min(0).max(1e9);

/** A number of instructions, or the constant that holds it. */
export const countOrConstant = <Count extends z.ZodType>(count: Count): z.ZodUnion<[Count, z.ZodString]> =>
  z.union([count, name], { error: 'a number of instructions, or the name of a constant' });

/** Values by the names of parameters. */
export const values = z.record(name, expression);
/** The same, of a path that is called. */
export const given = values.describe('Values of its parameters, by name.').optional();

/** How many lines of a region a step touches, and from which line on. */
const extent = z.union(
  [
    z.int().min(1).max(100_000),
    mapOf({
      lines: z.int().min(1).max(100_000).describe('Lines of 32 bytes.'),
      at: z.int().min(0).max(1_000_000).describe('The first line, counted from 0; 0 by default.').optional(),
      every: z
        .int()
        .min(1)
        .max(4096)
        .describe('Distance between the lines, for a sparse walk; 1 by default.')
        .optional(),
      words: z.int().min(1).max(1024).describe('Words of each line that are accessed.').optional(),
    }),
  ],
  { error: 'a number of lines, or { lines, at, every, words }' },
);

/** Lines that are touched, by what they lie in. */
export const references = z.record(
  name,
  extent.describe('How many lines are touched, and from which line on.'),
);
export type References = z.output<typeof references>;

/** What a step touches beside what it does. */
export const touches = {
  reads: references.describe('Regions, segments or memory of objects that are read.').optional(),
  writes: references.describe('Regions, segments or memory of objects that are written.').optional(),
};

/** How many lines an extent has. */
export function linesOf(one: References[string]): number {
  return typeof one === 'number' ? one : one.lines;
}

/** How one end of a copy is reached. */
export const by = (end: string): z.ZodOptional<z.ZodEnum<{ mapping: 'mapping'; frame: 'frame' }>> =>
  z
    .enum(['mapping', 'frame'])
    .describe(
      `How ${end} is reached: through the mapping of the process, or the system's own view of memory.`,
    )
    .optional();

/** An array that a walk goes through: its first element, the distance of its elements and the bytes that are accessed of each. */
export const walked = z.strictObject({
  from: expression.describe('Address of the first element.'),
  every: expression.describe('Distance of the elements, in bytes.'),
  bytes: z.int().min(1).max(32).describe('Bytes that are accessed of each element.').optional(),
});
