import type { Calibration } from '../../calibration/fit/calibration.ts';
import type { Row } from '../../calibration/experiments/row.ts';
import type { DominantCharge } from '../../calibration/experiments/dominant-charge.ts';
import { isCovered, type Score } from '../../calibration/experiments/validation.ts';
import type { Ledger } from '../../calibration/ledger/ledger.ts';
import { ledgerNotes, ledgerTable } from '../../reports/ledger-table.ts';
import { formatNumber, formatPercent, formatPublished } from '../../reports/numbers.ts';
import { bar } from '../terminal/bars.ts';
import { tableText } from '../terminal/report-table.ts';
import { figure, formatTable, picture, text, type Cell } from '../terminal/table.ts';

/** The report of `ukperf accuracy`. */
export interface Accuracy {
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
  /** Accuracy over versions, of the machine that the shipped fit made. */
  history?: Ledger;
  crossValidation: Partial<Calibration['cross-validation']>;
  worst: (Row & { dominantCharge?: DominantCharge })[];
}

const percent = (ratio: number | undefined): string =>
  ratio === undefined ? '' : `${(ratio * 100).toFixed(1)} %`;

/** The report as tables: ledger, scores by experiment and system, what was left out of the fit, the worst rows. */
export function accuracyTables({
  machine,
  seed,
  fingerprint,
  ledger,
  totals,
  scores,
  history,
  crossValidation,
  worst,
}: Accuracy): string[] {
  return [
    `${ledgerLine(ledger)}\n`,
    scoreTable([
      ...totals.filter(({ rows }) => rows > 0).map((total) => ({ ...total, experiment: 'all' })),
      ...scores,
    ]),
    ...(history ? [historyText(history, scores)] : []),
    ...Object.entries(crossValidation).map(([kind, found]) => leftOutTable(kind, found)),
    `\nThe worst rows, and where most of what they take beyond native goes\n${worstTable(worst)}`,
    `\nmachine ${machine}, seed ${seed}, fingerprint ${fingerprint}`,
  ];
}

/** What was fitted to what; of a machine that the shipped fit did not make, only what there is to compare with. */
function ledgerLine(ledger: Accuracy['ledger']): string {
  const { freeParameters, calibrationTargets, validationTargets } = ledger;
  return freeParameters === 0
    ? `Targets: ${calibrationTargets} of role calibration, ${validationTargets} of role validation.`
    : `Ledger: ${freeParameters} parameters fitted to ${calibrationTargets} calibration targets, ${ledger.undeterminedParameters} left at their sources, ${ledger.nativeConstants} constants of user work set on native results; ${validationTargets} validation targets never seen by a fit.`;
}

/** Earlier versions, for the experiments that were run. */
function historyText(history: Ledger, scores: readonly Score[]): string {
  const experiments = [...new Set(scores.map(({ experiment }) => experiment))];
  const notes = ledgerNotes(history).map((note) => `- ${note}`);
  return [
    '\nMedian absolute errors over versions (calibration/ledger.yaml)',
    tableText(ledgerTable(history, experiments)),
    ...notes,
  ].join('\n');
}

function scoreTable(scores: readonly Score[]): string {
  const greatest = Math.max(...scores.map(({ medianAbsoluteError }) => medianAbsoluteError));
  return formatTable(
    [
      ...['experiment', 'system', 'role'].map((title) => text(title)),
      ...['rows', 'median', '90th', 'bias', 'in interval', 'first median'].map((title) => figure(title)),
      picture('median'),
    ],
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
      { draw: (width: number): string => bar(score.medianAbsoluteError / greatest, width) },
    ]),
  );
}

function leftOutTable(kind: string, found: Calibration['cross-validation'][string] | undefined): string {
  if (found === undefined) return '';
  const table = formatTable(
    [text('left out of the fit'), ...['rows', 'median', '90th', 'bias'].map((title) => figure(title))],
    Object.entries(found.left).map(([name, left]) => [
      name,
      String(left.rows),
      percent(left['median-percent']),
      percent(left['ninetieth-percent']),
      percent(left['bias-percent'] / 100),
    ]),
  );
  return `\nCalibration targets predicted without them, ${kind.replace('-', ' ')}: ${percent(found['coverage-percent'])} in their interval\n${table}`;
}

function worstTable(worst: Accuracy['worst']): string {
  const greatest = Math.max(...worst.map(({ relativeError = 0 }) => Math.abs(relativeError)));
  return formatTable(
    [
      text('row'),
      ...['model', 'paper', 'error', 'first said', 'interval'].map((title) => figure(title)),
      ...[picture(), text('most of it')],
    ],
    worst.map((row): Cell[] => [
      `${row.experiment}/${row.test}/${row.system}`,
      formatNumber(row.model),
      formatPublished(row.published ?? NaN),
      errorCell(row),
      row.firstPrediction === undefined ? '' : formatNumber(row.firstPrediction),
      row.predictive?.map(formatNumber).join(' to ') ?? '',
      { draw: (width: number): string => bar((row.relativeError ?? 0) / greatest, width) },
      row.dominantCharge
        ? `${row.dominantCharge.place}, ${row.dominantCharge.cause} (${percent(row.dominantCharge.share)})`
        : '',
    ]),
  );
}

/** An error, with a colour where the model said how far off it may be. */
function errorCell(row: Row): Cell {
  const error = formatPercent(row.relativeError ?? NaN);
  return row.predictive === undefined ? error : { text: error, style: isCovered(row) ? 'inside' : 'outside' };
}
