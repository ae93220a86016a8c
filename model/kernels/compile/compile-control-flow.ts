import type { KeyPath } from '../../document/document.ts';
import type { PathCompiler } from '../assembler/path-assembler.ts';
import { OP } from '../program/program.ts';
import type { Step } from '../language/steps.ts';

const FILTERS = { present: 0, mapped: 1, 'private-writable': 2, 'shared-file': 3 } as const;
/** More repetitions than a run could count. */
const MAX_TIMES = 1e9;

/** Steps that are repeated. Loops of programs have numbers: their repetitions may be skipped. */
export function compileRepeat(
  compiler: PathCompiler,
  step: Extract<Step, { repeat: unknown }>,
  at: KeyPath,
): void {
  const loop = compiler.user ? compiler.linker.loops++ : -1;
  compileCountedLoop(
    compiler,
    step.repeat,
    [...at, 'repeat'],
    () => compiler.perhaps(step.do, [...at, 'do']),
    loop,
  );
}

/** Runs what `body` emits `times` times; the count is kept in a slot and goes down. */
export function compileCountedLoop(
  compiler: PathCompiler,
  times: string | number | boolean,
  at: KeyPath,
  body: () => void,
  loop = -1,
): void {
  const constant = Number(times);
  if (!Number.isNaN(constant) && !(Number.isInteger(constant) && constant >= 0 && constant <= MAX_TIMES))
    compiler.fail(at, `a whole number of times, at most ${MAX_TIMES}`, String(times));
  const slot = compiler.slots++;
  const count = compiler.number(times, at);
  compiler.linker.expressions.roundDown(count);
  compiler.emit(OP.set, slot, count);
  compiler.emit(OP.jumpUnless, compiler.linker.expressions.local(slot), 0);
  const exit = compiler.linker.code.length - 1;
  const top = compiler.linker.code.length;
  body();
  compiler.emit(OP.loop, slot, top, loop);
  compiler.linker.code[exit] = compiler.linker.code.length;
}

/** Steps that are repeated as long as a condition holds. */
export function compileWhile(
  compiler: PathCompiler,
  step: Extract<Step, { while: unknown }>,
  at: KeyPath,
): void {
  const top = compiler.linker.code.length;
  compiler.emit(OP.jumpUnless, compiler.number(step.while, [...at, 'while']), 0);
  const exit = compiler.linker.code.length - 1;
  compiler.perhaps(step.do, [...at, 'do']);
  compiler.emit(OP.jump, top);
  compiler.linker.code[exit] = compiler.linker.code.length;
}

/** One of two lists of steps, by a condition. */
export function compileIf(compiler: PathCompiler, step: Extract<Step, { if: unknown }>, at: KeyPath): void {
  compiler.emit(OP.jumpUnless, compiler.number(step.if, [...at, 'if']), 0);
  const toElse = compiler.linker.code.length - 1;
  compiler.perhaps(step.then, [...at, 'then']);
  if (step.else === undefined) {
    compiler.linker.code[toElse] = compiler.linker.code.length;
    return;
  }
  compiler.emit(OP.jump, 0);
  const toEnd = compiler.linker.code.length - 1;
  compiler.linker.code[toElse] = compiler.linker.code.length;
  compiler.perhaps(step.else, [...at, 'else']);
  compiler.linker.code[toEnd] = compiler.linker.code.length;
}

/** One of several lists of steps, drawn by their weights. */
export function compileChoose(
  compiler: PathCompiler,
  step: Extract<Step, { choose: unknown }>,
  at: KeyPath,
): void {
  const { code, expressions } = compiler.linker;
  const total = step.among.reduce((sum, { weight }) => sum + weight, 0);
  compiler.emit(OP.choose, compiler.numbered(compiler.linker.streams, step.choose), step.among.length);
  const table = code.length;
  let below = 0;
  for (const { weight } of step.among) {
    below += weight / total;
    compiler.emit(expressions.constant(below), 0);
  }
  const exits = step.among.map(({ do: steps }, index) => {
    code[table + 2 * index + 1] = code.length;
    compiler.perhaps(steps, [...at, 'among', index, 'do']);
    compiler.emit(OP.jump, 0);
    return code.length - 1;
  });
  for (const exit of exits) code[exit] = code.length;
}

/** Steps that are run for each page of a process that passes a filter. */
export function compileEachPage(
  compiler: PathCompiler,
  step: Extract<Step, { 'each-page': unknown }>,
  at: KeyPath,
): void {
  const cursor = compiler.slots++;
  const address = compiler.variables.get(step.as)?.slot ?? compiler.declare(step.as, 'address');
  const segment =
    step.segment === undefined ? -1 : (compiler.linker.symbols.segments.index(step.segment) ?? -2);
  if (segment === -2)
    compiler.fail([...at, 'segment'], `a segment (${compiler.linker.symbols.segments.names.join(', ')})`);
  compiler.emit(OP.set, cursor, compiler.number(0, at));
  const top = compiler.linker.code.length;
  compiler.emit(
    OP.nextPage,
    FILTERS[step['each-page']],
    compiler.object(step.of, [...at, 'of']),
    segment,
    cursor,
    address,
    0,
  );
  const exit = compiler.linker.code.length - 1;
  compiler.perhaps(step.do, [...at, 'do']);
  compiler.emit(OP.jump, top);
  compiler.linker.code[exit] = compiler.linker.code.length;
}
