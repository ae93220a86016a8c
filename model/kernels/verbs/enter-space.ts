import { z } from 'zod';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const enterSpace = verb({
  schema: z.strictObject({
    'enter-space': z
      .enum(['user', 'server'])
      .describe('Makes an address space current: nothing happens when it is already.'),
  }),
  assemble(path, step) {
    path.emit(OP.enterSpace, step['enter-space'] === 'user' ? 0 : 1);
  },
});
