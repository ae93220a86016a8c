import { z } from 'zod';
import { WORD_BYTES } from '../../hardware/layout.ts';
import { countOf } from '../assembler/counts.ts';
import { countOrConstant, expression, walked } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

/** Arrays of a walk, in the order of their accesses to an element. */
const WALKED = ['reads', 'updates', 'writes'] as const;

export const walk = verb({
  schema: z.strictObject({
    walk: expression.describe('Goes through arrays side by side, this many elements of each.'),
    reads: z.array(walked).describe('Arrays that are read.').optional(),
    writes: z.array(walked).describe('Arrays that are written.').optional(),
    updates: z.array(walked).describe('Arrays that are read, then written.').optional(),
    instructions: countOrConstant(z.number().min(0).max(1000)).describe(
      'Instructions an element, or the constant that holds them.',
    ),
    untimed: z.literal(true).describe('Caches and TLBs change, and the clock stands.').optional(),
  }),
  assemble(path, step, at) {
    const arrays = WALKED.flatMap((kind, index) =>
      (step[kind] ?? []).map(({ from, every, bytes = WORD_BYTES }, array) => [
        index,
        path.address(from, [...at, kind, array, 'from']),
        path.number(every, [...at, kind, array, 'every']),
        bytes,
      ]),
    );
    if (arrays.length === 0) path.fail(at, `an array in one of ${WALKED.join(', ')}`, 'none');
    path.emit(
      OP.walk,
      path.number(step.walk, [...at, 'walk']),
      path.assembly.expressions.constant(countOf(path, step.instructions, [...at, 'instructions'])),
      step.untimed ? 1 : 0,
      arrays.length,
      ...arrays.flat(),
    );
  },
});
