import type { Experiments } from '../../calibration/experiments.ts';
import { reproduce, type Reproduction } from '../../calibration/reproduce.ts';
import { DiskLibrary } from '../../cli/disk-library.ts';
import { readShippedExperiments, readShippedTargets } from '../../cli/shipped.ts';
import {
  compile,
  loadSources,
  Simulation,
  type Machine,
  type Outcome,
  type Override,
} from '../../model/index.ts';
import { structureSchema, workloadSchema } from '../../model/kernels/language/kernel-file.ts';
import { loadKernelFiles } from '../../model/library.ts';

/** The shipped files, experiments and targets. */
export const library = new DiskLibrary();
export const experiments = readShippedExperiments();
export const targets = readShippedTargets();

/** Every experiment with each of its systems. */
export const PAIRS: [string, string][] = Object.entries(experiments.list).flatMap(([name, { systems }]) =>
  systems.map((system): [string, string] => [name, system]),
);

/** Code with a working set is simulated line by line in a window after each entry from the kernel; a short one saves time. */
export const SHORT_WINDOW: Override = { path: 'localities.compiler.window', value: '200' };

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
    overrides: [SHORT_WINDOW],
  });
}

/** A test of a shipped workload on a shipped structure. */
export interface Case {
  workload: string;
  name: string;
  run: (machine: Machine) => Outcome;
}

let allCases: Case[] | undefined;

/** The shipped workloads that have tests; a job mix has none. */
export const TESTED = library
  .names('workload')
  .filter((name) =>
    loadKernelFiles(library, 'workload', name, workloadSchema).some(({ spec }) => spec.tests !== undefined),
  );

/** Every test of every shipped workload on every shipped structure, the short ones first. */
export function cases(): Case[] {
  allCases ??= [...TESTED]
    .sort((left, right) => Number(left === 'compile') - Number(right === 'compile'))
    .flatMap((workload) => testsOf(workload));
  return allCases;
}

/** Workloads that only some structures can run, and the path that those have. */
const NEEDS: Record<string, string> = { ipc: 'ipc-call' };

function canRun(structure: string, workload: string): boolean {
  const path = NEEDS[workload];
  const files = loadKernelFiles(library, 'structure', structure, structureSchema);
  return path === undefined || files.some(({ spec }) => Object.hasOwn(spec.paths ?? {}, path));
}

function testsOf(workload: string): Case[] {
  const structures = library.names('structure').filter((structure) => canRun(structure, workload));
  const systems = structures.map((structure) => {
    const sources = loadSources(library, structure, workload, [SHORT_WINDOW]);
    return { structure, program: compile(sources), sources };
  });
  const tests = systems[0].sources.workload.flatMap(({ spec }) => Object.entries(spec.tests ?? {}));
  return tests.flatMap(([test, { program: main }]) =>
    systems.map(({ structure, program }) => ({
      workload,
      name: `${workload} ${test} on ${structure}`,
      run: (machine: Machine) => new Simulation(program, machine, { seed: '1' }).run(main),
    })),
  );
}
