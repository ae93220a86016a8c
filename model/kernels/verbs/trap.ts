import { z } from 'zod';
import { touches } from '../language/operands.ts';
import type { HardwarePrimitive } from '../program/codes.ts';
import { verb } from './verb.ts';

const PRIMITIVES = {
  int: 'interruptInstruction',
  exception: 'exception',
  interrupt: 'hardwareInterrupt',
  'call-gate': 'callGate',
  'system-call': 'systemCall',
} as const satisfies Record<string, HardwarePrimitive>;

export const trap = verb({
  schema: z.strictObject({
    trap: z
      .enum(['int', 'exception', 'interrupt', 'call-gate', 'system-call'])
      .describe("Enters the kernel: the machine's cost of such a change of privilege."),
    ...touches,
  }),
  assemble(path, step, at) {
    path.hardware(PRIMITIVES[step.trap], 1);
    path.touches(step, at);
  },
});
