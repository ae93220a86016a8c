import type { KeyPath } from '../../document/document.ts';
import { shortList } from '../assembler/expression-compiler.ts';
import type { PathCompiler } from '../assembler/path-assembler.ts';
import { BODY_ARGUMENTS, OP } from '../program/program.ts';
import type { Step } from '../language/steps.ts';

/** A step that calls another path. */
export function compileCall(
  compiler: PathCompiler,
  step: Extract<Step, { call: unknown }>,
  at: KeyPath,
): void {
  const path = compiler.linker.symbols.paths.get(step.call);
  if (path === undefined) {
    compiler.fail([...at, 'call'], `a path (${shortList([...compiler.linker.symbols.paths.keys()])})`);
    return;
  }
  if (compiler.linker.paths[path].hasBody)
    compiler.fail(
      [...at, 'call'],
      'a path without a body: only the boundary enters one that has it',
      step.call,
    );
  noteCall(compiler, path, [...at, 'call']);
  const values = argumentsFor(compiler, path, step.with ?? {}, [...at, 'with']);
  compiler.emit(OP.call, path, values.length, ...values);
}

/** A system call enters the structure's path, with the personality's path as its body. */
export function compileSyscall(
  compiler: PathCompiler,
  step: Extract<Step, { syscall: unknown }>,
  at: KeyPath,
): void {
  const { linker } = compiler;
  const enter = linker.symbols.paths.get('system-call');
  const body = linker.symbols.paths.get(step.syscall);
  // Without a path for system calls the structure has been reported already.
  if (enter === undefined) return;
  if (body === undefined) {
    compiler.fail(
      [...at, 'syscall'],
      `a path of the personality (${shortList([...linker.symbols.paths.keys()])})`,
    );
    return;
  }
  if (linker.paths[body].hasBody)
    compiler.fail([...at, 'syscall'], 'a path without a body of its own', step.syscall);
  noteCall(compiler, body, [...at, 'syscall']);
  const given: Record<string, string | number | boolean> = { ...step.with };
  if (step.child) {
    const passed = Object.entries(step.pass ?? {}).map(([name, value]) => ({
      name,
      ...compiler.expression(value, [...at, 'pass', name]),
    }));
    if (passed.length > BODY_ARGUMENTS)
      compiler.fail([...at, 'pass'], `at most ${BODY_ARGUMENTS} values`, String(passed.length));
    compiler.emit(OP.passToChild, passed.length, ...passed.map((value) => value.at));
    const child = linker.addPath(
      `${compiler.path.name}: child`,
      passed.map(({ name, type }) => ({ name, type })),
      { spec: undefined, locator: compiler.locator },
      [...at, 'child'],
      step.child,
      true,
    );
    given['entry'] = child;
  }
  const values = argumentsFor(compiler, body, given, [...at, 'with']);
  if (values.length > BODY_ARGUMENTS)
    compiler.fail(at, `at most ${BODY_ARGUMENTS} arguments of a system call`, String(values.length));
  compiler.emit(OP.enter, body, enter, values.length, ...values);
}

/** A step that starts a program as a process of its own. */
export function compileLaunch(
  compiler: PathCompiler,
  step: Extract<Step, { launch: unknown }>,
  at: KeyPath,
): void {
  const program = compiler.linker.symbols.programs.index(step.program);
  if (program === undefined) {
    compiler.fail([...at, 'program'], `a program (${compiler.linker.symbols.programs.names.join(', ')})`);
    return;
  }
  const values = argumentsFor(
    compiler,
    compiler.linker.symbols.programs.list[program].path,
    step.with ?? {},
    [...at, 'with'],
  );
  const slot = compiler.variables.get(step.launch)?.slot ?? compiler.declare(step.launch, 'process');
  const priority = compiler.number(step.priority ?? 0, [...at, 'priority']);
  compiler.emit(OP.launch, slot, program, priority, values.length, ...values);
}

/** A step that makes a path the handler of the process's own page faults. */
export function compileHandleFaults(compiler: PathCompiler, name: string, at: KeyPath): void {
  const path = compiler.linker.symbols.paths.get(name);
  const { parameters = [] } = path === undefined ? {} : compiler.linker.paths[path];
  if (path === undefined || parameters.length !== 1 || parameters[0].type !== 'address')
    return compiler.fail(at, 'a path with one parameter, an address');
  compiler.emit(OP.handleFaults, path);
}

/** Expressions for the parameters of a path, in their order. */
function argumentsFor(
  compiler: PathCompiler,
  path: number,
  given: Record<string, string | number | boolean>,
  at: KeyPath,
): number[] {
  const { parameters, name } = compiler.linker.paths[path];
  for (const key of Object.keys(given)) {
    if (!parameters.some((parameter) => parameter.name === key)) {
      compiler.fail(
        [...at, key],
        `a parameter of ${name} (${parameters.map((parameter) => parameter.name).join(', ') || 'it has none'})`,
        JSON.stringify(key),
        'key',
      );
    }
  }
  return parameters.map((parameter) => {
    if (!Object.hasOwn(given, parameter.name)) {
      compiler.fail(at, `the parameter ${parameter.name} of ${name}`, 'no value for it');
      return compiler.number(0, at);
    }
    return compiler.typed(given[parameter.name], parameter.type, [...at, parameter.name]);
  });
}

/** A circle of calls that no condition breaks never ends; others may, and are left to the run. */
function noteCall(compiler: PathCompiler, path: number, at: KeyPath): void {
  if (compiler.conditions > 0) return;
  const from = compiler.linker.paths.indexOf(compiler.path);
  compiler.linker.calls.add(from, {
    to: path,
    problem: (found) => compiler.locator.problem(at, 'no circle of calls', found),
  });
}
