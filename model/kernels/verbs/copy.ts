import { z } from 'zod';
import { by, expression } from '../language/operands.ts';
import { COPY_MODE, OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const copy = verb({
  schema: z.strictObject({
    copy: expression.describe(
      'Copies this many bytes by a string instruction, or by a loop of instructions that also adds a checksum, say.',
    ),
    from: expression.describe('Address of the source.'),
    to: expression.describe('Address of the target.'),
    instructions: z
      .number()
      .min(0)
      .max(1000)
      .describe("Instructions a word beside the string instruction's cycle; 0 by default.")
      .optional(),
    'from-by': by('the source'),
    'to-by': by('the target'),
    'fetch-target': z
      .boolean()
      .describe('Reads from each line of the target first, so that its words are written in L1.')
      .optional(),
  }),
  about: ({ to }) => `to ${to}`,
  assemble(path, step, at) {
    const modes =
      (step['from-by'] === 'frame' ? COPY_MODE.fromByFrame : 0) |
      (step['to-by'] === 'frame' ? COPY_MODE.toByFrame : 0) |
      (step['fetch-target'] ? COPY_MODE.fetchTarget : 0);
    path.emit(
      OP.copy,
      path.number(step.copy, [...at, 'copy']),
      path.address(step.from, [...at, 'from']),
      path.address(step.to, [...at, 'to']),
      path.assembly.expressions.constant(step.instructions ?? 0),
      modes,
    );
  },
});
