import { z } from 'zod';
import { expression } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const enterHandler = verb({
  schema: z.strictObject({
    'enter-handler': expression.describe(
      'Runs the handler of the running program for a page, in user mode, before the faulting step is tried again.',
    ),
  }),
  assemble(path, step, at) {
    path.emit(OP.enterHandler, path.address(step['enter-handler'], [...at, 'enter-handler']));
  },
});
