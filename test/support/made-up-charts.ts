import { readShippedCalibration } from '../../cli/shipped.ts';
import { chartsOf } from '../../reports/charts/all.ts';
import type { Chart } from '../../reports/charts/chart.ts';
import { madeUpOperations, madeUpRows } from './reported.ts';

/** All charts of a reproduction, of made-up rows. */
export const charts = Object.values(
  chartsOf({ rows: madeUpRows(), operations: madeUpOperations(), calibration: readShippedCalibration() }),
).flat() as Chart[];
