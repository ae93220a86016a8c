import { z } from 'zod';
import { assign } from '../assembler/assign.ts';
import { target } from '../language/names.ts';
import { expression } from '../language/operands.ts';
import { verb } from './verb.ts';

export const set = verb({
  schema: z.strictObject({
    set: z.record(target, expression).describe('Sets variables, and fields of objects.'),
  }),
  assemble(path, step, at) {
    for (const [name, value] of Object.entries(step.set)) assign(path, name, value, [...at, 'set', name]);
  },
});
