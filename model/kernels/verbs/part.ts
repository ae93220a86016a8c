import { z } from 'zod';
import { name } from '../language/names.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const part = verb({
  schema: z.strictObject({
    part: name.describe('From here on, time belongs to this part of the breakdown.'),
  }),
  assemble(path, step) {
    path.emit(OP.part, path.numbered(path.assembly.parts, step.part));
  },
});
