import { z } from 'zod';
import { expression } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

const OPERATIONS = {
  install: 0,
  map: 1,
  'unmap-everywhere': 2,
  'write-protect': 3,
  drop: 4,
  'unmap-others': 5,
  protect: 6,
  unprotect: 7,
  'write-protect-others': 8,
} as const;

export const page = verb({
  schema: z.strictObject({
    page: z
      .enum([
        'install',
        'map',
        'unmap-everywhere',
        'write-protect',
        'drop',
        'unmap-others',
        'protect',
        'unprotect',
        'write-protect-others',
      ])
      .describe('An operation on a page: it changes state, the steps around it say what that costs.'),
    at: expression.describe('Address of the page.'),
    write: expression.describe('Whether the page is to be written.').optional(),
  }),
  assemble(path, step, at) {
    path.emit(
      OP.page,
      OPERATIONS[step.page],
      path.address(step.at, [...at, 'at']),
      path.number(step.write ?? 0, [...at, 'write']),
    );
  },
});
