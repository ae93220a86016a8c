import { workloadSchema } from '../../model/kernels/files/workload-file.ts';
import { loadKernelFiles, type Library } from '../../model/library.ts';
import type { Experiments } from '../experiments/experiments.ts';
import type { Target } from '../experiments/targets.ts';

/** Tells whether the benchmark of a target prints whole units. */
export function wholeUnitsOf(library: Library, experiments: Experiments): (target: Target) => boolean {
  return ({ experiment, test }) => {
    const { workload } = experiments.list[experiment];
    return loadKernelFiles(library, 'workload', workload, workloadSchema).some(
      ({ spec }) => spec.tests?.[test]?.truncate ?? false,
    );
  };
}
