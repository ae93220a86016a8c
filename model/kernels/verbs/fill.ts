import { z } from 'zod';
import { by, expression } from '../language/operands.ts';
import { COPY_MODE, OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const fill = verb({
  schema: z.strictObject({
    fill: expression.describe('Fills this many bytes.'),
    to: expression.describe('Address of the target.'),
    'to-by': by('the target'),
  }),
  about: ({ to }) => `to ${to}`,
  assemble(path, step, at) {
    path.emit(
      OP.fill,
      path.number(step.fill, [...at, 'fill']),
      path.address(step.to, [...at, 'to']),
      step['to-by'] === 'frame' ? COPY_MODE.toByFrame : 0,
    );
  },
});
