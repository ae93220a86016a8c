import { z } from 'zod';
import { touches } from '../language/operands.ts';
import { name } from '../language/names.ts';
import { HARDWARE, OP } from '../program/codes.ts';
import { verb } from './verb.ts';

/** For paths whose instructions nobody has counted. */
export const spend = verb({
  schema: z.strictObject({
    spend: name.describe('Time that a source gives in cycles: an entry of `costs`.'),
    ...touches,
  }),
  assemble(path, step, at) {
    const cost = path.index(path.symbols.costs, step.spend, [...at, 'spend'], 'a cost');
    if (cost === undefined) return;
    path.emit(OP.hardware, HARDWARE.length + cost, 1);
    path.touches(step, at);
  },
});
