import { mean } from 'simple-statistics';
import { PAIR_LEVEL } from '../../model/confidence.ts';
import type { Calibration } from '../fit/calibration.ts';
import type { CurveFile } from '../curve/curve-file.ts';
import type { Experiments } from './experiments.ts';
import { normalQuantile } from '../fit/interval.ts';
import type { Row } from './row.ts';

/**
 * Adds the predictive interval of each row: the parameters' uncertainty, the systematic error that the fit's residuals show, and the
 * published figure's own deviation, in logarithms. Neither what the model was set from nor what was entered has one.
 *
 * A result whose native counterpart sets the user work of its program can only be wrong by what it takes beyond native, so the interval
 * is around that. Rows that the calibration has not seen get the mean uncertainty of those that it has. Of a whole workload the spread
 * from boot to boot is added: the published figures are of one boot of each system. Of a job mix what its native curve leaves uncertain
 * of user work and disk is added.
 * Experiments on a machine of their own get none: the calibration says nothing about it.
 */
export function withPredictive(
  rows: readonly Row[],
  calibration: Calibration,
  experiments: Experiments,
  curve?: CurveFile,
): Row[] {
  const { 'systematic-error-percent': systematic, 'interval-percent': level } = calibration.accuracy;
  const width = normalQuantile((1 + level) / 2);
  const known = Object.values(calibration.rows).map(([, , deviation]) => deviation);
  const pooled = Math.sqrt(mean(known.map((deviation) => deviation ** 2)));
  return rows.map((row) => {
    if (row.role === 'fitted' || row.role === 'reproduced') return row;
    if (experiments.list[row.experiment].machine !== undefined) return row;
    const key = `${row.experiment}/${row.test}/${row.system}`;
    const own = calibration.rows[key]?.[2];
    const factor = Math.exp(width * Math.hypot(own ?? pooled, systematic, (row.sdPercent ?? 0) / 100));
    const native = own === undefined ? rows.find((other) => isNativeOf(row, other)) : undefined;
    const base = native?.model ?? 0;
    const beyond = row.model - base;
    const [low, high] = [base + beyond / factor, base + beyond * factor].sort((left, right) => left - right);
    const spread = Math.hypot(bootSpread(row, rows), curve?.rows?.[key]?.[1] ?? 0) * width;
    return {
      ...row,
      predictive: [
        row.model - Math.hypot(row.model - low, spread),
        row.model + Math.hypot(high - row.model, spread),
      ],
    };
  });
}

/**
 * Standard deviation that one boot of each system makes, in the row's unit; 0 for what is no whole workload. Where boots are few it is
 * greater than theirs, for the interval it is taken from is Student's.
 */
function bootSpread({ experiment, test, penalty }: Row, rows: readonly Row[]): number {
  const native = rows.find(
    (other) => other.experiment === experiment && other.test === test && other.penalty === undefined,
  );
  if (native === undefined || penalty?.boots === undefined) return 0;
  const [low, high] = penalty.boots;
  return ((high - low) / 2 / normalQuantile((1 + PAIR_LEVEL) / 2)) * native.model;
}

function isNativeOf(row: Row, other: Row): boolean {
  return other.role === 'fitted' && other.experiment === row.experiment && other.test === row.test;
}
