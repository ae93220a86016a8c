import { ModelError, type Library, type Override } from '../../model/index.ts';
import { workloadOf, type Experiments } from '../experiments/experiments.ts';
import type { Job } from '../../model/run/job.ts';
import type { Execute } from '../experiments/reproduce.ts';
import type { Target } from '../experiments/targets.ts';
import type { CalibrationTargets } from './calibration-targets.ts';

/** A result that the model is asked for. */
export interface Wanted {
  experiment: string;
  test: string;
  system: string;
}

export const keyOf = ({ experiment, test, system }: Wanted): string => `${experiment}/${test}/${system}`;

export interface Evaluator {
  library: Library;
  experiments: Experiments;
  machine: string;
  seed: string;
  /** The system whose results set the user work of programs. */
  nativeSystem: string;
  execute: Execute;
  onProgress?: (jobs: number) => void;
}

/**
 * Results of the model at several settings of its parameters: one list for each setting, in the order of `wanted`. All settings see the
 * same random numbers, so that differences between them are the parameters' doing.
 *
 * Where a native result sets the user work of a program, the program's results on other systems are taken as if it had been set
 * already: user work costs the same on all of them, so what native lacks, they lack.
 */
export async function evaluate(
  evaluator: Evaluator,
  wanted: readonly Wanted[],
  targets: CalibrationTargets,
  settings: readonly (readonly Override[])[],
  replications: number,
): Promise<number[][]> {
  const { experiments, machine, seed, nativeSystem } = evaluator;
  const anchors = targets.native.filter((target) => wanted.some((other) => isAnchoredBy(other, target)));
  const runs = new Map<string, Pick<Job, 'system' | 'workload' | 'tests'>>();
  for (const { experiment, test, system } of [...wanted, ...anchors]) {
    const { parts } = experiments.list[experiment];
    const workload = workloadOf(experiments.list[experiment], system);
    const name = parts ?? test;
    const key = `${workload} ${system}`;
    const tests = new Set([...(runs.get(key)?.tests ?? []), name]);
    runs.set(key, { system, workload, tests: [...tests] });
  }
  const jobs = settings.flatMap((overrides) =>
    [...runs.values()].map((run): Job => ({ ...run, machine, seed, replications, overrides })),
  );
  const results = await evaluator.execute(jobs, () => evaluator.onProgress?.(1));
  const keys = [...runs.keys()];
  return settings.map((_, setting) => {
    const find = ({ experiment, test, system }: Wanted): number => {
      const { parts } = experiments.list[experiment];
      const workload = workloadOf(experiments.list[experiment], system);
      const job = setting * keys.length + keys.indexOf(`${workload} ${system}`);
      const measured = results[job].find((result) => result.test === (parts ?? test));
      if (measured === undefined)
        throw new ModelError(
          `${experiment}: expected one of its tests, found ${JSON.stringify(parts ?? test)}`,
        );
      return parts === undefined ? measured.expected : measured.parts[test];
    };
    return wanted.map((one) => {
      const anchor =
        one.system === nativeSystem ? undefined : anchors.find((target) => isAnchoredBy(one, target));
      return find(one) + (anchor === undefined ? 0 : anchor.published - find(anchor));
    });
  });
}

function isAnchoredBy(wanted: Wanted, { experiment, test }: Target): boolean {
  return wanted.experiment === experiment && wanted.test === test;
}
