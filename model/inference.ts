import { inferenceSchema, type Inference } from './kernels/files/inference-file.ts';
import { readDocument, type Library, type Override } from './documents.ts';
import { check, ExtendedDocument, isPlainMap, type Overlay } from './document/check.ts';
import { valueAt, type KeyPath, type LocatedData, type SpecDocument } from './document/document.ts';
import { describe, SpecError } from './document/problem.ts';
import { isSourcedEntry } from './document/sourced.ts';

/** The key that says which inferences a run has: `--set inferences=none`, or their names with commas between them. */
export const INFERENCES = 'inferences';
/** No inference at all: the model of sourced mechanisms alone. */
export const NO_INFERENCE = 'none';
/** What takes all inferences out of a run. */
export const WITHOUT_INFERENCES: Override = { path: INFERENCES, value: NO_INFERENCE };

/** An inference and the file that it stands in. */
export interface LoadedInference {
  spec: Inference;
  document: SpecDocument;
}

/** The names of the inferences that a run has: those that are set, or all shipped ones. @throws SpecError for a list that is none */
export function inferenceNames(library: Library, overrides: readonly Override[]): string[] {
  const set = overrides.findLast(({ path }) => path === INFERENCES)?.value.trim();
  if (set === undefined) return library.names('inference');
  if (set === NO_INFERENCE) return [];
  const names = set.split(',').map((name) => name.trim());
  if (!names.includes('') && !names.includes(NO_INFERENCE) && new Set(names).size === names.length)
    return names;
  throw new SpecError([
    {
      ...{ file: `--set ${INFERENCES}`, line: 1, column: 1, key: '' },
      expected: `${NO_INFERENCE}, or names with commas between them, each once`,
      found: describe(set),
    },
  ]);
}

const loaded = new WeakMap<SpecDocument, LoadedInference>();

/** Reads an inference: a shipped name, or a path to a file. @throws SpecError */
export function readInference(library: Library, reference: string): LoadedInference {
  const document = readDocument(library, 'inference', reference);
  let inference = loaded.get(document);
  if (!inference) {
    const spec = check(inferenceSchema, document.data, new ExtendedDocument([document]));
    loaded.set(document, (inference = { spec, document }));
  }
  return inference;
}

/** The inferences of a run that a structure has: those that name it, or one that it extends, and those that name none. */
export function inferencesOf(
  library: Library,
  structure: ExtendedDocument,
  overrides: readonly Override[],
): LoadedInference[] {
  const inferences = inferenceNames(library, overrides).map((name) => readInference(library, name));
  refuseTwoReadings(inferences);
  return inferences.filter((inference) => structureWith(inference, structure) !== undefined);
}

/** @throws SpecError when two inferences are readings of one mechanism, of which only one can hold */
function refuseTwoReadings(inferences: readonly LoadedInference[]): void {
  for (const [index, { spec, document }] of inferences.entries()) {
    const other = inferences
      .slice(0, index)
      .find((one) => one.spec.group === spec.group && one.document !== document);
    if (spec.group === undefined || other === undefined) continue;
    throw new SpecError([
      document.problem(
        ['group'],
        'one inference of a group',
        `two of ${spec.group}: ${other.spec.inference} and ${spec.inference}`,
      ),
    ]);
  }
}

/** The file of a structure that has an inference: the nearest one that it names, or the first where it names none. */
function structureWith({ spec }: LoadedInference, { chain }: ExtendedDocument): SpecDocument | undefined {
  if (!spec.structures) return chain[0];
  const names: readonly unknown[] = spec.structures;
  return chain.find(({ data }) => names.includes((data as { structure?: unknown } | null)?.structure));
}

/** Documents with inferences on top, by the data of the document and the inferences. */
const merged = new WeakMap<object, Map<string, ExtendedDocument>>();

/**
 * A document with what inferences set in it. An inference lies on top of the file that it improves: what extends
 * this file has the last word.
 * @param adds the file is the one that a structure is named by: what they add to the structure goes there
 */
export function withInferences(
  document: ExtendedDocument,
  inferences: readonly LoadedInference[],
  adds: boolean,
): ExtendedDocument {
  if (!isPlainMap(document.data) || inferences.length === 0) return document;
  let known = merged.get(document.data);
  if (!known) merged.set(document.data, (known = new Map<string, ExtendedDocument>()));
  const key = [String(adds), ...inferences.map(({ document: { file } }) => file)].join(' ');
  let result = known.get(key);
  if (result) return result;
  const overlays = inferences.flatMap((inference) => [
    ...(adds && inference.spec.adds ? [additionTo(document, inference)] : []),
    ...settingsOf(inference, document),
  ]);
  result = overlays.length === 0 ? document : new ExtendedDocument(document.chain, overlays);
  known.set(key, result);
  return result;
}

function additionTo(structure: ExtendedDocument, inference: LoadedInference): Overlay {
  const { document } = inference;
  return {
    on: structureWith(inference, structure) ?? structure.chain[0],
    file: document.file,
    data: valueAt(document.data, ['adds']),
    problem: (path, ...rest) => document.problem(['adds', ...path], ...rest),
  };
}

/** The values of an inference that a document has a place for: on top of the last file that sets them. */
function settingsOf({ spec, document }: LoadedInference, { data, chain }: ExtendedDocument): Overlay[] {
  const paths = Object.keys(spec.sets ?? {}).map((path) => path.split('.'));
  return paths
    .filter((keys) => isSourcedEntry(valueAt(data, keys)))
    .map((keys) => {
      const path = keys.join('.');
      const entry = valueAt(document.data, ['sets', path]);
      return {
        on: chain.findLast((file) => valueAt(file.data, keys) !== undefined) ?? chain[0],
        file: document.file,
        data: keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), entry),
        problem: (at: KeyPath, ...rest): ReturnType<LocatedData['problem']> =>
          document.problem(['sets', path, ...at.slice(keys.length)], ...rest),
      };
    });
}
