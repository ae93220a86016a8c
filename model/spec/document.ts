import { isAlias, isMap, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { describe, SpecError, type Problem } from './problem.ts';

/** A path of keys into a document, outermost first. */
export type KeyPath = readonly PropertyKey[];

/** The text of a specification file and the name by which messages call it. */
export interface SourceText {
  file: string;
  text: string;
}

const MAX_ALIASES = 100;
const MAX_DEPTH = 100;

/** A parsed YAML file that can tell where each key stands. */
export class SpecDocument {
  readonly file: string;
  readonly data: unknown;
  private readonly document: Document;
  private readonly lines = new LineCounter();

  /** @throws SpecError with position when the text is not one well-formed YAML document. */
  constructor(source: SourceText) {
    this.file = source.file;
    this.document = parseDocument(source.text, {
      lineCounter: this.lines,
      prettyErrors: false,
      uniqueKeys: true,
    });
    if (this.document.errors.length > 0) {
      throw new SpecError(
        this.document.errors.map((error) => {
          const { line, col } = this.lines.linePos(error.pos[0]);
          return {
            file: this.file,
            line,
            column: col,
            key: '',
            expected: 'well-formed YAML',
            found: error.message.replace(/\s+/g, ' '),
          };
        }),
      );
    }
    try {
      this.data = this.document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown;
    } catch (error) {
      throw new SpecError([
        this.problem([], `at most ${MAX_ALIASES} uses of aliases`, (error as Error).message),
      ]);
    }
    if (depthOf(this.data) > MAX_DEPTH) {
      throw new SpecError([this.problem([], `nesting of at most ${MAX_DEPTH} levels`, 'deeper nesting')]);
    }
  }

  /** Whether the document itself holds the path (and did not inherit it). */
  has(path: KeyPath): boolean {
    return this.document.hasIn(path);
  }

  /** A problem at a path; `found` defaults to the value that stands there. */
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

function depthOf(value: unknown, depth = 0): number {
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return depth;
  return Math.max(depth, ...Object.values(value).map((child) => depthOf(child, depth + 1)));
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
