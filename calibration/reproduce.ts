import { z } from 'zod';
import {
  compile,
  convert,
  Fingerprint,
  loadMachine,
  loadSources,
  measure,
  type Charge,
  type Library,
  type Measured,
  type Override,
  type Precision,
} from '../model/index.ts';
import { workloadSchema } from '../model/kernels/kernel-file.ts';
import { loadKernelFiles } from '../model/library.ts';
import { addCharge } from '../model/measure.ts';
import { unit } from '../model/units.ts';
import { check, ExtendedDocument } from '../model/spec/check.ts';
import { SpecDocument, type SourceText } from '../model/spec/document.ts';
import type { Predictions } from './predictions.ts';
import { penaltyOf, rowOf, type Row } from './row.ts';
import type { Targets } from './targets.ts';

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
      unit: unit.optional(),
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
  predictions?: Predictions;
  /** Names of experiments; all when empty. */
  names: readonly string[];
  machine?: string;
  seed: string;
  replications: number;
  /** For whole workloads. */
  precision?: Precision;
  overrides?: readonly Override[];
  /** Called after each measured test with the number of tests done and in all. */
  onProgress?: (done: number, total: number) => void;
}

/** Runs experiments and sets each row beside the published value, where there is one. */
export function reproduce(options: ReproduceOptions): Reproduction {
  const { library, experiments, targets, seed, replications, precision, overrides = [] } = options;
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
    for (const system of experiment.systems) {
      const sources = loadSources(library, system, experiment.workload, overrides);
      const tests = Object.assign({}, ...sources.workload.map(({ spec }) => spec.tests ?? {})) as NonNullable<
        (typeof sources.workload)[0]['spec']['tests']
      >;
      const program = compile(sources);
      for (const [testName, test] of Object.entries(tests)) {
        // Two experiments may look at one test of one system: it runs once.
        const key = `${system} ${experiment.workload} ${testName}`;
        let measured = measurements.get(key);
        if (measured === undefined) {
          // Common random numbers: the seed is the same for all systems.
          const testSeed = `${seed}/${experiment.workload}/${testName}`;
          measured = measure(program, machine, testName, test, {
            seed: testSeed,
            replications,
            ...(precision ? { precision } : {}),
          });
          measurements.set(key, measured);
          for (const charge of measured.charges) addCharge(charges, charge);
          elapsedCycles += measured.elapsedCycles;
          hash.addText(measured.fingerprint);
        }
        options.onProgress?.(++done, total);
        const native = measurements.get(`${experiment.systems[0]} ${experiment.workload} ${testName}`);
        if (experiment.parts === undefined) {
          const scale =
            experiment.unit === undefined
              ? 1
              : convert(measured.cyclesPerOperation, experiment.unit, machine.processor.clock) /
                measured.value;
          rows.push(
            rowOf(options, experimentName, testName, system, {
              unit: experiment.unit ?? measured.unit,
              model: measured.value * scale,
              interval: measured.interval?.map((end) => end * scale),
              charges: test.total === undefined ? undefined : measured.charges,
              penalty: test.total === undefined ? undefined : penaltyOf(measured, native),
            }),
          );
        } else if (experiment.parts === testName) {
          for (const [part, cycles] of Object.entries(measured.parts)) {
            if (targets.find(experimentName, part, system))
              rows.push(rowOf(options, experimentName, part, system, { unit: 'cycles', model: cycles }));
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
  return chosen.reduce((sum, [, { workload, systems }]) => {
    const sources = loadKernelFiles(library, 'workload', workload, workloadSchema);
    return (
      sum +
      systems.length * sources.reduce((count, { spec }) => count + Object.keys(spec.tests ?? {}).length, 0)
    );
  }, 0);
}
