import {
  compile,
  loadMachine,
  loadSources,
  measure,
  type Library,
  type Measured,
  type Override,
  type Precision,
  type WorkloadTest,
} from '../model/index.ts';
import { workloadSchema } from '../model/kernels/kernel-file.ts';
import { loadKernelFiles } from '../model/library.ts';

/** One system running the tests of one workload: plain data, so that a worker can be sent it. */
export interface Job {
  machine: string;
  system: string;
  workload: string;
  seed: string;
  replications: number;
  precision?: Precision;
  overrides: readonly Override[];
}

/** Runs the tests of a job, in their order. @throws SpecError, ModelError */
export function runJob(library: Library, job: Job, onTest?: () => void): Measured[] {
  const { system, workload, seed, replications, precision, overrides } = job;
  const { machine } = loadMachine(library, job.machine, overrides);
  const sources = loadSources(library, system, workload, overrides);
  const program = compile(sources);
  return testsOf(sources.workload).map(([name, test]) => {
    const measured = measure(program, machine, name, test, {
      // Common random numbers: the seed is the same for all systems.
      seed: `${seed}/${workload}/${name}`,
      replications,
      ...(precision ? { precision } : {}),
    });
    onTest?.();
    return measured;
  });
}

/** How many tests a workload has. */
export function countTests(library: Library, workload: string): number {
  return testsOf(loadKernelFiles(library, 'workload', workload, workloadSchema)).length;
}

function testsOf(
  sources: readonly { spec: { tests?: Record<string, WorkloadTest> | undefined } }[],
): [string, WorkloadTest][] {
  return sources.flatMap(({ spec }) => Object.entries(spec.tests ?? {}));
}
