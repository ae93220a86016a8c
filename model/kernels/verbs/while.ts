import { z } from 'zod';
import { expression } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const whileTrue = verb({
  schema: (block) =>
    z.strictObject({
      while: expression.describe('Runs steps as long as this is true.'),
      do: block.describe('Steps that are run each time.'),
    }),
  blocks: (step) => [step.do],
  assemble(path, step, at) {
    const top = path.here;
    const exit = path.jumpAhead(OP.jumpUnless, path.number(step.while, [...at, 'while']));
    path.perhaps(step.do, [...at, 'do']);
    path.emit(OP.jump, top);
    path.land(exit);
  },
});
