import { z } from 'zod';
import { touches } from '../language/operands.ts';
import { verb } from './verb.ts';

export const touch = verb({
  schema: z.strictObject({ touch: z.literal(true).describe('Only reads and writes.'), ...touches }),
  about: ({ reads, writes }) => Object.keys({ ...reads, ...writes }).join(', '),
  assemble(path, step, at) {
    path.touches(step, at);
  },
});
