import { z } from 'zod';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const halt = verb({
  schema: z.strictObject({ halt: z.literal(true).describe('Stops the processor until the next interrupt.') }),
  assemble(path) {
    path.emit(OP.halt);
  },
});
