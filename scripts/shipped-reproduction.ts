import { availableParallelism } from 'node:os';
import { withPredictive } from '../calibration/experiments/predictive-rows.ts';
import { reproduce, type Reproduction } from '../calibration/experiments/reproduce.ts';
import { DiskLibrary } from '../api/disk-library.ts';
import { defaultPrecision } from '../cli/options.ts';
import {
  readShippedCalibration,
  readShippedCurve,
  readShippedExperiments,
  readShippedPredictions,
  readShippedTargets,
} from '../cli/shipped.ts';
import { onWorkers } from '../sweeps/execution/on-threads.ts';

/** Experiments of the paper as `ukperf reproduce` runs them; all of them when none is named. */
export async function reproducePaper(names: readonly string[]): Promise<Reproduction> {
  const experiments = readShippedExperiments();
  const result = await reproduce({
    library: new DiskLibrary(),
    experiments,
    targets: readShippedTargets(),
    predictions: readShippedPredictions(),
    names,
    seed: '1',
    replications: 5,
    precision: defaultPrecision,
    sourced: true,
    execute: onWorkers(availableParallelism()),
  });
  return {
    ...result,
    rows: withPredictive(result.rows, readShippedCalibration(), experiments, readShippedCurve()),
  };
}
