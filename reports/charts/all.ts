import type { Calibration } from '../../calibration/fit/calibration.ts';
import type { OperationCharges } from '../../calibration/experiments/operation-charges.ts';
import type { Row } from '../../calibration/experiments/row.ts';
import type { Chart } from './chart.ts';
import { compileTimes } from './compile-times.ts';
import { cyclesByCause, cyclesByPlace } from './cycles.ts';
import { errorStrips } from './errors.ts';
import { fittedParameters } from './fitted-parameters.ts';
import { lmbenchAgainstNative } from './lmbench-against-native.ts';
import { aimRealTime, aimThroughput } from './load-curves.ts';
import { modelAgainstPublished } from './model-against-published.ts';

/** Every name that a chart may have. */
export const CHART_NAMES = [
  'figure-6-lmbench',
  'figure-7-compile',
  'figure-8-aim-real-time',
  'figure-9-aim-throughput',
  'model-against-published',
  'errors',
  'cycles-by-place',
  'cycles-by-cause',
  'fitted-parameters',
];

/** What charts are drawn from. */
export interface Charted {
  rows: readonly Row[];
  operations: readonly OperationCharges[];
  /** Of the machine that the rows are from. */
  calibration?: Calibration;
}

/** Charts by section: each is left out where the result has nothing for it. */
export interface Charts {
  figures: Chart[];
  accuracy: Chart[];
  cycles: Chart[];
  fit: Chart[];
}

/** All charts of a reproduction. */
export function chartsOf({ rows, operations, calibration }: Charted): Charts {
  const drawn = (charts: readonly (Chart | undefined)[]): Chart[] =>
    charts.filter((chart) => chart !== undefined);
  return {
    figures: drawn(
      [lmbenchAgainstNative, compileTimes, aimRealTime, aimThroughput].map((chart) => chart(rows)),
    ),
    accuracy: drawn([modelAgainstPublished(rows), errorStrips(rows)]),
    cycles: drawn([cyclesByPlace(operations), cyclesByCause(operations)]),
    fit: drawn([calibration && fittedParameters(calibration)]),
  };
}
