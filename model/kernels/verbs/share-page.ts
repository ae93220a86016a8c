import { z } from 'zod';
import { expression } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const sharePage = verb({
  schema: z.strictObject({
    'share-page': expression.describe(
      'Makes this page of one process appear at an address of another, too: until the giver takes it back.',
    ),
    at: expression.describe('The address at which it appears.'),
    write: expression.describe('Whether it may be written there.').optional(),
  }),
  assemble(path, step, at) {
    path.emit(
      OP.sharePage,
      path.address(step['share-page'], [...at, 'share-page']),
      path.address(step.at, [...at, 'at']),
      path.number(step.write ?? 1, [...at, 'write']),
    );
  },
});
