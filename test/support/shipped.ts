import type { Experiments } from '../../calibration/experiments/experiments.ts';
import { reproduce, type Reproduction } from '../../calibration/experiments/reproduce.ts';
import { DiskLibrary } from '../../api/disk-library.ts';
import { readAllExperiments, readAllTargets } from '../../cli/shipped.ts';
import {
  compile,
  loadSources,
  Simulation,
  type Machine,
  type Outcome,
  type Override,
  type Sources,
} from '../../model/index.ts';
import { structureSchema } from '../../model/kernels/files/structure-file.ts';
import { workloadSchema } from '../../model/kernels/files/workload-file.ts';
import { loadKernelFiles } from '../../model/library.ts';

/** The shipped files, experiments and targets. */
export const library = new DiskLibrary();
export const experiments = readAllExperiments();
export const targets = readAllTargets();

/** Every experiment with each of its systems. */
export const PAIRS: [string, string][] = Object.entries(experiments.list).flatMap(([name, { systems }]) =>
  systems.map((system): [string, string] => [name, system]),
);

/** Code with a working set is simulated line by line in a window after each entry from the kernel; a short one saves time. */
const SHORT_WINDOW: Override[] = ['cc1', 'cpp'].map((name) => ({
  path: `localities.${name}.window`,
  value: '200',
}));

/** One experiment on one system, with a single replication. */
export function runOne(name: string, system: string, seed = '1'): Promise<Reproduction> {
  const only: Experiments = {
    ...experiments,
    list: { [name]: { ...experiments.list[name], systems: [system] } },
  };
  return reproduce({
    library,
    experiments: only,
    targets,
    names: [],
    seed,
    replications: 1,
    quick: true,
    overrides: SHORT_WINDOW,
  });
}

/** A test of a shipped workload on a shipped structure. */
export interface Case {
  workload: string;
  name: string;
  /** What its structure states in ticks; a run may have others. */
  costs: readonly number[];
  run: (machine: Machine, costs?: readonly number[]) => Outcome;
}

let allCases: Case[] | undefined;

/** The shipped workloads that have tests; a job mix has none. */
export const TESTED = library
  .names('workload')
  .filter((name) =>
    loadKernelFiles(library, 'workload', name, workloadSchema).some(({ spec }) => spec.tests !== undefined),
  );

/** Workloads that call a path which only some structures have. */
const NEEDS: Record<string, string> = { 'ipc-ping-pong': 'ipc-call' };

/** The shipped structures that run a workload: those with the personality, and the path, that its programs call. */
export function structuresFor(workload: string): string[] {
  const [{ spec }] = loadKernelFiles(library, 'workload', workload, workloadSchema);
  return library.names('structure').filter((name) => {
    const files = loadKernelFiles(library, 'structure', name, structureSchema);
    const path = NEEDS[workload];
    if (path !== undefined && !files.some((file) => Object.hasOwn(file.spec.paths ?? {}, path))) return false;
    return spec.personality === undefined || spec.personality === files[0].spec.personality;
  });
}

/** Structures with published figures; the others are what-ifs, derived from these. */
const PUBLISHED = new Set(Object.values(experiments.list).flatMap(({ systems }) => systems));

/** Workloads that what-ifs are tried on too. */
const ON_WHAT_IFS = ['getpid', 'ipc-ping-pong'];

/** Long ones; only the build reads a disk, and so comes last. */
const LAST = ['cache-partitioning', 'bursts', 'compile'];

/** Short workloads, each of which runs most of what a structure has. */
const FIRST = ['control-transfer', 'getpid', 'l4-virtual-memory', 'lmbench'];

/** The tests of the shipped workloads on the shipped structures that run them, the short ones first. */
export function cases(): Case[] {
  allCases ??= [...TESTED]
    .sort((left, right) => rankOf(left) - rankOf(right))
    .flatMap((workload) => testsOf(workload));
  return allCases;
}

/** Whether a structure has the paths that a workload needs beyond the personality's boundary. */
function suppliesBoundary({ structure, workload }: Sources): boolean {
  const paths = new Set(structure.flatMap(({ spec }) => Object.keys(spec.paths ?? {})));
  return workload.every(({ spec }) => Object.keys(spec.boundary ?? {}).every((path) => paths.has(path)));
}

function rankOf(workload: string): number {
  if (LAST.includes(workload)) return FIRST.length + 1 + LAST.indexOf(workload);
  const first = FIRST.indexOf(workload);
  return first < 0 ? FIRST.length : first;
}

function testsOf(workload: string): Case[] {
  const systems = structuresFor(workload)
    .filter((structure) => PUBLISHED.has(structure) || ON_WHAT_IFS.includes(workload))
    .map((structure) => ({ structure, sources: loadSources(library, structure, workload, SHORT_WINDOW) }))
    .filter(({ sources }) => suppliesBoundary(sources))
    .map(({ structure, sources }) => ({ structure, program: compile(sources), sources }));
  const tests = systems[0].sources.workload.flatMap(({ spec }) => Object.entries(spec.tests ?? {}));
  return tests.flatMap(([test, { program: main }]) =>
    systems.map(({ structure, program }) => ({
      workload,
      name: `${workload} ${test} on ${structure}`,
      costs: program.costs,
      run: (machine: Machine, costs = program.costs) =>
        new Simulation({ ...program, costs }, machine, { seed: '1' }).run(main),
    })),
  );
}
