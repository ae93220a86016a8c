import type { Assembly } from '../assembler/assembly.ts';
import { addReferences } from '../assembler/references.ts';
import type { Source } from './sources.ts';
import type { KernelFunction } from '../files/sections.ts';
import type { FootprintRule, Structure } from '../files/structure-file.ts';
import { MODE } from '../program/codes.ts';

/** Lines of code, or of data, that a function may get by the footprint rule: 2 MiB in lines of 32 bytes. */
const MOST_LINES = 65_536;

/** A function's code and private data follow from its instructions by the footprint rule of its domain. */
export function compileFunctions(
  assembly: Assembly,
  { spec, locator }: Source<{ functions?: Record<string, Record<string, KernelFunction>> | undefined }>,
  structure: Structure,
): void {
  for (const [domainName, functions] of Object.entries(spec.functions ?? {})) {
    const domain = assembly.domainIndex(domainName, locator, ['functions', domainName], 'key');
    const rule = structure.domains?.[domainName]?.footprint;
    if (rule === undefined) {
      if (assembly.symbols.domains.list[domain].name === domainName) {
        const expected = 'a domain with a footprint rule';
        assembly.report(
          locator.problem(['functions', domainName], expected, JSON.stringify(domainName), 'key'),
        );
      }
      for (const name of Object.keys(functions)) assembly.symbols.functions.set(name, { first: 0, count: 0 });
      continue;
    }
    for (const [name, entry] of Object.entries(functions)) {
      const at = ['functions', domainName, name];
      assembly.unique(assembly.symbols.functions.get(name)?.first, locator, at);
      const fn = typeof entry === 'number' ? { instructions: entry } : entry;
      const lines =
        fn.lines ??
        Math.max(fn.instructions > 0 ? 1 : 0, Math.round(fn.instructions / rule['instructions-per-line']));
      const data = fn.data ?? Math.round(fn.instructions / rule['instructions-per-data-line']);
      if (Math.max(lines, data) > MOST_LINES) {
        const expected = `instructions with at most ${MOST_LINES} lines of code and of data each, or lines and data`;
        assembly.report(locator.problem(at, expected, `${Math.max(lines, data)} lines`));
        assembly.symbols.functions.set(name, { first: 0, count: 0 });
        continue;
      }
      const first = assembly.functions.length;
      // An entry may stand for many functions of the real kernel, which lie apart: it becomes as many pieces.
      const pieces = Math.max(1, Math.round(lines / rule['lines-per-function']));
      const share = (total: number, piece: number): number =>
        Math.floor((total * (piece + 1)) / pieces) - Math.floor((total * piece) / pieces);
      for (let piece = 0; piece < pieces; piece++) {
        addPiece(
          assembly,
          name,
          domain,
          rule,
          share(fn.instructions, piece),
          share(lines, piece),
          share(data, piece),
          () => {
            // Functions see no variables: their references name regions and the running process.
            if (piece === 0) addReferences(assembly, fn, locator, at, undefined);
          },
        );
      }
      assembly.symbols.functions.set(name, { first, count: fn.absent ? 0 : pieces });
    }
  }
}

function addPiece(
  assembly: Assembly,
  name: string,
  domain: number,
  rule: FootprintRule,
  instructions: number,
  lines: number,
  privateLines: number,
  touch: () => void,
): void {
  const index = assembly.functions.length;
  const firstReference = assembly.references.length;
  const written = Math.round(privateLines * rule['written-share']);
  const read = privateLines - written;
  const words = Math.round(rule['words-per-written-line']);
  if (written > 0) addPrivate(assembly, index, 0, written, words);
  if (read > 0) addPrivate(assembly, index, written, read, 0);
  touch();
  assembly.functions.push({
    name,
    domain,
    segment: -1,
    segmentLine: 0,
    instructions,
    lines,
    every: 1,
    privateLines,
    firstReference,
    references: assembly.references.length - firstReference,
  });
}

/** A run of lines of the private data of a piece. */
function addPrivate(assembly: Assembly, piece: number, line: number, count: number, words: number): void {
  assembly.references.push({ mode: MODE.function, a: piece, b: 0, line, count, every: 1, words });
}
