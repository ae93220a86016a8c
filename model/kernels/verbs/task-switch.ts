import { z } from 'zod';
import { touches } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const taskSwitch = verb({
  schema: z.strictObject({
    'task-switch': z
      .literal(true)
      .describe("Hardware task switch to the running thread's space; flushes when CR3 changes."),
    ...touches,
  }),
  assemble(path, step, at) {
    path.emit(OP.taskSwitch);
    path.touches(step, at);
  },
});
