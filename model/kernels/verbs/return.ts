import { z } from 'zod';
import { touches } from '../language/operands.ts';
import type { HardwarePrimitive } from '../program/codes.ts';
import { verb } from './verb.ts';

const PRIMITIVES = {
  iret: 'returnFromInterrupt',
  far: 'returnFromCallGate',
  'system-call': 'returnFromSystemCall',
} as const satisfies Record<string, HardwarePrimitive>;

export const returns = verb({
  schema: z.strictObject({
    return: z
      .enum(['iret', 'far', 'system-call'])
      .describe("Leaves the kernel: the machine's cost of such a return."),
    ...touches,
  }),
  assemble(path, step, at) {
    path.hardware(PRIMITIVES[step.return], 1);
    path.touches(step, at);
  },
});
