import { z } from 'zod';
import { by, expression } from '../language/operands.ts';
import { COPY_MODE, OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const scan = verb({
  schema: z.strictObject({
    scan: expression.describe('Reads this many bytes in order, every word, with some instructions a word.'),
    from: expression.describe('Address of the source.'),
    instructions: z.number().min(0).max(1000).describe('Instructions a word.'),
    'from-by': by('the source'),
  }),
  about: ({ from }) => String(from),
  assemble(path, step, at) {
    path.emit(
      OP.scan,
      path.number(step.scan, [...at, 'scan']),
      path.address(step.from, [...at, 'from']),
      path.assembly.expressions.constant(step.instructions),
      step['from-by'] === 'frame' ? COPY_MODE.fromByFrame : 0,
    );
  },
});
