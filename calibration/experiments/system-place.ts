import type { Charge, Library } from '../../model/index.ts';
import { readExtended } from '../../model/library.ts';

const SYSTEM = 'linux';

/** What the domain of Linux is called in a structure: it is the same system in all of them. */
export function systemPlace(library: Library, structure: string): string {
  const { domains } = readExtended(library, 'structure', structure).data as {
    domains?: { linux?: { place?: string } };
  };
  return domains?.linux?.place ?? SYSTEM;
}

/** Cycles by `place|cause`; Linux is one place, whatever a structure calls it. */
export function byPlaceAndCause(charges: readonly Charge[], systemName: string): Map<string, number> {
  const table = new Map<string, number>();
  for (const { place, cause, cycles } of charges) {
    const key = `${place === systemName ? SYSTEM : place}|${cause}`;
    table.set(key, (table.get(key) ?? 0) + cycles);
  }
  return table;
}
