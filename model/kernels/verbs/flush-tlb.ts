import { z } from 'zod';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const flushTlb = verb({
  schema: z.strictObject({
    'flush-tlb': z
      .literal(true)
      .describe('Reloads CR3 whatever it holds: the way of the time to flush the TLB.'),
  }),
  assemble(path) {
    path.emit(OP.flushTlb);
  },
});
