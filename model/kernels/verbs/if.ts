import { z } from 'zod';
import { expression } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const ifTrue = verb({
  schema: (block) =>
    z.strictObject({
      if: expression.describe('Runs steps when this is true.'),
      then: block.describe('Steps when it is true.'),
      else: block.describe('Steps when it is false.').optional(),
    }),
  blocks: (step) => [step.then, step.else ?? []],
  assemble(path, step, at) {
    const toElse = path.jumpAhead(OP.jumpUnless, path.number(step.if, [...at, 'if']));
    path.perhaps(step.then, [...at, 'then']);
    if (step.else === undefined) return path.land(toElse);
    const toEnd = path.jumpAhead(OP.jump);
    path.land(toElse);
    path.perhaps(step.else, [...at, 'else']);
    path.land(toEnd);
  },
});
