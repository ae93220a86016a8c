import { beside, isNear } from './near.ts';
import { ExtendedDocument } from './document/check.ts';
import { SpecDocument, type KeyPath, type LocatedData } from './document/document.ts';
import { describe, SpecError } from './document/problem.ts';
import type { Status } from './document/sourced.ts';
import { foundName } from './document/suggestion.ts';

/** The kinds of specification files, and where the shipped ones lie. */
export const KINDS = {
  machine: 'model/hardware/profiles',
  structure: 'model/kernels/structures',
  personality: 'model/kernels/personalities',
  workload: 'model/workloads',
  inference: 'model/kernels/inferred',
} as const;
/** A kind of specification file. */
export type Kind = keyof typeof KINDS;

/**
 * Where specification texts come from: a disk, or a bundle in a browser. The model itself does no input or output.
 *
 * A library does not change: texts are parsed once for each one.
 */
export interface Library {
  /** The text of a file; undefined when there is none. `file` is a path as {@link KINDS} begin, or a user's own. */
  read(file: string): string | undefined;
  /** The names of the shipped files of a kind. */
  names(kind: Kind): string[];
}

/** The names of those of some files that are of a kind, in alphabetical order. */
export function namesAmong(files: Iterable<string>, kind: Kind): string[] {
  const start = `${KINDS[kind]}/`;
  const names = [...files]
    .filter((file) => file.startsWith(start))
    .map((file) => file.slice(start.length).split('/'))
    // A personality is a directory; the other kinds are files, and what they include lies below.
    .filter((parts) => (kind === 'personality' ? parts.length > 1 : parts.length === 1))
    .map(([name]) => name.replace(/\.yaml$/, ''));
  return [...new Set(names)].sort();
}

/** A parameter set from outside: `tlb.tagged=1`. */
export interface Override {
  /** Keys from the top of the file, with dots between them. */
  path: string;
  /** The value with its unit, as a file has it. */
  value: string;
  /** Where the value comes from; by default it is a what-if from the command line. */
  provenance?: { source: string; status: Status };
}

/** The place of a file that names another. */
export interface Mention {
  document: LocatedData;
  path: KeyPath;
}

const MAX_EXTENDS = 16;

/** Name and file of a specification: a shipped name, or a path to a file of the user's. */
export function fileOf(kind: Kind, reference: string): string {
  if (/\.ya?ml$/.test(reference)) return reference;
  return kind === 'personality'
    ? `${KINDS[kind]}/${reference}/${reference}.yaml`
    : `${KINDS[kind]}/${reference}.yaml`;
}

/** Parsed files of each library, by file: systems share their personality and workloads. */
const parsed = new WeakMap<Library, Map<string, SpecDocument>>();

/** The document of a file, parsed once; undefined when there is no such file. */
export function documentOf(library: Library, file: string): SpecDocument | undefined {
  let documents = parsed.get(library);
  if (!documents) parsed.set(library, (documents = new Map<string, SpecDocument>()));
  let document = documents.get(file);
  if (!document) {
    const text = library.read(file);
    if (text === undefined) return undefined;
    documents.set(file, (document = new SpecDocument({ file, text })));
  }
  return document;
}

/** What a shipped file may be called: no path. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/**
 * Reads one file of a kind.
 * @param from the file that names it, which may name shipped ones, and others near by: a path begins at its own directory, or else at
 * the working directory
 * @throws SpecError when it is not there or not YAML
 */
export function readDocument(library: Library, kind: Kind, reference: string, from?: Mention): SpecDocument {
  const file = fileOf(kind, reference);
  const own = /\.ya?ml$/.test(reference);
  const paths = own && from !== undefined ? [beside(from.document.file, file), file] : [file];
  const near = paths.filter((path) => from === undefined || !own || isNear(from.document.file, path));
  if (near.length === 0 && from !== undefined)
    throw new SpecError([
      from.document.problem(from.path, `a ${kind} in or below the working directory or that of this file`),
    ]);
  if (own || NAME.test(reference))
    for (const path of near) {
      const document = documentOf(library, path);
      if (document !== undefined) return document;
    }
  const name = kind === 'inference' ? 'an inference' : `a ${kind}`;
  const names = library.names(kind);
  const expected = own ? `a readable ${kind} file` : `${name} (${names.join(', ')})`;
  const found = own ? describe(reference) : foundName(reference, names);
  if (from) throw new SpecError([from.document.problem(from.path, expected, found)]);
  throw new SpecError([{ file, line: 1, column: 1, key: '', expected, found: `no ${kind} ${found}` }]);
}

/** Files with all that they extend as files of a kind, by the extending file: merged once. */
const extended = new WeakMap<SpecDocument, Map<Kind, ExtendedDocument>>();

/** Follows `extends:` from a file to its last ancestor. */
export function readExtended(
  library: Library,
  kind: Kind,
  reference: string,
  from?: Mention,
): ExtendedDocument {
  const first = readDocument(library, kind, reference, from);
  let known = extended.get(first);
  if (!known) extended.set(first, (known = new Map<Kind, ExtendedDocument>()));
  const merged = known.get(kind);
  if (merged) return merged;
  const chain = [first];
  for (;;) {
    const last = chain[chain.length - 1];
    const parent = (last.data as { extends?: unknown } | null)?.extends;
    if (parent === undefined) {
      const document = new ExtendedDocument(chain);
      known.set(kind, document);
      return document;
    }
    if (typeof parent !== 'string') throw new SpecError([last.problem(['extends'], `the name of a ${kind}`)]);
    if (chain.length === MAX_EXTENDS)
      throw new SpecError([last.problem(['extends'], `at most ${MAX_EXTENDS} levels of extends`)]);
    const next = readDocument(library, kind, parent, { document: last, path: ['extends'] });
    if (chain.includes(next)) throw new SpecError([last.problem(['extends'], 'no circle of extends')]);
    chain.push(next);
  }
}
