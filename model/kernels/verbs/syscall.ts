import { z } from 'zod';
import { argumentsFor, noteCall } from '../assembler/calls.ts';
import { name } from '../language/names.ts';
import { given, values as namedValues, type ExpressionText } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { BODY_ARGUMENTS } from '../program/program.ts';
import { verb } from './verb.ts';

/** A system call enters the structure's path, with the personality's path as its body. */
export const syscall = verb({
  schema: (block) =>
    z.strictObject({
      syscall: name.describe('A system call: runs a path of the personality through the boundary.'),
      with: given,
      child: block.describe('Of fork: the steps of the child.').optional(),
      pass: namedValues.describe('Of fork: values that the child finds in variables.').optional(),
    }),
  assemble(path, step, at) {
    const { assembly, symbols } = path;
    const enter = symbols.paths.get('system-call');
    // Without a path for system calls the structure has been reported already.
    if (enter === undefined) return;
    const body = path.lookUp(symbols.paths, step.syscall, [...at, 'syscall'], 'a path of the personality');
    if (body === undefined) return;
    if (assembly.paths[body].hasBody)
      path.fail([...at, 'syscall'], 'a path without a body of its own', step.syscall);
    noteCall(path, body, [...at, 'syscall']);
    const passed: Record<string, ExpressionText> = { ...step.with };
    if (step.child) {
      const variables = Object.entries(step.pass ?? {}).map(([variable, value]) => ({
        name: variable,
        ...path.expression(value, [...at, 'pass', variable]),
      }));
      if (variables.length > BODY_ARGUMENTS)
        path.fail([...at, 'pass'], `at most ${BODY_ARGUMENTS} values`, String(variables.length));
      path.emit(OP.passToChild, variables.length, ...variables.map((value) => value.at));
      passed['entry'] = assembly.addPath(
        `${path.path.name}: child`,
        variables.map(({ name: variable, type }) => ({ name: variable, type })),
        {
          locator: path.locator,
          at: [...at, 'child'],
          steps: step.child,
          hasBody: path.hasBody(step.child),
          user: true,
        },
      );
    }
    const values = argumentsFor(path, body, passed, [...at, 'with']);
    if (values.length > BODY_ARGUMENTS)
      path.fail(at, `at most ${BODY_ARGUMENTS} arguments of a system call`, String(values.length));
    path.emit(OP.enter, body, enter, values.length, ...values);
  },
});
