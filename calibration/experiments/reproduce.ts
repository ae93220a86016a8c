import {
  convert,
  Fingerprint,
  loadMachine,
  type Charge,
  type Library,
  type Machine,
  type Measured,
  type Override,
  type Precision,
} from '../../model/index.ts';
import { addCharge } from '../../model/core/charges.ts';
import { fingerprintOf } from '../../model/run/measure.ts';
import { compare } from './comparison.ts';
import { workloadOf, type Experiment, type Experiments } from './experiments.ts';
import { countTests } from '../../model/run/run.ts';
import type { Job } from '../../model/run/job.ts';
import { JobRunner } from '../../model/run/runner.ts';
import type { OperationCharges } from './operation-charges.ts';
import type { Predictions } from './predictions.ts';
import { penaltyOf, rowOf, type Row } from './row.ts';
import { slowdowns } from './slowdowns.ts';
import { sourcedJobs, withSourced } from './sourced-rows.ts';
import type { Targets } from './targets.ts';

export interface Reproduction {
  machine: string;
  seed: string;
  fingerprint: string;
  /** Of the runs of each experiment. */
  fingerprints: Record<string, string>;
  rows: Row[];
  /** Of the runs with sourced mechanisms alone, where there were any; the other totals leave them out. */
  sourcedFingerprint?: string;
  charges: Charge[];
  /** Of each test that is one operation, on each system. */
  operations: OperationCharges[];
  elapsedCycles: number;
}

/** Runs jobs, in whatever order; gives their results in the order of the jobs. `onTests` is told of tests done. */
export type Execute = (jobs: readonly Job[], onTests: (count: number) => void) => Promise<Measured[][]>;

