import { z } from 'zod';
import { expression } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const cachePage = verb({
  schema: z.strictObject({
    'cache-page': expression.describe(
      'Enters a page of this file into the page cache, in a frame of its own.',
    ),
    offset: expression.describe('Which page of the file.'),
  }),
  assemble(path, step, at) {
    path.emit(
      OP.cachePage,
      path.number(step['cache-page'], [...at, 'cache-page']),
      path.number(step.offset, [...at, 'offset']),
    );
  },
});
