import { z } from 'zod';
import { mapOf } from '../../document/check.ts';
import { name } from '../language/names.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

/** One of several lists of steps, drawn by their weights. */
export const choose = verb({
  schema: (block) =>
    z.strictObject({
      choose: name.describe('Draws one of several lists of steps, from a random stream of this name.'),
      among: z
        .array(
          mapOf({
            weight: z.number().positive().describe('How likely it is, beside the other weights.'),
            do: block.describe('Its steps.'),
          }),
        )
        .min(1)
        .describe('The lists of steps, with their weights.'),
    }),
  blocks: ({ among }) => among.map((choice) => choice.do),
  assemble(path, step, at) {
    const { code, expressions, streams } = path.assembly;
    const total = step.among.reduce((sum, { weight }) => sum + weight, 0);
    path.emit(OP.choose, path.numbered(streams, step.choose), step.among.length);
    const table = path.here;
    let below = 0;
    for (const { weight } of step.among) {
      below += weight / total;
      path.emit(expressions.constant(below), 0);
    }
    const exits = step.among.map((choice, index) => {
      code[table + 2 * index + 1] = path.here;
      path.perhaps(choice.do, [...at, 'among', index, 'do']);
      return path.jumpAhead(OP.jump);
    });
    for (const exit of exits) path.land(exit);
  },
});
