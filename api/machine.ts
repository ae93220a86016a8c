import type { Machine } from '../model/hardware/machine.ts';
import {
  calibratedValues,
  loadMachine as readMachine,
  unusedOverrides,
  type Library,
  type Override,
} from '../model/library.ts';
import type { ExtendedDocument } from '../model/document/check.ts';
import { overridesOf, refuse, type Settings } from './settings.ts';

/** A machine profile that has been read and checked: give it to {@link simulate} in place of a name. */
export interface LoadedMachine {
  /** The machine's name, as its file says. */
  readonly name: string;
  /** What it is, in one line. */
  readonly title: string;
  /** Costs and geometry in base units: cycles, bytes, Hz, ns, bytes a second. */
  readonly values: Machine;
  /** Values of structures, personalities and workloads that were fitted together with the machine: they hold wherever it is used. */
  readonly calibrated: readonly Override[];
}

/**
 * Reads a machine profile, with all that it extends, and checks it.
 *
 * **When to use.** To look at costs and geometry, or to run many simulations on one machine. For a single run {@link simulate} takes the
 * name as well.
 *
 * **Details.** `reference` is the name of a shipped machine, or the path of a YAML file that the library has. `set` replaces values by
 * their paths, with units: `{ 'processor.clock': '166 MHz', 'tlb.tagged': 1 }`.
 *
 * **Gotchas.** The values come out in base units: a clock of `133 MHz` is `133e6`, a cache of `8 KiB` is `8192`. Nothing checks values
 * that are changed after the machine is loaded: `set` does.
 *
 * @param library - where the files come from
 * @param reference - a name, such as `pentium-133`, or a path that ends in `.yaml`
 * @param set - values to set, by path
 * @throws `SpecError` when a file is missing or wrong, or a value is impossible
 * @throws `RangeError` when `set` names a key that the machine does not have
 *
 * @example
 * ```ts
 * import { loadMachine } from 'ukperf';
 * import { shipped } from 'ukperf/data';
 *
 * const { values } = loadMachine(shipped, 'pentium-133', { 'caches.l2.size': '512 KiB' });
 * console.log(values.processor.clock / 1e6, 'MHz,', values.caches.l2.size / 1024, 'KiB');
 * ```
 */
export function loadMachine(library: Library, reference: string, set: Settings = {}): LoadedMachine {
  const overrides = overridesOf(set);
  const { machine, document } = machineWith(library, reference, overrides);
  const [unknown] = unusedOverrides(overrides, [document]);
  if (unknown) refuse('set', `a key of the machine ${reference}`, unknown.path);
  return machine;
}

/** A machine, with those of the overrides that it has a place for. @throws SpecError */
export function machineWith(
  library: Library,
  reference: string,
  overrides: readonly Override[],
): { machine: LoadedMachine; document: ExtendedDocument } {
  const { machine: values, document } = readMachine(library, reference, overrides);
  const { machine: name, title } = values;
  return { machine: { name, title, values, calibrated: calibratedValues(document) }, document };
}
