import { z } from 'zod';
import { touches } from '../language/operands.ts';
import type { HardwarePrimitive } from '../program/codes.ts';
import { verb } from './verb.ts';

const PRIMITIVES = {
  lldt: 'localDescriptorTableLoad',
  'cr-load': 'controlRegisterLoad',
  'cr-read': 'controlRegisterRead',
  'invalidate-page': 'invalidatePage',
} as const satisfies Record<string, HardwarePrimitive>;

export const privileged = verb({
  schema: z.strictObject({
    privileged: z
      .partialRecord(
        z.enum(['lldt', 'cr-load', 'cr-read', 'invalidate-page']),
        z.int().min(1).max(1000).describe('How many of them.'),
      )
      .describe('Privileged instructions, and how often each runs.'),
    ...touches,
  }),
  about: (step) => Object.keys(step.privileged).join(', '),
  assemble(path, step, at) {
    for (const [name, times] of Object.entries(step.privileged))
      path.hardware(PRIMITIVES[name as keyof typeof PRIMITIVES], times);
    path.touches(step, at);
  },
});
