import { z } from 'zod';
import { expression } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const wait = verb({
  schema: z.strictObject({ wait: expression.describe('The running thread waits on a queue.') }),
  assemble(path, step, at) {
    path.emit(OP.wait, path.typed(step.wait, 'queue', [...at, 'wait']));
  },
});
