import type { Kind, Library, Problem } from '../model/index.ts';
import { check, ExtendedDocument } from '../model/document/check.ts';
import { SpecDocument, type SourceText } from '../model/document/document.ts';
import { readExtended } from '../model/library.ts';
import { problemsOf } from '../model/document/findings.ts';
import { type Context, type Shipped } from './context.ts';
import { extendable, FILE_KINDS, kindOf, type FileKind } from './kinds.ts';

/** What came of the checks of a file. */
export interface Finding {
  file: string;
  /** Undefined when nothing tells it. */
  kind: string | undefined;
  /** What the file was compiled with, by names or files. */
  against: readonly string[];
  /** In the order of the lines; those of files that it names, and that are wrong themselves, come last. */
  problems: readonly Problem[];
}

/**
 * Checks files of any kind: their own shape, and when that is right what they name. Files that are checked together may belong to each
 * other. Nothing is run.
 *
 * @param kind of all files; by default what their keys tell
 */
export function lint(
  library: Library,
  shipped: Shipped,
  sources: readonly SourceText[],
  kind?: FileKind,
): Finding[] {
  const parsed = sources.map((source) => ({ source, ...parse(source, kind) }));
  const together = new Map<string, string[]>();
  for (const { source, kind: own } of parsed)
    if (own !== undefined) together.set(own.name, [...(together.get(own.name) ?? []), source.file]);
  const context: Context = { library: withTexts(library, sources), together, ...shipped };
  return parsed.map(({ source, kind: own, document, problems }) => {
    const { file } = source;
    if (own === undefined || document === undefined) return { file, kind: own?.name, against: [], problems };
    const faults = shapeProblems(own, document, context);
    const { against, problems: found } =
      faults.length === 0 ? contextProblems(own, source, context) : { against: [], problems: faults };
    return { file, kind: own.name, against, problems: inOrder(found, file) };
  });
}

interface Parsed {
  kind: FileKind | undefined;
  document?: SpecDocument;
  problems: readonly Problem[];
}

function parse(source: SourceText, wanted: FileKind | undefined): Parsed {
  let document: SpecDocument | undefined;
  const faults = problemsOf(() => {
    document = new SpecDocument(source);
  });
  if (document === undefined) return { kind: wanted, problems: faults };
  const kind = wanted ?? kindOf(document.data);
  if (kind !== undefined) return { kind, document, problems: [] };
  const keys = FILE_KINDS.map(({ keys: [key] }) => key);
  return {
    kind,
    document,
    problems: [document.problem([], `a file with one of the keys ${[...new Set(keys)].join(', ')}`)],
  };
}

/** What is wrong with the shape of a file, together with what it extends. */
function shapeProblems(kind: FileKind, document: SpecDocument, { library }: Context): readonly Problem[] {
  return problemsOf(() => {
    const extended = extendable(kind)
      ? readExtended(library, kind.name as Kind, document.file)
      : new ExtendedDocument([document]);
    check(kind.schema, extended.data, extended);
  });
}

function contextProblems(
  kind: FileKind,
  source: SourceText,
  context: Context,
): ReturnType<NonNullable<FileKind['check']>> {
  return kind.check?.(source, context) ?? { problems: [], against: [] };
}

/** A library in which the files that are checked stand as they are on the command line, also where the package has one of the same path. */
function withTexts(library: Library, sources: readonly SourceText[]): Library {
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  return {
    read: (file) => texts.get(file) ?? library.read(file),
    names: (kind) => library.names(kind),
  };
}

function inOrder(problems: readonly Problem[], file: string): Problem[] {
  const rank = (problem: Problem): number => (problem.file === file ? 0 : 1);
  return [...problems].sort(
    (left, right) =>
      rank(left) - rank(right) ||
      (left.file < right.file ? -1 : Number(left.file > right.file)) ||
      left.line - right.line ||
      left.column - right.column,
  );
}
