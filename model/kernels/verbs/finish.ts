import { z } from 'zod';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const finish = verb({
  schema: z.strictObject({ finish: z.literal(true).describe('Ends the running thread.') }),
  assemble(path) {
    path.emit(OP.finish);
  },
});
