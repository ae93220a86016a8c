import { z } from 'zod';
import { countedLoop } from '../assembler/counted-loop.ts';
import { expression, touches } from '../language/operands.ts';
import { name } from '../language/names.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const run = verb({
  schema: z.strictObject({
    run: name.describe('Runs a function of a domain: its instructions over its lines of code and data.'),
    times: expression.describe('How often it is run; 1 by default.').optional(),
    ...touches,
  }),
  assemble(path, step, at) {
    const fn = path.lookUp(path.symbols.functions, step.run, [...at, 'run'], 'a function');
    if (fn === undefined || fn.count === 0) return;
    const once = (): void => {
      path.emit(OP.run, fn.first, fn.count);
      path.touches(step, at);
    };
    if (step.times === undefined) once();
    else countedLoop(path, step.times, [...at, 'times'], once);
  },
});
