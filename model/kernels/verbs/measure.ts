import { z } from 'zod';
import { name } from '../language/names.ts';
import { expression } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const measure = verb({
  schema: (block) =>
    z.strictObject({
      measure: name.describe('Times steps: their mean time per operation becomes a measure of this name.'),
      operations: expression.describe('Operations that the steps do; 1 by default.').optional(),
      do: block.describe('Steps that are timed.'),
    }),
  blocks: (step) => [step.do],
  assemble(path, step, at) {
    const number = path.numbered(path.assembly.measures, step.measure);
    path.emit(OP.measureStart, number);
    path.block(step.do, [...at, 'do']);
    const operations = step.operations ?? 1;
    if (Number(operations) <= 0) path.fail([...at, 'operations'], 'at least 1 operation', String(operations));
    path.emit(OP.measureEnd, number, path.number(operations, [...at, 'operations']));
  },
});
