import { z } from 'zod';
import {
  compile,
  convert,
  Fingerprint,
  loadMachine,
  loadSources,
  measure,
  runLoadCurve,
  type Charge,
  type Library,
  type LoadCurve,
  type Measured,
  type Override,
} from '../model/index.ts';
import { addCharge } from '../model/measure.ts';
import { check, ExtendedDocument } from '../model/spec/check.ts';
import { SpecDocument, type SourceText } from '../model/spec/document.ts';
import { mixFigures } from './mix-rows.ts';
import type { Role, Targets } from './targets.ts';

const experimentsSchema = z.strictObject({
  experiments: z.string(),
  machine: z.string(),
  list: z.record(
    z.string(),
    z.strictObject({
      title: z.string(),
      workload: z.string(),
      systems: z.array(z.string()).min(1),
      /** The rows are the parts of this test instead of its value. */
      parts: z.string().optional(),
      /** The rows are the figures of this job mix, slowdowns against the first system. */
      mix: z.string().optional(),
      unit: z.enum(['cycles', 'us', 'ms', 's', 'MB/s']).optional(),
    }),
  ),
});

export type Experiment = z.output<typeof experimentsSchema>['list'][string];
export interface Experiments {
  machine: string;
  list: Record<string, Experiment>;
}

/** Reads the list of experiments. @throws SpecError */
export function readExperiments(source: SourceText): Experiments {
  const document = new ExtendedDocument([new SpecDocument(source)]);
  const { machine, list } = check(experimentsSchema, document.data, document);
  return { machine, list };
}

/** One figure of the reproduction beside the published one. */
export interface Row {
  experiment: string;
  test: string;
  system: string;
  unit: string;
  model: number;
  interval?: [number, number];
  published?: number;
  sdPercent?: number;
  role?: Role;
  /** (model - published) / published. */
  relativeError?: number;
}

export interface Reproduction {
  machine: string;
  seed: string;
  fingerprint: string;
  rows: Row[];
  charges: Charge[];
  elapsedCycles: number;
}

export interface ReproduceOptions {
  library: Library;
  experiments: Experiments;
  targets: Targets;
  /** Names of experiments; all when empty. */
  names: readonly string[];
  machine?: string;
  seed: string;
  replications: number;
  /** Fewer loads of job mixes. */
  quick?: boolean;
  overrides?: readonly Override[];
  /** Called after each measured test with the number of tests done and in all. */
  onProgress?: (done: number, total: number) => void;
}

/** Runs experiments and sets each row beside the published value, where there is one. */
export function reproduce(options: ReproduceOptions): Reproduction {
  const { library, experiments, targets, seed, replications, overrides = [] } = options;
  const machineName = options.machine ?? experiments.machine;
  const { machine } = loadMachine(library, machineName, overrides);
  const chosen = Object.entries(experiments.list).filter(
    ([name]) => options.names.length === 0 || options.names.includes(name),
  );
  const measurements = new Map<string, Measured>();
  const charges = new Map<string, Charge>();
  const hash = new Fingerprint();
  const rows: Row[] = [];
  const total = countTests(library, chosen);
  let elapsedCycles = 0;
  let done = 0;
  for (const [experimentName, experiment] of chosen) {
    let baseline: LoadCurve | undefined;
    for (const system of experiment.systems) {
      const sources = loadSources(library, system, experiment.workload, overrides);
      if (experiment.mix !== undefined) {
        // All systems have the same seed: their tasks draw the same orders, and differ by the system alone.
        const curve = runLoadCurve(sources, compile(sources), machine, {
          mix: experiment.mix,
          seed: `${seed}/${experimentName}`,
          replications,
          quick: options.quick ?? false,
        });
        for (const { test, unit, value, interval } of mixFigures(curve, baseline))
          rows.push(rowOf(targets, experimentName, test, system, unit, value, interval));
        baseline ??= curve;
        for (const point of curve.points) {
          for (const charge of point.charges.cells()) addCharge(charges, charge);
          elapsedCycles += point.elapsedCycles;
        }
        hash.addText(curve.fingerprint);
        options.onProgress?.(++done, total);
        continue;
      }
      const tests = Object.assign({}, ...sources.workload.map(({ spec }) => spec.tests ?? {})) as NonNullable<
        (typeof sources.workload)[0]['spec']['tests']
      >;
      const program = compile(sources);
      for (const [testName, test] of Object.entries(tests)) {
        // Two experiments may look at one test of one system: it runs once.
        const key = `${system} ${experiment.workload} ${testName}`;
        let measured = measurements.get(key);
        if (measured === undefined) {
          measured = measure(program, machine, testName, test, { seed: `${seed}/${key}`, replications });
          measurements.set(key, measured);
          for (const charge of measured.charges) addCharge(charges, charge);
          elapsedCycles += measured.elapsedCycles;
          hash.addText(measured.fingerprint);
        }
        options.onProgress?.(++done, total);
        if (experiment.parts === undefined) {
          const scale =
            experiment.unit === undefined
              ? 1
              : convert(measured.cyclesPerOperation, experiment.unit, machine.processor.clock) /
                measured.value;
          rows.push(
            rowOf(
              targets,
              experimentName,
              testName,
              system,
              experiment.unit ?? measured.unit,
              measured.value * scale,
              measured.interval?.map((end) => end * scale),
            ),
          );
        } else if (experiment.parts === testName) {
          for (const [part, cycles] of Object.entries(measured.parts)) {
            if (targets.find(experimentName, part, system))
              rows.push(rowOf(targets, experimentName, part, system, 'cycles', cycles));
          }
        }
      }
    }
  }
  hash.add(rows.map((row) => row.model));
  return {
    machine: machineName,
    seed,
    fingerprint: hash.digest(),
    rows,
    charges: [...charges.values()],
    elapsedCycles,
  };
}

function countTests(library: Library, chosen: readonly [string, Experiment][]): number {
  return chosen.reduce((sum, [, { workload, systems, mix }]) => {
    if (mix !== undefined) return sum + systems.length;
    const sources = loadSources(library, systems[0], workload).workload;
    return (
      sum +
      systems.length * sources.reduce((count, { spec }) => count + Object.keys(spec.tests ?? {}).length, 0)
    );
  }, 0);
}

function rowOf(
  targets: Targets,
  experiment: string,
  test: string,
  system: string,
  unit: string,
  model: number,
  interval?: number[],
): Row {
  const target = targets.find(experiment, test, system);
  return {
    experiment,
    test,
    system,
    unit,
    model,
    ...(interval ? { interval: interval as [number, number] } : {}),
    ...(target
      ? {
          published: target.value,
          ...(target.sdPercent === undefined ? {} : { sdPercent: target.sdPercent }),
          role: target.role,
          relativeError: (model - target.value) / target.value,
        }
      : {}),
  };
}
