import { addCharge, type Charge } from '../core/charges.ts';
import { Fingerprint } from '../core/fingerprint.ts';
import type { Library, Override } from '../documents.ts';
import type { Machine } from '../hardware/machine.ts';
import { compile } from '../kernels/compile/compile.ts';
import type { Program } from '../kernels/program/program.ts';
import type { Sources } from '../kernels/compile/sources.ts';
import { workloadSchema } from '../kernels/files/workload-file.ts';
import { loadKernelFiles, loadSystem, unusedOverrides } from '../library.ts';
import { SpecError } from '../document/problem.ts';
import { runLoadCurve, type LoadCurve } from '../workloads/load-curve.ts';
import { curveResults, isCurveResult, loadsOfResults } from './curve-results.ts';
import { totalsOf } from './curve-totals.ts';
import type { Job } from './job.ts';
import { fingerprintOf, largestFirst, measure, type Measured } from './measure.ts';
import { mixesOf, selectionOf, testsOf } from './selection.ts';

/** What a job gave. */
export interface Ran {
  /** Results of its tests, or of its job mixes, in their order; of several job mixes with the name of each in front. */
  measured: Measured[];
  /** Of its job mixes. */
  curves: LoadCurve[];
  /** Where the time of all replications went, the most first. */
  charges: Charge[];
  /** Time of all replications, in cycles: the sum of `charges`. */
  elapsedCycles: number;
  /** A hash of all trajectories. */
  fingerprint: string;
}

/** Machine, structure, personality and workload of a job, checked and compiled. */
export interface LoadedJob {
  machine: Machine;
  sources: Sources;
  program: Program;
}

/** Who wants to know how far a run is. */
export interface Observers {
  /** Is called when a test is done, or each result of a job mix is there. */
  onTest?: () => void;
  /** Is called after each load of a job mix. */
  onLoad?: (load: number) => void;
}

/** Gives the program of a system and its workload; who has compiled it before need not do it again. */
export type Compiled = (sources: Sources) => Program;

/** What of a job says what runs, and how; the rest says on what. */
export type Asked = Omit<Job, 'machine' | 'system' | 'workload' | 'overrides'>;

/**
 * Runs a job: the one door to the engine. Command line, library, page, sweeps and fit ask here, so the same job gives the same values,
 * fingerprint and errors everywhere.
 * @throws SpecError for a file, a name or a value that is wrong; ModelError when the system turns out wrong as it runs
 */
export function run(
  library: Library,
  job: Job,
  observers: Observers = {},
  compiled: Compiled = compile,
): Ran {
  return runOn(loadJob(library, job, compiled), job, observers);
}

/** Reads, checks and compiles what a job runs on. @throws SpecError */
export function loadJob(library: Library, job: Job, compiled: Compiled = compile): LoadedJob {
  const { machine, sources } = loadSystem(
    library,
    job.machine,
    job.system,
    job.workload,
    overridesOfJob(library, job),
  );
  return { machine, sources, program: compiled(sources) };
}

/** All that is set in a job: for a quick look, what its workload says comes first. @throws SpecError */
export function overridesOfJob(
  library: Library,
  { workload, quick, overrides }: Pick<Job, 'workload' | 'quick' | 'overrides'>,
): readonly Override[] {
  return quick ? [...quickOverrides(library, workload), ...overrides] : overrides;
}

/** Runs what was asked for on a system that is loaded. @throws SpecError, ModelError */
export function runOn(
  { machine, sources, program }: LoadedJob,
  asked: Asked,
  observers: Observers = {},
): Ran {
  const { seed, replications, precision, quick = false, driverLoads = false, fastForward = true } = asked;
  const { tests, mixes } = selectionOf(sources.workload, asked.tests);
  if (mixes.length > 0) {
    const curves = mixes.map(({ mix, results }) =>
      runLoadCurve(sources, program, machine, {
        ...{ mix, seed, quick, driverLoads },
        replications: precision?.least ?? replications,
        only: results && loadsOfResults(results),
        ...(observers.onLoad ? { onLoad: observers.onLoad } : {}),
      }),
    );
    const measured = curves.flatMap((curve, index) =>
      curveResults(curve)
        .filter(({ test }) => mixes[index].results?.includes(test) ?? true)
        .map((one) => (curves.length > 1 ? { ...one, test: `${curve.mix}/${one.test}` } : one)),
    );
    for (const _ of measured) observers.onTest?.();
    const totals = curves.map(totalsOf);
    return {
      ...{ measured, curves },
      charges: sumOf(totals),
      elapsedCycles: totals.reduce((sum, { elapsedCycles }) => sum + elapsedCycles, 0),
      fingerprint: totals.length === 1 ? totals[0].fingerprint : hashOf(totals),
    };
  }
  const measured = tests.map(([name, test]) => {
    const one = measure(program, machine, name, test, {
      ...{ seed, replications, fastForward },
      ...(precision ? { precision } : {}),
    });
    observers.onTest?.();
    return one;
  });
  return {
    ...{ measured, curves: [] },
    charges: sumOf(measured),
    elapsedCycles: measured.reduce((sum, { elapsedCycles }) => sum + elapsedCycles, 0),
    fingerprint: fingerprintOf(measured),
  };
}

function hashOf(parts: readonly { fingerprint: string }[]): string {
  const hash = new Fingerprint();
  for (const { fingerprint } of parts) hash.addText(fingerprint);
  return hash.digest();
}

/** The charges of several runs, the most first. */
function sumOf(parts: readonly { charges: readonly Charge[] }[]): Charge[] {
  const table = new Map<string, Charge>();
  for (const { charges } of parts) for (const charge of charges) addCharge(table, charge);
  return largestFirst(table.values());
}

/** What a workload sets for a quick look. @throws SpecError for a path that none of its files has */
export function quickOverrides(library: Library, workload: string): Override[] {
  const files = loadKernelFiles(library, 'workload', workload, workloadSchema);
  const [{ spec, locator }] = files;
  const overrides = Object.entries(spec.quick ?? {}).map(([path, value]) => ({ path, value: String(value) }));
  const documents = files.map((file) => file.locator);
  const problems = unusedOverrides(overrides, documents).map(({ path }) =>
    locator.problem(['quick', path], 'the path of a value of the workload', JSON.stringify(path), 'key'),
  );
  if (problems.length > 0) throw new SpecError(problems);
  return overrides;
}

/** Whether a workload has a result of some name. @throws SpecError when there is no such workload */
export function isResultOf(library: Library, workload: string, name: string): boolean {
  const files = loadKernelFiles(library, 'workload', workload, workloadSchema);
  return mixesOf(files).length > 0 ? isCurveResult(name) : testsOf(files).some(([test]) => test === name);
}

/** How many results a workload has, at most. */
export function countTests(library: Library, workload: string): number {
  const files = loadKernelFiles(library, 'workload', workload, workloadSchema);
  const loads = files[0].spec['job-mix']?.driver.loads.length;
  return loads === undefined ? testsOf(files).length : 2 * loads + 1;
}
