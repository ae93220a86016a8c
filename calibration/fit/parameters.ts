import {
  calibratedValues,
  loadMachine,
  readExtended,
  type Library,
  type Override,
} from '../../model/library.ts';
import { isPlainMap, type ExtendedDocument } from '../../model/document/check.ts';
import { valueAt } from '../../model/document/document.ts';
import { SpecError } from '../../model/document/problem.ts';
import { parseQuantity, textOf, type Dimension } from '../../model/document/quantity.ts';
import { isSourcedEntry, type SourcedEntry } from '../../model/document/sourced.ts';

/** A cost or a density that may move within its range. */
export interface Parameter {
  /** Path of the entry; entries of one path in several structures are one parameter. */
  path: string;
  /** Whether the entry stands in the machine's file, or in those of structures. */
  of: 'machine' | 'structures';
  /** In the base unit of its dimension. */
  value: number;
  low: number;
  high: number;
  dimension: Dimension;
  source: string;
}

/** The entries marked `fit: true` of a machine and of structures. @throws SpecError for entries that disagree */
export function fittableParameters(
  library: Library,
  machine: string,
  structures: readonly string[],
): Parameter[] {
  const parameters = new Map<string, Parameter>();
  const { document } = loadMachine(library, machine);
  const calibrated = new Set(calibratedValues(document).map(({ path }) => path));
  const collect = (file: ExtendedDocument, of: Parameter['of']): void => {
    for (const [path, entry] of markedEntries(file.data, [])) {
      const parameter = parameterOf(file, path, entry, of);
      const known = parameters.get(parameter.path);
      const same = (key: 'value' | 'low' | 'high'): boolean => known?.[key] === parameter[key];
      if (known !== undefined && !(same('value') && same('low') && same('high'))) {
        const expected = `the value and range that other structures have (${known.value}, ${known.low} to ${known.high}), for one fit of all`;
        throw new SpecError([file.problem(path, expected)]);
      }
      if (known === undefined && !calibrated.has(parameter.path)) parameters.set(parameter.path, parameter);
    }
  };
  collect(document, 'machine');
  for (const structure of structures) collect(readExtended(library, 'structure', structure), 'structures');
  return [...parameters.values()];
}

/** The entry with a range at a path, of a machine or the first of some structures that has it; undefined when none has. */
export function parameterAt(
  library: Library,
  machine: string,
  structures: readonly string[],
  path: string,
): Parameter | undefined {
  const keys = path.split('.');
  const files: [ExtendedDocument, Parameter['of']][] = [
    [loadMachine(library, machine).document, 'machine'],
    ...structures.map((name): [ExtendedDocument, Parameter['of']] => [
      readExtended(library, 'structure', name),
      'structures',
    ]),
  ];
  for (const [file, of] of files) {
    const entry = valueAt(file.data, keys);
    if (isSourcedEntry(entry) && entry.range !== undefined) return parameterOf(file, keys, entry, of);
  }
  return undefined;
}

function* markedEntries(value: unknown, path: readonly string[]): Generator<[string[], SourcedEntry]> {
  if (isSourcedEntry(value)) {
    if (value.fit) yield [[...path], value];
  } else if (isPlainMap(value)) {
    for (const [key, child] of Object.entries(value)) yield* markedEntries(child, [...path, key]);
  }
}

function parameterOf(
  file: ExtendedDocument,
  path: readonly string[],
  entry: SourcedEntry,
  of: Parameter['of'],
): Parameter {
  const [value, low, high] = [entry.value, ...(entry.range ?? [])].map((text) => parseQuantity(text));
  if (
    value === undefined ||
    low === undefined ||
    high === undefined ||
    !(low.value > 0) ||
    high.value <= low.value
  )
    throw new SpecError([
      file.problem([...path, 'range'], 'a range [low, high] above zero, for an entry that may be fitted'),
    ]);
  return {
    path: path.join('.'),
    of,
    value: value.value,
    low: low.value,
    high: high.value,
    dimension: value.dimension,
    source: entry.source,
  };
}

/** A value as files have it: a number where it has no unit. */
export function quantityOf({ dimension }: Parameter, value: number): string | number {
  return dimension === 'count' ? value : textOf(dimension, value);
}

/** Sets parameters to values. */
export function overridesOf(parameters: readonly Parameter[], values: readonly number[]): Override[] {
  return parameters.map((parameter, index) => ({
    path: parameter.path,
    value: String(quantityOf(parameter, values[index])),
  }));
}
