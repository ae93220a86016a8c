import { checkSections, ExtendedDocument, isPlainMap } from './document/check.ts';
import { Recent } from './core/recent.ts';
import { describe, SpecError } from './document/problem.ts';
import {
  documentOf,
  KINDS,
  readExtended,
  type Kind,
  type Library,
  type Mention,
  type Override,
} from './documents.ts';
import { beside } from './near.ts';
import { INFERENCES, inferencesOf, withInferences, type LoadedInference } from './inference.ts';
import { isSourcedEntry, type SourcedEntry } from './document/sourced.ts';
import { machineSchema, type Machine } from './hardware/machine.ts';
import type { Source, Sources } from './kernels/compile/sources.ts';
import { personalitySchema } from './kernels/files/personality-file.ts';
import { structureSchema } from './kernels/files/structure-file.ts';
import { workloadSchema } from './kernels/files/workload-file.ts';
import type { z } from 'zod';

export {
  fileOf,
  KINDS,
  readDocument,
  readExtended,
  type Kind,
  type Library,
  type Override,
} from './documents.ts';

/** A source whose locator knows the chain of files behind it. */
interface LoadedSource<Spec> extends Source<Spec> {
  locator: ExtendedDocument;
}

const MAX_INCLUDES = 64;

/** Loads a machine profile. */
export function loadMachine(
  library: Library,
  reference: string,
  overrides: readonly Override[] = [],
): { machine: Machine; document: ExtendedDocument } {
  const document = readExtended(library, 'machine', reference);
  return { machine: checkedSpec(machineSchema, document, overrides), document };
}

/** Values of other files that were fitted together with a machine, as overrides of those files. */
export function calibratedValues(document: ExtendedDocument): Override[] {
  const { calibrated = {} } = document.data as { calibrated?: Record<string, SourcedEntry> };
  return Object.entries(calibrated).map(([path, { value, source, status }]) => ({
    path,
    value: String(value),
    provenance: { source, status },
  }));
}

/** Loads a machine, and what runs on it with the values that were fitted together with the machine. */
export function loadSystem(
  library: Library,
  machine: string,
  structure: string,
  workload: string,
  overrides: readonly Override[] = [],
): { machine: Machine; sources: Sources } {
  const loaded = loadMachine(library, machine, overrides);
  const values = [...calibratedValues(loaded.document), ...overrides];
  return { machine: loaded.machine, sources: loadSources(library, structure, workload, values) };
}

/** Loads a structure, its personality and a workload, with all they include, ready to compile. */
export function loadSources(
  library: Library,
  structure: string,
  workload: string,
  overrides: readonly Override[] = [],
): Sources {
  const inferences = inferencesOf(library, readExtended(library, 'structure', structure), overrides);
  const load = <Schema extends z.ZodObject>(
    kind: Kind,
    reference: string,
    schema: Schema,
    from?: Mention,
  ): LoadedSource<z.output<Schema>>[] =>
    loadKernelFiles(library, kind, reference, schema, overrides, from, inferences);
  const structures = load('structure', structure, structureSchema);
  const { spec, locator } = structures[0];
  if (spec.personality === undefined)
    throw new SpecError([locator.problem(['personality'], 'the name of a personality')]);
  return {
    structure: structures,
    personality: load('personality', spec.personality, personalitySchema, {
      document: locator.originOf(['personality']),
      path: ['personality'],
    }),
    workload: load('workload', workload, workloadSchema),
  };
}

/**
 * The documents of a machine, and of what runs on it: whatever an override can name is in one of them.
 * @param overrides only those that choose inferences are used
 */
export function documentsOf(
  library: Library,
  machine: string,
  structure: string,
  workload: string,
  overrides: readonly Override[] = [],
): ExtendedDocument[] {
  const inferences = overrides.filter(({ path }) => path === INFERENCES);
  const {
    structure: structures,
    personality,
    workload: own,
  } = loadSources(library, structure, workload, inferences);
  const documents = [...structures, ...personality, ...own].map(({ locator }) => locator as ExtendedDocument);
  return [readExtended(library, 'machine', machine), ...documents];
}

