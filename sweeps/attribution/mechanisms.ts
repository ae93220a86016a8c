import { z } from 'zod';
import { loadMachine, type Library, type Override } from '../../model/index.ts';
import { MECHANISMS, type Mechanism } from '../../model/kernels/files/mechanisms.ts';
import { loadSources, NO_FUNCTION } from '../../model/library.ts';
import { check, ExtendedDocument } from '../../model/document/check.ts';
import { SpecDocument, type SourceText } from '../../model/document/document.ts';

/** Shape of the file of mechanisms (`sweeps/attribution/mechanisms.yaml`). */
export const mechanismsSchema = z
  .record(
    z.enum(MECHANISMS),
    z
      .strictObject({
        title: z.string().describe('Name of the mechanism in tables.'),
        note: z.string().describe('What is switched off with it.'),
        set: z
          .record(z.string(), z.string())
          .describe(
            'What costs of the machine and of timers become when the mechanism is off, by path; `*` is any name.',
          ),
      })
      .describe('What switches this mechanism off.'),
  )
  .describe('What switches each mechanism off, for `ukperf explain --method shapley`.');

export type Mechanisms = z.output<typeof mechanismsSchema>;

/** Reads what switches each mechanism off. @throws SpecError */
export function readMechanisms(source: SourceText): Mechanisms {
  const document = new ExtendedDocument([new SpecDocument(source)]);
  return check(mechanismsSchema, document.data, document);
}

/** The overrides that switch a mechanism off for one system on one machine. */
export type Switches = (mechanism: Mechanism) => Override[];

/** Resolves the switches of a system running a workload. @throws SpecError */
export function switchesOf(
  library: Library,
  mechanisms: Mechanisms,
  machine: string,
  system: string,
  workload: string,
): Switches {
  const { structure, personality, workload: own } = loadSources(library, system, workload);
  const sources = [...structure, ...personality, ...own];
  const documents = [
    loadMachine(library, machine).document.data,
    ...sources.map(({ locator }) => (locator as ExtendedDocument).data),
  ];
  const homes = new Map<string, string>();
  for (const { spec } of sources)
    for (const [domain, functions] of Object.entries(spec.functions ?? {}))
      for (const name of Object.keys(functions)) homes.set(name, `functions.${domain}.${name}`);
  return (mechanism) => [
    ...Object.entries(mechanisms[mechanism].set).flatMap(([path, value]) =>
      expand(path.split('.'), documents).map((found) => ({ path: found, value })),
    ),
    ...sources
      .flatMap(({ spec }) => spec.mechanisms?.[mechanism] ?? [])
      .map((name) => ({ path: homes.get(name) ?? name, value: NO_FUNCTION })),
  ];
}

/** The paths of documents that a pattern stands for. */
function expand(pattern: readonly string[], documents: readonly unknown[]): string[] {
  const paths = (data: unknown, keys: readonly string[]): string[][] => {
    const [key, ...rest] = keys;
    if (key === undefined) return [[]];
    if (typeof data !== 'object' || data === null) return [];
    return Object.entries(data)
      .filter(([name]) => key === '*' || key === name)
      .flatMap(([name, value]) => paths(value, rest).map((tail) => [name, ...tail]));
  };
  return [...new Set(documents.flatMap((data) => paths(data, pattern).map((path) => path.join('.'))))];
}
