import { totalsOf } from '../../api/curve-totals.ts';
import {
  curveResults,
  Fingerprint,
  runLoadCurve,
  type Charge,
  type LoadCurve,
  type Machine,
  type Program,
  type Sources,
} from '../../model/index.ts';
import { addCharge } from '../../model/measure.ts';
import type { Found, ResultRow } from '../../results/result.ts';
import { Progress } from '../output.ts';

/** What job mixes run on, and how. */
export interface MixRun {
  sources: Sources;
  program: Program;
  machine: Machine;
  seed: string;
  replications: number;
  quick: boolean;
  driverLoads: boolean;
}

/** A job mix from load 1 to the crossover, and where its time went. */
export interface MeasuredMix {
  curve: LoadCurve;
  /** The largest first. */
  charges: Charge[];
  elapsedCycles: number;
  fingerprint: string;
}

/** Runs a job mix at all of its loads. @throws SpecError when the workload has no such mix */
export function measureMix({ sources, program, machine, ...options }: MixRun, mix: string): MeasuredMix {
  const progress = new Progress('loads');
  try {
    const onLoad = (load: number): void => {
      progress.update(load, load + 1);
    };
    const curve = runLoadCurve(sources, program, machine, { mix, ...options, onLoad });
    const totals = totalsOf(curve);
    return { curve, ...totals, charges: largestFirst(totals.charges) };
  } finally {
    progress.stop();
  }
}

/** Job mixes as a result. Where there are several, the name of each stands before its tests. */
export function foundOf(workload: string, system: string, mixes: readonly MeasuredMix[]): Found {
  const several = mixes.length > 1;
  const hash = new Fingerprint();
  for (const { fingerprint } of mixes) hash.addText(fingerprint);
  return {
    fingerprint: several ? hash.digest() : mixes[0].fingerprint,
    rows: mixes.flatMap(({ curve }) =>
      curveResults(curve).map(({ test, unit, value, interval }): ResultRow => ({
        ...{ experiment: workload, test: several ? `${curve.mix}/${test}` : test, system, unit },
        model: value,
        ...(interval ? { interval } : {}),
      })),
    ),
    charges: sumOf(mixes.map(({ charges }) => charges)),
    elapsedCycles: mixes.reduce((sum, { elapsedCycles }) => sum + elapsedCycles, 0),
  };
}

function sumOf(tables: readonly (readonly Charge[])[]): Charge[] {
  const table = new Map<string, Charge>();
  for (const charge of tables.flat()) addCharge(table, charge);
  return largestFirst([...table.values()]);
}

function largestFirst(charges: readonly Charge[]): Charge[] {
  return [...charges].sort((left, right) => right.cycles - left.cycles);
}
