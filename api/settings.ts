import type { Override } from '../model/library.ts';

/**
 * Values by their paths in the files of machine, structure, personality and workload, with units as the files have them, such as
 * `{ 'functions.l4.ipc-short.instructions': 200, 'memory.first-word': '60 cycles' }`. `ukperf show NAME` prints the paths.
 */
export type Settings = Readonly<Record<string, string | number>>;

const PROVENANCE = { source: 'set by a program', status: 'what-if' } as const;

/** Settings as the model takes them. */
export function overridesOf(settings: Settings): Override[] {
  return Object.entries(settings).map(([path, value]) => ({
    path,
    value: String(value),
    provenance: PROVENANCE,
  }));
}

/** Refuses a value of an option. @throws RangeError always */
export function refuse(option: string, expected: string, found: unknown): never {
  throw new RangeError(`${option}: expected ${expected}, found ${JSON.stringify(found) ?? 'nothing'}`);
}
