import { z } from 'zod';
import { describe } from '../../document/problem.ts';
import { name } from '../language/names.ts';
import { expression } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

const OPERATIONS = { create: 0, fork: 1, exec: 2, destroy: 3 } as const;

export const space = verb({
  schema: z.strictObject({
    space: z
      .enum(['create', 'fork', 'exec', 'destroy'])
      .describe(
        'An operation on an address space: it changes state, the steps around it say what that costs.',
      ),
    of: name.describe('The process whose address space it is.'),
    image: expression.describe('Of create and exec: the image that it gets.').optional(),
    from: name.describe('Of fork: the process whose address space is copied.').optional(),
  }),
  assemble(path, step, at) {
    const image = step.image === undefined ? path.number(0, at) : path.number(step.image, [...at, 'image']);
    const from = step.from === undefined ? -1 : path.object(step.from, [...at, 'from']);
    if (step.space === 'fork' && step.from === undefined)
      path.fail(at, 'the key from: whose space is copied', 'no such key');
    if ((step.space === 'create' || step.space === 'exec') && typeof step.image !== 'string')
      path.fail([...at, 'image'], 'an image, such as image(name)', describe(step.image));
    path.emit(OP.space, OPERATIONS[step.space], path.object(step.of, [...at, 'of']), image, from);
  },
});
