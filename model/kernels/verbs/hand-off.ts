import { z } from 'zod';
import { expression } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const handOff = verb({
  schema: z.strictObject({
    'hand-off': expression.describe(
      "Switches at once to the thread that waits on a queue longest, without a look at the ready queue and without the structure's switch path. The running thread stays ready, or waits itself.",
    ),
    'then-wait': expression.describe('The queue on which the running thread waits.').optional(),
  }),
  assemble(path, step, at) {
    const queue = path.typed(step['hand-off'], 'queue', [...at, 'hand-off']);
    const wait = step['then-wait'];
    if (wait === undefined) path.emit(OP.handOff, queue, 0, 0);
    else path.emit(OP.handOff, queue, 1, path.typed(wait, 'queue', [...at, 'then-wait']));
  },
});
