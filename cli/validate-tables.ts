import type { Calibration } from '../calibration/calibration.ts';
import type { Row } from '../calibration/row.ts';
import type { DominantCharge } from '../calibration/dominant-charge.ts';
import type { Score } from '../calibration/validation.ts';
import { formatNumber, formatPercent, formatPublished } from '../reports/numbers.ts';
import { formatTable } from './output.ts';

/** The report of `ukperf validate`. */
export interface Validation {
  machine: string;
  seed: string;
  fingerprint: string;
  ledger: {
    freeParameters: number;
    undeterminedParameters: number;
    nativeConstants: number;
    calibrationTargets: number;
    validationTargets: number;
  };
  totals: Omit<Score, 'experiment'>[];
  scores: Score[];
  crossValidation: Partial<Calibration['cross-validation']>;
  worst: (Row & { dominantCharge?: DominantCharge })[];
}

const percent = (ratio: number | undefined): string =>
  ratio === undefined ? '' : `${(ratio * 100).toFixed(1)} %`;

/** The report as tables: ledger, scores by experiment and system, what was left out of the fit, the worst rows. */
export function validationTables({
  machine,
  seed,
  fingerprint,
  ledger,
  totals,
  scores,
  crossValidation,
  worst,
}: Validation): string[] {
  return [
    `Ledger: ${ledger.freeParameters} parameters fitted to ${ledger.calibrationTargets} calibration targets, ${ledger.undeterminedParameters} left at their sources, ${ledger.nativeConstants} constants of user work set on native results; ${ledger.validationTargets} validation targets never seen by a fit.\n`,
    scoreTable([
      ...totals.filter(({ rows }) => rows > 0).map((total) => ({ ...total, experiment: 'all' })),
      ...scores,
    ]),
    ...Object.entries(crossValidation).map(([kind, found]) => leftOutTable(kind, found)),
    `\nThe worst rows, and where most of what they take beyond native goes\n${worstTable(worst)}`,
    `\nmachine ${machine}, seed ${seed}, fingerprint ${fingerprint}`,
  ];
}

function scoreTable(scores: readonly Score[]): string {
  return formatTable(
    ['experiment', 'system', 'role', 'rows', 'median', '90th', 'bias', 'in interval', 'first median'],
    scores.map((score) => [
      score.system === undefined ? score.experiment : '',
      score.system ?? 'all',
      score.role,
      String(score.rows),
      percent(score.medianAbsoluteError),
      percent(score.ninetiethPercentile),
      percent(score.bias),
      percent(score.coverage),
      percent(score.firstMedianAbsoluteError),
    ]),
    [3, 4, 5, 6, 7, 8],
  );
}

function leftOutTable(kind: string, found: Calibration['cross-validation'][string] | undefined): string {
  if (found === undefined) return '';
  const table = formatTable(
    ['left out of the fit', 'rows', 'median', '90th', 'bias'],
    Object.entries(found.left).map(([name, left]) => [
      name,
      String(left.rows),
      percent(left['median-percent']),
      percent(left['ninetieth-percent']),
      percent(left['bias-percent'] / 100),
    ]),
    [1, 2, 3, 4],
  );
  return `\nCalibration targets predicted without them, ${kind.replace('-', ' ')}: ${percent(found['coverage-percent'])} in their interval\n${table}`;
}

function worstTable(worst: Validation['worst']): string {
  return formatTable(
    ['row', 'model', 'paper', 'error', 'first said', 'interval', 'most of it'],
    worst.map((row) => [
      `${row.experiment}/${row.test}/${row.system}`,
      formatNumber(row.model),
      formatPublished(row.published ?? NaN),
      formatPercent(row.relativeError ?? NaN),
      row.firstPrediction === undefined ? '' : formatNumber(row.firstPrediction),
      row.predictive?.map(formatNumber).join(' to ') ?? '',
      row.dominantCharge
        ? `${row.dominantCharge.place}, ${row.dominantCharge.cause} (${percent(row.dominantCharge.share)})`
        : '',
    ]),
    [1, 2, 3, 4],
  );
}
