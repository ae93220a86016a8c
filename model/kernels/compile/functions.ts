import type { Linker } from '../assembler/assembly.ts';
import type { Source } from './sources.ts';
import type { FootprintRule, KernelFunction } from '../files/kernel-file.ts';
import { MODE } from '../program/program.ts';

/** Lines of code, or of data, that a function may get by the footprint rule: 2 MiB in lines of 32 bytes. */
const MOST_LINES = 65_536;

/** A function's code and private data follow from its instructions by the footprint rule of its domain. */
export function compileFunctions(
  linker: Linker,
  { spec, locator }: Source<{ functions?: Record<string, Record<string, KernelFunction>> | undefined }>,
): void {
  for (const [domainName, functions] of Object.entries(spec.functions ?? {})) {
    const domain = linker.domainIndex(domainName, locator, ['functions', domainName], 'key');
    const rule = linker.sources.structure[0].spec.domains?.[domainName]?.footprint;
    if (rule === undefined) {
      if (linker.symbols.domains.list[domain].name === domainName) {
        const expected = 'a domain with a footprint rule';
        linker.report(
          locator.problem(['functions', domainName], expected, JSON.stringify(domainName), 'key'),
        );
      }
      for (const name of Object.keys(functions)) linker.symbols.functions.set(name, { first: 0, count: 0 });
      continue;
    }
    for (const [name, entry] of Object.entries(functions)) {
      const at = ['functions', domainName, name];
      linker.unique(linker.symbols.functions.get(name)?.first, locator, at);
      const fn = typeof entry === 'number' ? { instructions: entry } : entry;
      const lines =
        fn.lines ??
        Math.max(fn.instructions > 0 ? 1 : 0, Math.round(fn.instructions / rule['instructions-per-line']));
      const data = fn.data ?? Math.round(fn.instructions / rule['instructions-per-data-line']);
      if (Math.max(lines, data) > MOST_LINES) {
        const expected = `instructions with at most ${MOST_LINES} lines of code and of data each, or lines and data`;
        linker.report(locator.problem(at, expected, `${Math.max(lines, data)} lines`));
        linker.symbols.functions.set(name, { first: 0, count: 0 });
        continue;
      }
      const first = linker.functions.length;
      // An entry may stand for many functions of the real kernel, which lie apart: it becomes as many pieces.
      const pieces = Math.max(1, Math.round(lines / rule['lines-per-function']));
      const share = (total: number, piece: number): number =>
        Math.floor((total * (piece + 1)) / pieces) - Math.floor((total * piece) / pieces);
      for (let piece = 0; piece < pieces; piece++) {
        addPiece(
          linker,
          name,
          domain,
          rule,
          share(fn.instructions, piece),
          share(lines, piece),
          share(data, piece),
          () => {
            // Functions see no variables: their references name regions and the running process.
            if (piece === 0) linker.expressions.compileReferences(fn, locator, at, undefined);
          },
        );
      }
      linker.symbols.functions.set(name, { first, count: fn.absent ? 0 : pieces });
    }
  }
}

function addPiece(
  linker: Linker,
  name: string,
  domain: number,
  rule: FootprintRule,
  instructions: number,
  lines: number,
  privateLines: number,
  addReferences: () => void,
): void {
  const index = linker.functions.length;
  const firstReference = linker.references.length;
  const written = Math.round(privateLines * rule['written-share']);
  const read = privateLines - written;
  const words = Math.round(rule['words-per-written-line']);
  if (written > 0) addPrivate(linker, index, 0, written, words);
  if (read > 0) addPrivate(linker, index, written, read, 0);
  addReferences();
  linker.functions.push({
    name,
    domain,
    segment: -1,
    segmentLine: 0,
    instructions,
    lines,
    every: 1,
    privateLines,
    firstReference,
    references: linker.references.length - firstReference,
  });
}

/** A run of lines of the private data of a piece. */
function addPrivate(linker: Linker, piece: number, line: number, count: number, words: number): void {
  linker.references.push({ mode: MODE.function, a: piece, b: 0, line, count, every: 1, words });
}
