import { LINE_BYTES } from '../../hardware/layout.ts';
import type { Locator } from '../../document/check.ts';
import type { KeyPath } from '../../document/document.ts';
import type { References } from '../language/operands.ts';
import { MODE } from '../program/codes.ts';
import type { Reference } from '../program/program.ts';
import type { Assembly } from './assembly.ts';
import { shortList } from './names.ts';
import type { Scope } from './expression-compiler.ts';

/** Words that are written of a line when a file does not say how many. */
const WRITTEN_WORDS = 2;

/** What a function or step touches, as files have it. */
export interface Touches {
  reads?: References | undefined;
  writes?: References | undefined;
}

/** References of a program that belong together: the first, and how many. */
export interface ReferenceRange {
  first: number;
  count: number;
}

/**
 * Adds the lines that a step or function reads and writes to the program's references.
 * @param scope the variables that it sees; functions see none
 */
export function addReferences(
  assembly: Assembly,
  touches: Touches,
  locator: Locator,
  at: KeyPath,
  scope: Scope | undefined,
): ReferenceRange {
  const first = assembly.references.length;
  for (const kind of ['reads', 'writes'] as const) {
    for (const [name, extent] of Object.entries(touches[kind] ?? {})) {
      const place = [...at, kind, name];
      const spec = typeof extent === 'number' ? { lines: extent } : extent;
      const { lines, at: line = 0, every = 1, words = WRITTEN_WORDS } = spec;
      const target = referred(assembly, name, scope);
      if (target === undefined) {
        const { regions, segments } = assembly.symbols;
        const known = [...regions.names, ...segments.names, 'self.MEMORY', ...(scope?.names() ?? [])];
        const expected = `a region, a segment or an object's memory (${shortList(known)})`;
        assembly.report(locator.problem(place, expected, JSON.stringify(name), 'key'));
        continue;
      }
      const last = line + (lines - 1) * every;
      if (last >= Math.ceil(target.bytes / LINE_BYTES))
        assembly.report(
          locator.problem(
            place,
            `lines within the ${target.bytes} bytes of ${name}`,
            `lines ${line} to ${last}`,
          ),
        );
      const { mode, a, b } = target;
      assembly.references.push({
        mode,
        a,
        b,
        line,
        count: lines,
        every,
        words: kind === 'writes' ? words : 0,
      });
    }
  }
  return { first, count: assembly.references.length - first };
}

/** What a name of a reference refers to, and how many bytes that has; undefined for no such name. */
function referred(
  { symbols: { regions, segments, objectTypes } }: Assembly,
  name: string,
  scope: Scope | undefined,
): (Pick<Reference, 'mode' | 'a' | 'b'> & { bytes: number }) | undefined {
  const [owner, member] = name.split('.');
  if (member !== undefined) {
    const variable = owner === 'self' ? { slot: undefined, type: 'process' } : scope?.find(owner);
    const type = variable && objectTypes.list[objectTypes.index(variable.type) ?? -1];
    const memory = type?.memory.findIndex((candidate) => candidate.name === member) ?? -1;
    if (variable === undefined || type === undefined || memory < 0) return undefined;
    const { bytes } = type.memory[memory];
    return variable.slot === undefined
      ? { mode: MODE.self, a: memory, b: 0, bytes }
      : { mode: MODE.object, a: memory, b: variable.slot, bytes };
  }
  const variable = scope?.find(name);
  if (variable?.type === 'address') return { mode: MODE.address, a: 0, b: variable.slot, bytes: Infinity };
  const region = regions.index(name);
  if (region !== undefined) return { mode: MODE.region, a: region, b: 0, bytes: regions.list[region].bytes };
  const segment = segments.index(name);
  return segment === undefined ? undefined : { mode: MODE.segment, a: segment, b: 0, bytes: Infinity };
}
