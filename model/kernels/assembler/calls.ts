import type { KeyPath } from '../../document/document.ts';
import { foundName } from '../../document/suggestion.ts';
import type { ExpressionText } from '../language/operands.ts';
import type { PathAssembler } from './path-assembler.ts';

/** Expressions for the parameters of a path that is called, in their order. */
export function argumentsFor(
  path: PathAssembler,
  callee: number,
  given: Readonly<Record<string, ExpressionText>>,
  at: KeyPath,
): number[] {
  const { parameters, name } = path.assembly.paths[callee];
  const known = parameters.map((parameter) => parameter.name);
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    const expected = `a parameter of ${name} (${known.join(', ') || 'it has none'})`;
    path.fail([...at, key], expected, foundName(key, known), 'key');
  }
  return parameters.map((parameter) => {
    if (Object.hasOwn(given, parameter.name))
      return path.typed(given[parameter.name], parameter.type, [...at, parameter.name]);
    path.fail(at, `the parameter ${parameter.name} of ${name}`, 'no value for it');
    return path.number(0, at);
  });
}

/** A circle of calls that no condition breaks never ends; others may, and are left to the run. */
export function noteCall(path: PathAssembler, callee: number, at: KeyPath): void {
  if (path.conditions > 0) return;
  const { paths, calls } = path.assembly;
  calls.add(paths.indexOf(path.path), {
    to: callee,
    problem: (found) => path.locator.problem(at, 'no circle of calls', found),
  });
}
