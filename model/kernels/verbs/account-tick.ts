import { z } from 'zod';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const accountTick = verb({
  schema: z.strictObject({
    'account-tick': z.literal(true).describe("Counts a clock tick against the running thread's slice."),
  }),
  assemble(path) {
    path.emit(OP.accountTick);
  },
});