export interface ReproduceOptions {
  library: Library;
  experiments: Experiments;
  targets: Targets;
  predictions?: Predictions;
  /** Names of experiments; all when empty. */
  names: readonly string[];
  /** For experiments that name none of their own. */
  machine?: string;
  seed: string;
  replications: number;
  /** For whole workloads. */
  precision?: Precision;
  /** Fewer loads of job mixes. */
  quick?: boolean;
  overrides?: readonly Override[];
  /** Runs whole workloads with sourced mechanisms alone too, where inferred ones reach them. */
  sourced?: boolean;
  /** Runs the jobs; one after the other by default. */
  execute?: Execute;
  /** Called as tests are done, with the number of tests done and in all. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * Runs experiments and sets each row beside the published value, where there is one. The result does not depend on
 * who executes the jobs, nor on the order in which they end.
 */
export async function reproduce(options: ReproduceOptions): Promise<Reproduction> {
  const { library, experiments, seed, replications, precision, overrides = [] } = options;
  const machineName = options.machine ?? experiments.machine;
  const chosen = Object.entries(experiments.list).filter(
    ([name]) => options.names.length === 0 || options.names.includes(name),
  );
  // Two experiments may look at one workload on one system: it runs once.
  const jobs = new Map<string, Job>();
  for (const [, experiment] of chosen) {
    for (const system of experiment.systems) {
      jobs.set(jobKey(experiment, system), {
        machine: experiment.machine ?? machineName,
        system,
        workload: workloadOf(experiment, system),
        ...(experiment.tests ? { tests: experiment.tests } : {}),
        seed,
        replications,
        ...(precision ? { precision } : {}),
        ...(options.quick ? { quick: true } : {}),
        overrides,
      });
    }
  }
  const alone = options.sourced ? sourcedJobs(library, jobs) : new Map<string, Job>();
  const list = [...jobs.values(), ...alone.values()];
  const total = list.reduce(
    (sum, { workload, tests }) => sum + (tests?.length ?? countTests(library, workload)),
    0,
  );
  let done = 0;
  const execute = options.execute ?? inOrder(library);
  const results = await execute(list, (count) => options.onProgress?.((done += count), total));
  const measured = new Map([...jobs.keys()].map((key, index) => [key, results[index]]));

  const withoutInferred = new Map(
    [...alone.keys()].map((key, index) => [key, results[jobs.size + index]] as const),
  );
  const rowsIn = (of: ReadonlyMap<string, Measured[]>, some: typeof chosen): Row[] =>
    some.flatMap(([name, experiment]) =>
      rowsOf(
        options,
        loadMachine(library, experiment.machine ?? machineName, overrides).machine,
        name,
        experiment,
        of,
      ),
    );
  const rows = rowsIn(measured, chosen);
  const ran = [...measured.values()].flat();
  const charges = new Map<string, Charge>();
  let elapsedCycles = 0;
  for (const result of ran) {
    for (const charge of result.charges) addCharge(charges, charge);
    elapsedCycles += result.elapsedCycles;
  }
  const reached = chosen.filter(([, experiment]) =>
    experiment.systems.some((system) => alone.has(jobKey(experiment, system))),
  );
  const isReached = ({ experiment: name, system }: Row): boolean => {
    const experiment = experiments.list[name];
    return [system, experiment.systems[0]].some((one) => alone.has(jobKey(experiment, one)));
  };
  const sourced = rowsIn(new Map([...measured, ...withoutInferred]), reached).filter(isReached);
  return {
    machine: machineName,
    seed,
    fingerprint: fingerprintWith(ran, rows),
    fingerprints: Object.fromEntries(
      chosen.map(([name, experiment]) => [name, fingerprintOfExperiment(experiment, measured)]),
    ),
    rows: withSourced(rows, sourced),
    ...(alone.size > 0
      ? { sourcedFingerprint: fingerprintWith([...withoutInferred.values()].flat(), sourced) }
      : {}),
    charges: [...charges.values()],
    operations: chosen.flatMap(([name, experiment]) => operationsOf(name, experiment, measured)),
    elapsedCycles,
  };
}

/** Of runs and of the rows that were made from them. */
function fingerprintWith(results: readonly Measured[], rows: readonly Row[]): string {
  const hash = new Fingerprint();
  for (const { fingerprint } of results) hash.addText(fingerprint);
  hash.add(rows.map((row) => row.model));
  return hash.digest();
}

const jobKey = (experiment: Experiment, system: string): string =>
  [system, workloadOf(experiment, system), experiment.machine ?? '', ...(experiment.tests ?? [])].join(' ');

function inOrder(library: Library): Execute {
  const runner = new JobRunner(library);
  return (jobs, onTests) =>
    Promise.resolve(
      jobs.map(
        (job) =>
          runner.run(job, {
            onTest: () => {
              onTests(1);
            },
          }).measured,
      ),
    );
}

function rowsOf(
  options: ReproduceOptions,
  machine: Machine,
  name: string,
  experiment: Experiment,
  measured: ReadonlyMap<string, Measured[]>,
): Row[] {
  const { systems, parts, unit, against } = experiment;
  const resultsOn = (system: string): Measured[] => measured.get(jobKey(experiment, system)) ?? [];
  return systems.flatMap((system) => [
    ...resultsOn(system).flatMap((result) => {
      if (parts !== undefined) return parts === result.test ? partRows(options, name, system, result) : [];
      const clock = machine.processor.clock;
      if (against !== undefined) {
        const base = resultsOn(against.system).find(({ test }) => test === result.test);
        if (base === undefined || base === result) return [];
        return rowOf(options, name, result.test, system, compare(result, base, against.by, clock, unit));
      }
      const scale = unit === undefined ? 1 : convert(result.cyclesPerOperation, unit, clock) / result.value;
      const native = resultsOn(systems[0]).find(({ test }) => test === result.test);
      return rowOf(options, name, result.test, system, {
        unit: unit ?? result.unit,
        model: result.value * scale,
        interval: result.interval?.map((end) => end * scale),
        ...(result.whole ? { charges: result.charges, penalty: penaltyOf(result, native) } : {}),
      });
    }),
    ...slowdownRows(options, name, system, resultsOn(system), resultsOn(systems[0])),
  ]);
}

function fingerprintOfExperiment(experiment: Experiment, measured: ReadonlyMap<string, Measured[]>): string {
  return fingerprintOf(
    experiment.systems.flatMap((system) => measured.get(jobKey(experiment, system)) ?? []),
  );
}

/** Charges of the tests that are one operation; the points of a load curve are not. */
function operationsOf(
  name: string,
  experiment: Experiment,
  measured: ReadonlyMap<string, Measured[]>,
): OperationCharges[] {
  return experiment.systems.flatMap((system) =>
    (measured.get(jobKey(experiment, system)) ?? [])
      .filter(({ operationCharges }) => operationCharges.length > 0)
      .map(({ test, operationCharges }) => ({ experiment: name, test, system, charges: operationCharges })),
  );
}

/** How much slower a job mix is than on the first system. */
function slowdownRows(
  options: ReproduceOptions,
  experiment: string,
  system: string,
  results: readonly Measured[],
  base: readonly Measured[],
): Row[] {
  const [curve, baseline] = [results, base].map((list) => list.find((result) => result.curve)?.curve);
  if (curve === undefined || baseline === undefined || results === base) return [];
  return slowdowns(curve, baseline).map(({ test, ...figure }) =>
    rowOf(options, experiment, test, system, figure),
  );
}

/** Of a test, the parts that something is published about, and the whole where it is too. */
function partRows(
  options: ReproduceOptions,
  experiment: string,
  system: string,
  { test, cyclesPerOperation, parts }: Measured,
): Row[] {
  return Object.entries({ ...parts, [test]: cyclesPerOperation })
    .filter(([part]) => options.targets.find(experiment, part, system))
    .map(([part, cycles]) => rowOf(options, experiment, part, system, { unit: 'cycles', model: cycles }));
}
