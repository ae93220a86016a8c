import { calibratedValues, loadSources, readExtended, withOverrides } from '../model/library.ts';
import type { Library, Override } from '../model/index.ts';
import { isPlainMap, type ExtendedDocument } from '../model/document/check.ts';
import { isSourcedEntry } from '../model/document/sourced.ts';

/** One value of a resolved file and where it comes from. */
export interface Entry {
  key: string;
  value: string;
  status: string;
  range: string;
  source: string;
  file: string;
}

/** The values of a resolved file: sourced entries, instruction counts, and other scalars outside of paths and programs. */
export function entriesOf(document: ExtendedDocument, data: unknown): Entry[] {
  return [...walk(document, data, [])];
}

/** Who runs what, and where. */
export interface Run {
  machine: string;
  system: string;
  workload: string;
}

/** Every number that runs depend on, each once, machines first. */
export function provenanceOf(
  library: Library,
  runs: readonly Run[],
  overrides: readonly Override[],
): Entry[] {
  const entries = new Map<string, Entry>();
  const add = (document: ExtendedDocument, values: readonly Override[]): void => {
    for (const entry of entriesOf(document, withOverrides(document, values)))
      if (NUMBER.test(entry.value)) entries.set(`${entry.file} ${entry.key} ${entry.value}`, entry);
  };
  for (const machine of new Set(runs.map((run) => run.machine)))
    add(readExtended(library, 'machine', machine), overrides);
  for (const { machine, system, workload } of runs) {
    const values = [...calibratedValues(readExtended(library, 'machine', machine)), ...overrides];
    const sources = loadSources(library, system, workload, values);
    for (const { locator } of [...sources.structure, ...sources.personality, ...sources.workload])
      add(locator as ExtendedDocument, values);
  }
  return [...entries.values()];
}

/** A number, with or without a unit. */
const NUMBER = /^-?\d[\d.e+]*(\s|$)/;

/** A value and its unit. */
export function splitQuantity(text: string): [value: string, unit: string] {
  const [value] = NUMBER.exec(text) ?? [text];
  return [value.trim(), text.slice(value.length).trim()];
}

function* walk(
  document: ExtendedDocument,
  value: unknown,
  path: readonly string[],
  inherited: { source?: unknown; status?: unknown } = {},
): Generator<Entry> {
  const entry = (
    text: string,
    { source = '', status = '', range }: { source?: unknown; status?: unknown; range?: readonly unknown[] },
  ): Entry => ({
    key: path.join('.'),
    value: text,
    status: String(status),
    range: range ? range.join(' .. ') : '',
    source: String(source),
    file: document.originOf(path).file,
  });
  if (isSourcedEntry(value)) {
    yield entry(String(value.value), value);
  } else if (isPlainMap(value)) {
    const from = { source: value['source'] ?? inherited.source, status: value['status'] ?? inherited.status };
    for (const [key, child] of Object.entries(value)) {
      if (!['source', 'status', 'steps', 'title', 'include', 'note'].includes(key))
        yield* walk(document, child, [...path, key], from);
    }
  } else if (Array.isArray(value)) {
    yield entry(value.map(String).join(', '), inherited);
  } else {
    yield entry(String(value), inherited);
  }
}
