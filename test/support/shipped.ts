import { reproduce, type Experiments, type Reproduction } from '../../calibration/reproduce.ts';
import { DiskLibrary } from '../../cli/disk-library.ts';
import { readShippedExperiments, readShippedTargets } from '../../cli/shipped.ts';
import { compile, loadSources, Simulation, type Machine, type Outcome } from '../../model/index.ts';

/** The shipped files, experiments and targets. */
export const library = new DiskLibrary();
export const experiments = readShippedExperiments();
export const targets = readShippedTargets();

/** Every experiment with each of its systems. */
export const PAIRS: [string, string][] = Object.entries(experiments.list).flatMap(([name, { systems }]) =>
  systems.map((system): [string, string] => [name, system]),
);

const done = new Map<string, Reproduction>();

/** One experiment on one system, with a single replication; it runs once, however many tests look at it. */
export function reproduceOne(name: string, system: string): Reproduction {
  const key = `${name} ${system}`;
  const known = done.get(key);
  if (known) return known;
  const fresh = runOne(name, system);
  done.set(key, fresh);
  return fresh;
}

/** The same, run anew. */
export function runOne(name: string, system: string, seed = '1'): Reproduction {
  const only: Experiments = {
    ...experiments,
    list: { [name]: { ...experiments.list[name], systems: [system] } },
  };
  return reproduce({ library, experiments: only, targets, names: [], seed, replications: 1 });
}

/** A test of a shipped workload on a shipped structure. */
export interface Case {
  name: string;
  run: (machine: Machine) => Outcome;
}

let allCases: Case[] | undefined;

/** Every test of every shipped workload on every shipped structure. */
export function cases(): Case[] {
  allCases ??= library.names('workload').flatMap((workload) =>
    library.names('structure').flatMap((structure) => {
      const sources = loadSources(library, structure, workload);
      const program = compile(sources);
      return sources.workload.flatMap(({ spec }) =>
        Object.entries(spec.tests ?? {}).map(([test, { program: main }]) => ({
          name: `${workload} ${test} on ${structure}`,
          run: (machine: Machine) => new Simulation(program, machine, { seed: '1' }).run(main),
        })),
      );
    }),
  );
  return allCases;
}
