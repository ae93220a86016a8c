import { z } from 'zod';
import { name } from '../language/names.ts';
import { expression } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const start = verb({
  schema: z.strictObject({
    start: name.describe('Starts the thread of a new process.'),
    at: expression.describe('Where it starts: the entry that fork was given.'),
  }),
  assemble(path, step, at) {
    path.emit(OP.start, path.object(step.start, [...at, 'start']), path.number(step.at, [...at, 'at']));
  },
});
