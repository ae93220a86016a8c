import { z } from 'zod';
import { verb } from './verb.ts';

export const io = verb({
  schema: z.strictObject({
    io: z.enum(['isa', 'pci']).describe('Accesses to a port on this bus.'),
    times: z.int().min(1).max(100_000).describe('How many.'),
  }),
  assemble(path, step) {
    path.hardware(step.io === 'isa' ? 'portIoIsa' : 'portIoPci', step.times);
  },
});
