import { z } from 'zod';
import { argumentsFor, noteCall } from '../assembler/calls.ts';
import { name } from '../language/names.ts';
import { given } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const call = verb({
  schema: z.strictObject({ call: name.describe('Runs another path.'), with: given }),
  assemble(path, step, at) {
    const callee = path.lookUp(path.symbols.paths, step.call, [...at, 'call'], 'a path');
    if (callee === undefined) return;
    if (path.assembly.paths[callee].hasBody)
      path.fail(
        [...at, 'call'],
        'a path without a body: only the boundary enters one that has it',
        step.call,
      );
    noteCall(path, callee, [...at, 'call']);
    const values = argumentsFor(path, callee, step.with ?? {}, [...at, 'with']);
    path.emit(OP.call, callee, values.length, ...values);
  },
});
