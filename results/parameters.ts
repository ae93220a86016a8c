import { withOverrides, readExtended, loadSources, calibratedValues } from '../model/library.ts';
import type { Library, Override } from '../model/index.ts';
import { isPlainMap, type ExtendedDocument } from '../model/document/check.ts';
import { isSourcedEntry } from '../model/document/sourced.ts';
import type { Parameters } from './result.ts';

/** Who runs what, and where. */
export interface Run {
  machine: string;
  system: string;
  workload: string;
}

/** Sections that are code, not values. */
const CODE = ['paths', 'programs'];

/** Values of all files that runs depend on, after `extends`, calibration and overrides: by file, then by path. */
export function resolvedParameters(
  library: Library,
  runs: readonly Run[],
  overrides: readonly Override[],
): Parameters {
  const parameters: Parameters = {};
  const add = (document: ExtendedDocument, values: readonly Override[]): void => {
    const { file } = document.chain[0];
    parameters[file] ??= Object.fromEntries(leaves(withOverrides(document, values), []));
  };
  for (const { machine, system, workload } of runs) {
    const document = readExtended(library, 'machine', machine);
    add(document, overrides);
    const values = [...calibratedValues(document), ...overrides];
    const { structure, personality, workload: own } = loadSources(library, system, workload, values);
    for (const { locator } of [...structure, ...personality, ...own])
      add(locator as ExtendedDocument, values);
  }
  return parameters;
}

function* leaves(data: unknown, path: readonly string[]): Generator<[string, string | number | boolean]> {
  if (isSourcedEntry(data)) yield [path.join('.'), data.value];
  else if (isPlainMap(data)) {
    for (const [key, value] of Object.entries(data))
      if (path.length > 0 || !CODE.includes(key)) yield* leaves(value, [...path, key]);
  } else if (Array.isArray(data)) yield [path.join('.'), JSON.stringify(data)];
  else if (typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean')
    yield [path.join('.'), data];
}
