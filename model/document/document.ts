import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type YAMLError,
} from 'yaml';
import { CONTROL, describe, SpecError, type Problem } from './problem.ts';

/** A path of keys into a document, outermost first. */
export type KeyPath = readonly PropertyKey[];

/** The text of a specification file and the name by which messages call it. */
export interface SourceText {
  file: string;
  text: string;
}

/** Characters of a file; the longest shipped one has a hundredth of it. */
const MAX_LENGTH = 8_000_000;
const MAX_ALIASES = 100;
const MAX_DEPTH = 100;
const SHALLOW = `nesting of at most ${MAX_DEPTH} levels`;
const DEEP = 'deeper nesting';
/** What a decoder puts in the place of bytes that are not UTF-8; and what UTF-16 has much of. */
const NOT_UTF8 = /[\0\ufffd]/;
/** In a text of several lines, which YAML allows, there are line ends and tabs. */
const CONTROL_IN_LINES = new RegExp(`(?![\\t\\n\\r])${CONTROL.source}`);

/** Data of a file, with the place of each key. */
export interface LocatedData {
  readonly file: string;
  readonly data: unknown;
  /** A problem at a path; `found` defaults to the value that stands there. */
  problem(path: KeyPath, expected: string, found?: string, at?: 'key' | 'value'): Problem;
}

/** A parsed YAML file that can tell where each key stands. */
export class SpecDocument implements LocatedData {
  readonly file: string;
  readonly data: unknown;
  private readonly document: Document;
  private readonly lines = new LineCounter();
  private lastAlias = 0;

  /** @throws SpecError with position when the text is not one well-formed YAML document. */
  constructor(source: SourceText) {
    this.file = source.file;
    try {
      this.document = this.parse(source.text);
      this.checkNodes();
      this.data = this.toData();
    } catch (error) {
      // The library calls itself for each level of nesting.
      if (!(error instanceof RangeError)) throw error;
      throw new SpecError([this.fault(0, SHALLOW, DEEP)]);
    }
    if (isDeeper(this.data, MAX_DEPTH)) throw new SpecError([this.fault(0, SHALLOW, DEEP)]);
  }

  private toData(): unknown {
    try {
      // The anchor counts as a use of itself.
      return this.document.toJS({ maxAliasCount: MAX_ALIASES + 1 });
    } catch (error) {
      if (error instanceof RangeError) throw error;
      throw new SpecError([
        this.fault(this.lastAlias, `at most ${MAX_ALIASES} uses of aliases`, 'aliases that multiply'),
      ]);
    }
  }

  private parse(text: string): Document {
    if (text.length > MAX_LENGTH)
      throw new SpecError([
        this.fault(0, `a file of at most ${MAX_LENGTH.toLocaleString('en-US')} characters`, 'a longer one'),
      ]);
    const foreign = text.search(NOT_UTF8);
    if (foreign >= 0) {
      const before = text.slice(0, foreign).split('\n');
      const place = { file: this.file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
      throw new SpecError([{ ...place, key: '', expected: 'a text in UTF-8', found: 'other bytes' }]);
    }
    const document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false, uniqueKeys: true });
    const faults = [...document.errors, ...document.warnings];
    if (faults.length === 0) return document;
    // What follows the first fault mostly follows from it.
    const fault = faults.find(tooDeep) ?? faults[0];
    throw new SpecError([this.fault(fault.pos[0], ...explain(fault))]);
  }

  /** Refuses what YAML allows but no specification needs: keys that are not names, aliases of nothing, control characters. */
  private checkNodes(): void {
    const problems: Problem[] = [];
    const anchors = new Set<string>();
    visit(this.document, {
      Node: (key, node) => {
        if (!isAlias(node)) {
          if (node.anchor !== undefined) anchors.add(node.anchor);
          const text = isScalar(node) && key !== 'key' ? node.value : undefined;
          if (typeof text === 'string' && CONTROL_IN_LINES.test(text))
            problems.push(
              this.fault(rangeOf(node) ?? 0, 'a text without control characters', describe(text)),
            );
          return;
        }
        this.lastAlias = rangeOf(node) ?? 0;
        if (!anchors.has(node.source))
          problems.push(this.fault(this.lastAlias, 'an anchor that stands before', `*${node.source}`));
      },
      Pair: (_, { key }) => {
        const name = isScalar(key) ? key.value : undefined;
        const plain = typeof name === 'string' ? !CONTROL.test(name) && name !== '__proto__' : name !== null;
        if (isScalar(key) && plain) return;
        const found = isScalar(key) ? describe(name) : 'another key';
        problems.push(this.fault(rangeOf(key) ?? 0, 'a plain name as key', found));
      },
    });
    if (problems.length > 0) throw new SpecError(problems);
  }

  private fault(offset: number, expected: string, found: string): Problem {
    const { line, col } = this.lines.linePos(offset);
    // There are no lines in a text that was not parsed.
    return { file: this.file, line: Math.max(1, line), column: Math.max(1, col), key: '', expected, found };
  }

  problem(path: KeyPath, expected: string, found?: string, at: 'key' | 'value' = 'value'): Problem {
    const { line, column } = this.locate(path, at);
    return {
      file: this.file,
      line,
      column,
      key: formatPath(path),
      expected,
      found: found ?? describe(valueAt(this.data, path)),
    };
  }

  /** Position (from 1) of the deepest part of the path that exists. */
  locate(path: KeyPath, at: 'key' | 'value' = 'value'): { line: number; column: number } {
    let node: unknown = this.document.contents;
    let start = rangeOf(node);
    for (const [depth, key] of path.entries()) {
      if (isAlias(node)) node = node.resolve(this.document);
      if (isMap(node)) {
        const pair = node.items.find(
          (item) => String((item.key as { value?: unknown }).value) === String(key),
        );
        if (!pair) break;
        const last = depth === path.length - 1;
        start = (last && at === 'key' ? undefined : rangeOf(pair.value)) ?? rangeOf(pair.key) ?? start;
        node = pair.value;
      } else if (isSeq(node)) {
        const item = node.items[Number(key)];
        if (item === undefined) break;
        start = rangeOf(item) ?? start;
        node = item;
      } else break;
    }
    const { line, col } = this.lines.linePos(start ?? 0);
    return { line, column: col };
  }
}

function rangeOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isDeeper(child, levels - 1));
}

function tooDeep({ message }: { message: string }): boolean {
  return message.includes('call stack');
}

/** What was expected and found, for a fault that the parser reports. */
function explain(fault: YAMLError): [expected: string, found: string] {
  if (tooDeep(fault)) return [SHALLOW, DEEP];
  if (fault.code === 'MULTIPLE_DOCS') return ['one document', 'a second one'];
  if (fault.code === 'DUPLICATE_KEY')
    return ['a key that the map does not have yet', 'the key for the second time'];
  return ['well-formed YAML', fault.message.replace(/\s+/g, ' ')];
}

/** The value at a path, or undefined. */
export function valueAt(data: unknown, path: KeyPath): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

export function formatPath(path: KeyPath): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  );
}
