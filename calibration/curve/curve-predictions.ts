import type { Library, LoadCurve } from '../../model/index.ts';
import { workloadOf, type Experiment } from '../experiments/experiments.ts';
import { JobRunner } from '../../model/run/runner.ts';
import { slowdowns } from '../experiments/slowdowns.ts';
import type { CurveFile } from './curve-file.ts';

/** Mean and standard deviation of a row over the accepted places, in the row's unit. */
type Prediction = [mean: number, deviation: number];

/**
 * What the accepted places predict of each row of the job mix, on all systems: how far rows move with what the native curve leaves uncertain.
 * Few loads, one replication.
 */
export function predictOver(
  library: Library,
  machine: string,
  name: string,
  experiment: Experiment,
  accepted: CurveFile['accepted'],
  seed: string,
  onPlace?: (done: number) => void,
): Record<string, Prediction> {
  const runner = new JobRunner(library);
  const values = new Map<string, number[]>();
  const add = (test: string, system: string, value: number): void => {
    const key = `${name}/${test}/${system}`;
    values.set(key, [...(values.get(key) ?? []), value]);
  };
  const [native] = experiment.systems;
  accepted.forEach(({ set }, index) => {
    const overrides = Object.entries(set).map(([path, value]) => ({ path, value }));
    const results = new Map(
      experiment.systems.map((system) => {
        const workload = workloadOf(experiment, system);
        const job = { machine, system, workload, seed, replications: 1, quick: true, overrides };
        return [system, runner.run(job).measured];
      }),
    );
    const curveOf = (system: string): LoadCurve | undefined =>
      results.get(system)?.find(({ curve }) => curve !== undefined)?.curve;
    const base = curveOf(native);
    for (const [system, list] of results) {
      for (const { test, value } of list) add(test, system, value);
      const curve = curveOf(system);
      if (system === native || curve === undefined || base === undefined) continue;
      for (const { test, model } of slowdowns(curve, base)) add(test, system, model);
    }
    onPlace?.(index + 1);
  });
  const weights = accepted.map(({ weight }) => weight);
  return Object.fromEntries(
    [...values]
      // A load that not all places reach says nothing over all of them.
      .filter(([, each]) => each.length === accepted.length)
      .map(([key, each]) => [key, momentsOf(each, weights)]),
  );
}

function momentsOf(values: readonly number[], weights: readonly number[]): Prediction {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const over = (of: (value: number) => number): number =>
    values.reduce((sum, value, index) => sum + weights[index] * of(value), 0) / total;
  const mean = over((value) => value);
  return [mean, Math.sqrt(over((value) => (value - mean) ** 2))].map((value) =>
    Number(value.toPrecision(DIGITS)),
  ) as Prediction;
}

/** Digits in the file. */
const DIGITS = 4;
