import { WORD_BYTES } from '../../hardware/layout.ts';
import type { KeyPath } from '../../document/document.ts';
import { compileCountedLoop } from './compile-control-flow.ts';
import { shortList } from '../assembler/expression-compiler.ts';
import type { PathCompiler } from '../assembler/path-assembler.ts';
import { OP } from '../program/program.ts';
import type { References, Step } from '../language/steps.ts';

/** Arrays of a walk, in the order of their accesses to an element. */
const WALKED = ['reads', 'updates', 'writes'] as const;

/** A step that runs a function of the system. */
export function compileRun(compiler: PathCompiler, step: Extract<Step, { run: unknown }>, at: KeyPath): void {
  const fn = compiler.linker.symbols.functions.get(step.run);
  if (fn === undefined) {
    compiler.fail([...at, 'run'], `a function (${shortList([...compiler.linker.symbols.functions.keys()])})`);
    return;
  }
  if (fn.count === 0) return;
  if (step.times === undefined) {
    compiler.emit(OP.run, fn.first, fn.count);
    return compiler.touches(step, at);
  }
  compileCountedLoop(compiler, step.times, [...at, 'times'], () => {
    compiler.emit(OP.run, fn.first, fn.count);
    compiler.touches(step, at);
  });
}

/** User code becomes one anonymous function for each segment that holds code; what exceeds its lines spins. */
export function compileCompute(
  compiler: PathCompiler,
  step: Extract<Step, { compute: unknown }>,
  at: KeyPath,
): void {
  const { linker } = compiler;
  const user = linker.symbols.domains.index(step.in ?? 'user');
  if (user === undefined)
    return compiler.fail([...at, 'in'], `a domain (${linker.symbols.domains.names.join(', ')})`);
  const code = Object.entries(step.code);
  const total = code.reduce((sum, [, extent]) => sum + linesOf(extent), 0);
  if (total === 0) return compiler.fail([...at, 'code'], 'at least one line of code of a segment', 'none');
  const compute = instructionsOf(compiler, step.compute, [...at, 'compute']);
  const { instructionsPerLine } = linker.symbols.domains.list[user];
  const straight = Math.min(compute, Math.round(total * instructionsPerLine));
  code.forEach(([name, extent], index) => {
    const segment = linker.symbols.segments.index(name);
    if (segment === undefined)
      return compiler.fail(
        [...at, 'code', name],
        `a segment (${linker.symbols.segments.names.join(', ')})`,
        JSON.stringify(name),
        'key',
      );
    const lines = linesOf(extent);
    // The first piece of code carries the data references and the rounding.
    const others = code
      .slice(1)
      .reduce((sum, [, other]) => sum + Math.floor((straight * linesOf(other)) / total), 0);
    const instructions = index === 0 ? straight - others : Math.floor((straight * lines) / total);
    const { first, count } =
      index === 0
        ? linker.expressions.compileReferences(step, compiler.locator, at, compiler)
        : { first: 0, count: 0 };
    const number = linker.functions.push({
      name: `${compiler.path.name}: ${name}`,
      domain: user,
      segment,
      segmentLine: typeof extent === 'number' ? 0 : (extent.at ?? 0),
      instructions,
      lines,
      every: typeof extent === 'number' ? 1 : (extent.every ?? 1),
      privateLines: 0,
      firstReference: first,
      references: count,
    });
    compiler.emit(OP.run, number - 1, 1);
  });
  if (compute > straight) compiler.emit(OP.spin, compute - straight);
}

/** User code that wanders over its working set. */
export function compileWork(
  compiler: PathCompiler,
  step: Extract<Step, { work: unknown }>,
  at: KeyPath,
): void {
  const { localities, segments } = compiler.linker.symbols;
  const locality = localities.index(step.locality);
  if (locality === undefined)
    compiler.fail([...at, 'locality'], `a locality (${localities.names.join(', ') || 'there is none'})`);
  const extent = (part: 'code' | 'data'): number[] => {
    const { segment, pages } = step[part];
    const index = segments.index(segment);
    if (index === undefined)
      compiler.fail([...at, part, 'segment'], `a segment (${segments.names.join(', ')})`);
    return [index ?? 0, compiler.number(pages, [...at, part, 'pages'])];
  };
  compiler.emit(
    OP.work,
    locality ?? 0,
    compiler.number(step.work, [...at, 'work']),
    ...extent('code'),
    ...extent('data'),
  );
}

/** Code that walks through arrays, element by element. */
export function compileWalk(
  compiler: PathCompiler,
  step: Extract<Step, { walk: unknown }>,
  at: KeyPath,
): void {
  const arrays = WALKED.flatMap((kind, index) =>
    (step[kind] ?? []).map(({ from, every, bytes = WORD_BYTES }, array) => [
      index,
      compiler.address(from, [...at, kind, array, 'from']),
      compiler.number(every, [...at, kind, array, 'every']),
      bytes,
    ]),
  );
  if (arrays.length === 0) compiler.fail(at, `an array in one of ${WALKED.join(', ')}`, 'none');
  compiler.emit(
    OP.walk,
    compiler.number(step.walk, [...at, 'walk']),
    compiler.linker.expressions.constant(countOf(compiler, step.instructions, [...at, 'instructions'])),
    step.untimed ? 1 : 0,
    arrays.length,
    ...arrays.flat(),
  );
}

/** A number of instructions, or the constant that holds it. */
function instructionsOf(compiler: PathCompiler, count: number | string, at: KeyPath): number {
  return Math.round(countOf(compiler, count, at));
}

/** A number that is not negative, or the constant that holds it. */
function countOf(compiler: PathCompiler, count: number | string, at: KeyPath): number {
  if (typeof count === 'number') return count;
  const { constants } = compiler.linker.symbols;
  const constant = constants.index(count);
  const value = constant === undefined ? undefined : constants.list[constant];
  if (value !== undefined && value >= 0) return value;
  compiler.fail(
    at,
    `a number of instructions, or a constant (${constants.names.join(', ')})`,
    JSON.stringify(count),
  );
  return 0;
}

function linesOf(extent: References[string]): number {
  return typeof extent === 'number' ? extent : extent.lines;
}
