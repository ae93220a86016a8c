import {
  compile,
  curveResults,
  loadsOfResults,
  loadSystem,
  measure,
  mixesOf,
  runLoadCurve,
  SpecError,
  type Library,
  type Measured,
  type Override,
  type Precision,
  type Program,
  type Sources,
  type WorkloadTest,
} from '../model/index.ts';
import { workloadSchema } from '../model/kernels/language/kernel-file.ts';
import { loadKernelFiles, unusedOverrides } from '../model/library.ts';

/** One system running the tests of one workload: plain data, so that a worker can be sent it. */
export interface Job {
  machine: string;
  system: string;
  workload: string;
  /** Only some of its tests; of a job mix, some of its results. */
  tests?: readonly string[];
  seed: string;
  replications: number;
  precision?: Precision;
  /** Fewer loads of a job mix, and what else the workload sets for a quick look. */
  quick?: boolean;
  overrides: readonly Override[];
}

/**
 * Runs the tests of a job, in their order, or its job mix.
 * @param compiled gives the program of a system and its workload; who has compiled it before need not do it again
 * @throws SpecError, ModelError
 */
export function runJob(
  library: Library,
  job: Job,
  onTest?: () => void,
  compiled: (sources: Sources) => Program = compile,
): Measured[] {
  const { system, workload, seed, replications, precision } = job;
  const overrides = [...(job.quick ? quickOverrides(library, workload) : []), ...job.overrides];
  const { machine, sources } = loadSystem(library, job.machine, system, workload, overrides);
  const program = compiled(sources);
  const [mix] = mixesOf(sources);
  if (mix !== undefined) {
    const results = curveResults(
      runLoadCurve(sources, program, machine, {
        mix,
        seed,
        replications: precision?.least ?? replications,
        quick: job.quick ?? false,
        only: job.tests && loadsOfResults(job.tests),
      }),
    ).filter(({ test }) => job.tests?.includes(test) ?? true);
    for (const _ of results) onTest?.();
    return results;
  }
  const tests = testsOf(sources.workload).filter(([name]) => job.tests?.includes(name) ?? true);
  return tests.map(([name, test]) => {
    const measured = measure(program, machine, name, test, {
      ...{ seed, replications },
      ...(precision ? { precision } : {}),
    });
    onTest?.();
    return measured;
  });
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

/** How many results a workload has, at most. */
export function countTests(library: Library, workload: string): number {
  const sources = loadKernelFiles(library, 'workload', workload, workloadSchema);
  const loads = sources[0].spec['job-mix']?.driver.loads.length;
  return loads === undefined ? testsOf(sources).length : 2 * loads + 1;
}

/** The tests of a workload and of what it includes. */
export function testsOf(
  sources: readonly { spec: { tests?: Record<string, WorkloadTest> | undefined } }[],
): [string, WorkloadTest][] {
  return sources.flatMap(({ spec }) => Object.entries(spec.tests ?? {}));
}
