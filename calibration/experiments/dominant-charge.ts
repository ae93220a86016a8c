import type { Charge, Library, LoadPoint, Measured } from '../../model/index.ts';
import { workloadOf, type Experiments } from './experiments.ts';
import { isResultOf, run } from '../../model/run/run.ts';
import type { Row } from './row.ts';
import { byPlaceAndCause, systemPlace } from './system-place.ts';

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

/**
 * Looks for dominant charges: runs the test of a row alone, on its system and on the first system of its experiment, and compares cycles by
 * place and cause; of a job mix, at the greatest load that both have run.
 */
export function chargeFinder(options: ChargeOptions): (row: Row) => DominantCharge | undefined {
  const { library, experiments, machine, seed } = options;
  const known = new Map<string, Measured[]>();
  const measuredOn = (on: string, system: string, workload: string, tests: readonly string[]): Measured[] => {
    const key = [on, system, workload, ...tests].join(' ');
    let results = known.get(key);
    if (results === undefined) {
      const limits = { replications: 1, quick: true, overrides: [] };
      results = run(library, {
        machine: on,
        system,
        workload,
        seed,
        ...limits,
        ...(tests.length > 0 ? { tests } : {}),
      }).measured;
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
      // What was worked out from results is none of them.
      return measuredOn(on, system, workload, isResultOf(library, workload, test) ? [test] : []);
    });
    const loads = own.find(({ curve }) => curve)?.curve?.points.map(({ load }) => load) ?? [];
    const common = loads.filter((load) => curvePoint(native, load) !== undefined);
    const tables = [own, native].map((results, index) => {
      const charges = chargesOf(results, test, Math.max(...common), row.test === test ? undefined : row.test);
      const place = systemPlace(library, index === 0 ? row.system : systems[0]);
      return charges && byPlaceAndCause(charges, place);
    });
    if (tables[0] === undefined) return undefined;
    return largest(tables[0], row.system === systems[0] ? undefined : tables[1], systems[0]);
  };
}

/** Where a test, or a part of it, has spent the time of one operation, or a mix that of a load. */
function chargesOf(
  results: readonly Measured[],
  test: string,
  load: number,
  part: string | undefined,
): readonly Charge[] | undefined {
  if (results.some(({ curve }) => curve)) return curvePoint(results, load)?.charges;
  const measured = results.find((result) => result.test === test);
  if (measured === undefined) return undefined;
  const charges = part === undefined ? measured.operationCharges : (measured.partCharges[part] ?? []);
  return charges.length > 0 ? charges : undefined;
}

function curvePoint(results: readonly Measured[], load: number): LoadPoint | undefined {
  return results.find(({ curve }) => curve)?.curve?.points.find((point) => point.load === load);
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
