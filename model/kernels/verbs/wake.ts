import { z } from 'zod';
import { expression } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const wake = verb({
  schema: z.strictObject({ wake: expression.describe('Wakes the threads that wait on a queue.') }),
  assemble(path, step, at) {
    path.emit(OP.wake, path.typed(step.wake, 'queue', [...at, 'wake']));
  },
});
