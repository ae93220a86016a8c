import { z } from 'zod';
import { expression } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const disk = verb({
  schema: z.strictObject({
    disk: z.enum(['read', 'write']).describe('A request to the disk.'),
    block: expression.describe('The first block.'),
    bytes: expression.describe('How many bytes.'),
    'then-wake': expression.describe('The queue that is woken when the request is done.'),
  }),
  assemble(path, step, at) {
    path.emit(
      OP.disk,
      step.disk === 'read' ? 0 : 1,
      path.number(step.block, [...at, 'block']),
      path.number(step.bytes, [...at, 'bytes']),
      path.typed(step['then-wake'], 'queue', [...at, 'then-wake']),
    );
  },
});
