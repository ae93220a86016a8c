import { z } from 'zod';
import { countedLoop } from '../assembler/counted-loop.ts';
import { expression } from '../language/operands.ts';
import { verb } from './verb.ts';

/** Loops of programs have numbers: their repetitions may be skipped. */
export const repeat = verb({
  schema: (block) =>
    z.strictObject({
      repeat: expression.describe('Runs steps this many times.'),
      do: block.describe('Steps that are run each time.'),
    }),
  blocks: (step) => [step.do],
  assemble(path, step, at) {
    const loop = path.user ? path.assembly.loops++ : undefined;
    countedLoop(path, step.repeat, [...at, 'repeat'], () => path.perhaps(step.do, [...at, 'do']), loop);
  },
});
