import { readExtended, type Kind, type Library } from '../model/library.ts';
import type { Unit } from '../model/units.ts';
import type { Settings } from './settings.ts';

/** Something that can be chosen, by name. */
export interface CatalogEntry {
  /** As it is referred to. */
  name: string;
  /** What it is, in one line. */
  title: string;
}

/** A kernel structure. */
export interface SystemEntry extends CatalogEntry {
  /** The operating system that it is a structure of: it runs workloads with the same one. */
  personality: string;
}

/** A test of a workload. */
export interface TestEntry extends CatalogEntry {
  /** Unit of the result. */
  unit: Unit;
  /** Whether it is a whole workload, of which measured parts are added up. */
  whole: boolean;
}

/** A workload. */
export interface WorkloadEntry extends CatalogEntry {
  /** The operating system that its programs call. */
  personality: string;
  /** What `simulate` runs of it. */
  tests: TestEntry[];
  /** What `simulateMix` runs of it. */
  mixes: CatalogEntry[];
  /** What to set for a quick look at a long one. */
  quick: Settings;
}

/** What a library has. */
export interface Catalog {
  /** Machine profiles. */
  machines: CatalogEntry[];
  /** Kernel structures. */
  systems: SystemEntry[];
  /** Workloads. */
  workloads: WorkloadEntry[];
}

/** What is looked at in a file. */
interface Described {
  title?: string;
  personality?: string;
  tests?: Record<string, { title?: string; unit: Unit; total?: object }>;
  quick?: Record<string, string | number>;
  'job-mix'?: { mixes: Record<string, { title?: string }> };
}

/**
 * The machines, kernel structures and workloads that a library lists, with titles, tests and units.
 *
 * **When to use.** To offer a choice, or to run over all tests of a workload.
 *
 * **Details.** Files that `names` of the library gives, in alphabetical order. `ukperf list` prints the same.
 *
 * **Gotchas.** The files are read, not checked: an entry may still be refused when it is run. A structure with the same personality as
 * a workload may lack a path that the workload calls; that too shows when it is run.
 *
 * @param library - where the files come from
 * @throws `SpecError` when a file is no YAML
 *
 * @example
 * ```ts
 * import { catalog } from 'ukperf';
 * import { shipped } from 'ukperf/data';
 *
 * const { systems, workloads } = catalog(shipped);
 * console.log(systems.map(({ name }) => name).join(', '));
 * for (const { name, tests } of workloads) console.log(name, tests.map((test) => `${test.name} in ${test.unit}`));
 * ```
 */
export function catalog(library: Library): Catalog {
  const described = (kind: Kind): (CatalogEntry & { file: Described })[] =>
    library.names(kind).map((name) => {
      const file = readExtended(library, kind, name).data as Described;
      return { name, title: file.title ?? name, file };
    });
  return {
    machines: described('machine').map(({ name, title }) => ({ name, title })),
    systems: described('structure').map(({ name, title, file: { personality = '' } }) => ({
      ...{ name, title, personality },
    })),
    workloads: described('workload').map(
      ({ name, title, file: { personality = '', quick = {}, ...file } }) => ({
        ...{ name, title, personality, quick },
        tests: Object.entries(file.tests ?? {}).map(([test, { title: what = test, unit, total }]) => ({
          ...{ name: test, title: what, unit },
          whole: total !== undefined,
        })),
        mixes: Object.entries(file['job-mix']?.mixes ?? {}).map(([mix, { title: what = mix }]) => ({
          ...{ name: mix, title: what },
        })),
      }),
    ),
  };
}
