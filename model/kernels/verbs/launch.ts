import { z } from 'zod';
import { argumentsFor } from '../assembler/calls.ts';
import { name, variable } from '../language/names.ts';
import { expression, given } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const launch = verb({
  schema: z.strictObject({
    launch: variable.describe(
      'Starts another process of the workload with a program of its own; the variable names it.',
    ),
    program: name.describe('The program that it runs, one of `programs`.'),
    with: given,
    priority: expression
      .describe(
        'Threads of a higher priority run first, and preempt; 0 by default. Children of fork inherit it.',
      )
      .optional(),
  }),
  assemble(path, step, at) {
    const { programs } = path.symbols;
    const program = path.index(programs, step.program, [...at, 'program'], 'a program');
    if (program === undefined) return;
    const values = argumentsFor(path, programs.list[program].path, step.with ?? {}, [...at, 'with']);
    const slot = path.slotOf(step.launch, 'process');
    const priority = path.number(step.priority ?? 0, [...at, 'priority']);
    path.emit(OP.launch, slot, program, priority, values.length, ...values);
  },
});
