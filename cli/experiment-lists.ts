import {
  joined,
  workloadOf,
  type Experiment,
  type Experiments,
} from '../calibration/experiments/experiments.ts';
import { Targets } from '../calibration/experiments/targets.ts';
import type { Run } from '../results/parameters.ts';
import { expectOneOf } from './expect-one-of.ts';
import { UsageError } from './output.ts';
import {
  readAllTargets,
  readModernExperiments,
  readOwnExperiments,
  readOwnTargets,
  readShippedExperiments,
} from './shipped.ts';

/** Means the experiments of the package, among files of experiments. */
export const SHIPPED = 'shipped';

/** Lists of experiments, joined, and what is published about them. */
export interface Lists {
  lists: Experiments[];
  experiments: Experiments;
  targets: Targets;
}

/**
 * Reads lists of experiments, and the published results for them.
 * @param files of experiments; those of the package, {@link SHIPPED}, bring their published results
 * @throws UsageError for a file that cannot be read, and for two experiments of one name
 */
export function listsOf(files: readonly string[], targets: readonly string[]): Lists {
  const lists = files.flatMap((file) =>
    file === SHIPPED ? [readShippedExperiments(), readModernExperiments()] : [readOwnExperiments(file)],
  );
  const names = lists.flatMap(({ list }) => Object.keys(list));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new UsageError(
      `expected experiments with a name each, found ${JSON.stringify(twice)} in two lists`,
    );
  return {
    lists,
    experiments: joined(lists[0], ...lists.slice(1)),
    targets: new Targets([
      ...(files.includes(SHIPPED) ? readAllTargets().list : []),
      ...targets.flatMap((file) => readOwnTargets(file).list),
    ]),
  };
}

/** The experiments that are named, or all. @throws UsageError for a name that is none */
export function chosenOf(experiments: Experiments, names: readonly string[]): [string, Experiment][] {
  for (const name of names) expectOneOf(name, Object.keys(experiments.list), 'expected an experiment');
  return Object.entries(experiments.list).filter(([name]) => names.length === 0 || names.includes(name));
}

/** Who runs what, and where. */
export function runsOf(chosen: readonly [string, Experiment][], machine: string): Run[] {
  return chosen.flatMap(([, experiment]) =>
    experiment.systems.map((system) => ({
      machine: experiment.machine ?? machine,
      system,
      workload: workloadOf(experiment, system),
    })),
  );
}
