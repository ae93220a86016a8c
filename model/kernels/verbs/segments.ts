import { z } from 'zod';
import { touches } from '../language/operands.ts';
import { verb } from './verb.ts';

export const segments = verb({
  schema: z.strictObject({
    segments: z.int().min(1).max(1000).describe('Loads this many segment registers.'),
    ...touches,
  }),
  assemble(path, step, at) {
    path.hardware('segmentLoad', step.segments);
    path.touches(step, at);
  },
});
