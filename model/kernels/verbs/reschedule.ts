import { z } from 'zod';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const reschedule = verb({
  schema: z.strictObject({
    reschedule: z
      .literal(true)
      .describe('Lets another ready thread run first, when the scheduler asks for it.'),
  }),
  assemble(path) {
    path.emit(OP.reschedule);
  },
});
