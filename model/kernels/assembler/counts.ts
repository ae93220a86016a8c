import type { KeyPath } from '../../document/document.ts';
import type { PathAssembler } from './path-assembler.ts';

/** A number that is not negative, or the constant that holds it. */
export function countOf(path: PathAssembler, count: number | string, at: KeyPath): number {
  if (typeof count === 'number') return count;
  const { constants } = path.symbols;
  const constant = constants.index(count);
  const value = constant === undefined ? undefined : constants.list[constant];
  if (value !== undefined && value >= 0) return value;
  const expected = `a number of instructions, or a constant (${constants.names.join(', ')})`;
  path.fail(at, expected, JSON.stringify(count));
  return 0;
}