/** One kernel file and the files that it includes, in the order in which they are named, with what inferences add to them. */
export function loadKernelFiles<Schema extends z.ZodObject>(
  library: Library,
  kind: Kind,
  reference: string,
  schema: Schema,
  overrides: readonly Override[] = [],
  from?: Mention,
  inferences: readonly LoadedInference[] = [],
): LoadedSource<z.output<Schema>>[] {
  const sources: LoadedSource<z.output<Schema>>[] = [];
  const seen = new Set<string>();
  const visit = (own: ExtendedDocument): void => {
    const file = own.chain[0].file;
    if (seen.has(file)) return;
    // What inferences add to a structure goes to the file that it is named by.
    const document = withInferences(own, inferences, kind === 'structure' && seen.size === 0);
    seen.add(file);
    const spec = checkedSpec(schema, document, overrides) as z.output<Schema> & { include?: string[] };
    sources.push({ spec, locator: document });
    spec.include?.forEach((name, index) => {
      const origin = document.originOf(['include', index]);
      if (seen.size > MAX_INCLUDES)
        throw new SpecError([origin.problem(['include', index], `at most ${MAX_INCLUDES} files`)]);
      if (name.includes('..') || name.startsWith('/'))
        throw new SpecError([origin.problem(['include', index], 'a file below the including one')]);
      const path = beside(origin.file, name);
      const included = documentOf(library, path) ?? documentOf(library, `${KINDS[kind]}/${name}`);
      if (included === undefined)
        throw new SpecError([origin.problem(['include', index], 'a readable file', JSON.stringify(path))]);
      visit(new ExtendedDocument([included]));
    });
  };
  visit(readExtended(library, kind, reference, from));
  return sources;
}

/** What a file was checked by, and what was set in it. */
interface Checking {
  schema: z.ZodType;
  set: string;
}

/** How many settings of one file are kept. */
const SETTINGS = 16;

/** Specifications that were made of the data of a file and all that it extends. */
const checked = new WeakMap<object, Recent<Checking, unknown>>();

/** Checks a document, once for the same overrides. */
function checkedSpec<Schema extends z.ZodObject>(
  schema: Schema,
  document: ExtendedDocument,
  overrides: readonly Override[],
): z.output<Schema> {
  const wanted = overrides.filter(({ path }) => hasPath(document.data, path.split('.')));
  const make = (): z.output<Schema> => checkSections(schema, withOverrides(document, wanted), document);
  // What is no map is refused, and not kept.
  if (!isPlainMap(document.data)) return make();
  let known = checked.get(document.data);
  if (!known) checked.set(document.data, (known = new Recent(SETTINGS, sameChecking)));
  return known.get({ schema, set: JSON.stringify(wanted) }, make) as z.output<Schema>;
}

function sameChecking(left: Checking, right: Checking): boolean {
  return left.set === right.set && left.schema === right.schema;
}

/** The overrides that no loaded file has a place for. */
export function unusedOverrides(
  overrides: readonly Override[],
  documents: readonly { data: unknown }[],
): Override[] {
  return overrides.filter(
    ({ path }) => path !== INFERENCES && !documents.some(({ data }) => hasPath(data, path.split('.'))),
  );
}

/** The value that takes a function away: it keeps its place in memory, so that nothing else moves, but is never run. */
export const NO_FUNCTION = 'none';

const WHAT_IF = { source: 'set on the command line', status: 'what-if' } as const;

/**
 * Sets values by their paths; a sourced entry keeps its place and becomes a what-if, a function may become {@link NO_FUNCTION}.
 * The document stays as it is, and shares the sections in which nothing is set with the result.
 */
export function withOverrides(document: ExtendedDocument, overrides: readonly Override[]): unknown {
  const whole = document.data;
  const wanted = overrides.filter(({ path }) => hasPath(whole, path.split('.')));
  if (wanted.length === 0 || !isPlainMap(whole)) return whole;
  const touched = wanted.map(({ path }) => path.split('.')[0]);
  const own = Object.fromEntries(touched.map((section) => [section, whole[section]]));
  const data: Record<string, unknown> = { ...whole, ...structuredClone(own) };
  for (const { path, value, provenance = WHAT_IF } of wanted) {
    const keys = path.split('.');
    const last = keys.pop() as string;
    const holder = keys.reduce<Record<string, unknown>>(
      (at, key) => at[key] as Record<string, unknown>,
      data,
    );
    const old = holder[last];
    const parsed: string | number =
      value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
    if (keys[0] === 'functions' && parsed === NO_FUNCTION)
      holder[last] = Object.assign({}, typeof old === 'number' ? { instructions: old } : old, {
        absent: true,
      });
    else if (isSourcedEntry(old)) holder[last] = { value: parsed, ...provenance };
    else if (typeof old === 'object' && old !== null && 'instructions' in old)
      holder[last] = { ...old, instructions: parsed };
    else if (typeof old === 'object') {
      throw new SpecError([document.problem(path.split('.'), 'a single value to set', describe(old))]);
    } else holder[last] = parsed;
  }
  return data;
}

function hasPath(data: unknown, keys: readonly string[]): boolean {
  let value = data;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Record<string, unknown>)[key];
  }
  return true;
}
