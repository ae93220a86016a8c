import type { Charge, Library, Measured } from '../model/index.ts';
import { readExtended } from '../model/library.ts';
import { workloadOf, type Experiments } from './experiments.ts';
import { runJob } from './job.ts';
import type { Row } from './row.ts';

/** Where a row spends most of what it takes beyond the first system; of the first system, most of all. */
export interface DominantCharge {
  place: string;
  cause: string;
  /** Of the difference, or of the whole. */
  share: number;
  against?: string;
}

export interface ChargeOptions {
  library: Library;
  experiments: Experiments;
  machine: string;
  seed: string;
}

/** Charges by place and cause, of one operation or of one run of a mix. */
interface Spent {
  charges: readonly Charge[];
  scale: number;
}

/**
 * Looks for dominant charges: runs the test of a row alone, on its system and on the first system of its experiment, and compares cycles by
 * place and cause; of a job mix, at the greatest load that both have run.
 */
export function chargeFinder(options: ChargeOptions): (row: Row) => DominantCharge | undefined {
  const { library, experiments, machine, seed } = options;
  const known = new Map<string, Measured[]>();
  const run = (on: string, system: string, workload: string, tests: readonly string[]): Measured[] => {
    const key = [on, system, workload, ...tests].join(' ');
    let results = known.get(key);
    if (results === undefined) {
      const limits = { replications: 1, quick: true, overrides: [] };
      results = runJob(library, {
        machine: on,
        system,
        workload,
        seed,
        ...limits,
        ...(tests.length > 0 ? { tests } : {}),
      });
      known.set(key, results);
    }
    return results;
  };
  return (row) => {
    const experiment = experiments.list[row.experiment];
    const { systems, parts } = experiment;
    const on = experiment.machine ?? machine;
    const test = parts ?? row.test;
    const [own, native] = [row.system, systems[0]].map((system) => {
      const workload = workloadOf(experiment, system);
      const alone = run(on, system, workload, [test]);
      return alone.length > 0 ? alone : run(on, system, workload, []);
    });
    const loads = own.find(({ curve }) => curve)?.curve?.points.map(({ load }) => load) ?? [];
    const common = loads.filter((load) => spentOf(native, test, load) !== undefined);
    const tables = [own, native].map((results, index) => {
      const spent = spentOf(results, test, Math.max(...common));
      return spent && byPlaceAndCause(spent, systemPlace(library, index === 0 ? row.system : systems[0]));
    });
    if (tables[0] === undefined) return undefined;
    return largest(tables[0], row.system === systems[0] ? undefined : tables[1], systems[0]);
  };
}

/** What a test has spent, or a mix at a load. */
function spentOf(results: readonly Measured[], test: string, load: number): Spent | undefined {
  const curve = results.find((result) => result.curve)?.curve;
  if (curve !== undefined) {
    const point = curve.points.find((candidate) => candidate.load === load);
    return point && { charges: point.charges, scale: 1 };
  }
  const measured = results.find((result) => result.test === test);
  if (measured === undefined || measured.charges.length === 0) return undefined;
  return { charges: measured.charges, scale: measured.cyclesPerOperation / measured.elapsedCycles };
}

const SYSTEM = 'linux';

/** What the domain of Linux is called in a structure: it is the same system in all of them. */
function systemPlace(library: Library, structure: string): string {
  const { domains } = readExtended(library, 'structure', structure).data as {
    domains?: { linux?: { place?: string } };
  };
  return domains?.linux?.place ?? SYSTEM;
}

function byPlaceAndCause({ charges, scale }: Spent, systemName: string): Map<string, number> {
  const table = new Map<string, number>();
  for (const { place, cause, cycles } of charges) {
    const key = `${place === systemName ? SYSTEM : place}|${cause}`;
    table.set(key, (table.get(key) ?? 0) + cycles * scale);
  }
  return table;
}

function largest(
  own: ReadonlyMap<string, number>,
  native: ReadonlyMap<string, number> | undefined,
  against: string,
): DominantCharge | undefined {
  const beyond = [...own].map(([key, cycles]) => [key, cycles - (native?.get(key) ?? 0)] as const);
  const total = beyond.reduce((sum, [, cycles]) => sum + Math.max(cycles, 0), 0);
  // A system that is faster in everything takes nothing beyond the first.
  if (total <= 0) return undefined;
  const [key, cycles] = beyond.reduce((most, next) => (next[1] > most[1] ? next : most));
  const [place, cause] = key.split('|');
  return { place, cause, share: cycles / total, ...(native ? { against } : {}) };
}
