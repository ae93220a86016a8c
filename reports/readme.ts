import { accuracyOf } from '../calibration/experiments/accuracy.ts';
import type { Row } from '../calibration/experiments/row.ts';
import { comparable, isCovered } from '../calibration/experiments/validation.ts';
import { markdownTable, tableText } from './markdown.ts';
import { summarise } from './summary.ts';
import { penaltyTable, percentText } from './whole-workloads.ts';

/** What the paper's whole workloads are called. */
const TITLES = {
  'compile/elapsed': 'rebuild of the Linux server',
  'aim7/max-jobs-per-minute': 'AIM VII, a job at greatest throughput',
  'aim7/slowdown-mean-over-loads-percent': 'AIM VII, mean over loads',
  'aim7/slowdown-at-max-load-percent': 'AIM VII, highest load',
};

/**
 * What the README opens with: penalties of whole workloads, then how well all rows agree with what was published, and how well those do
 * that no fit has seen.
 * @param inferences names of the inferred mechanisms
 */
export function opening(rows: readonly Row[], inferences: readonly string[]): string {
  const table = penaltyTable(rows, TITLES);
  const inferred =
    inferences.length === 0
      ? 'No inferred mechanism is part of the model today: the first two lines are the same.'
      : `Inferred mechanisms: ${inferences.join(', ')}.`;
  const own = comparable(rows);
  const validation = own.filter(({ role }) => role === 'validation');
  const known = validation.filter(({ predictive }) => predictive !== undefined);
  return [
    ...(table ? [tableText(table)] : []),
    `${inferred} In brackets, the 95 % interval of the mean.`,
    [
      `- All ${accuracyText(own)}.`,
      `- Those that no fit has seen, ${accuracyText(validation)};\n  ${known.filter(isCovered).length} of ${known.length} lie in their 90 % interval.`,
    ].join('\n'),
  ].join('\n\n');
}

function accuracyText(rows: readonly Row[]): string {
  const { rows: count, medianAbsoluteError, ninetiethPercentile, bias } = accuracyOf(rows);
  return `${count} published figures: median absolute error ${percentText(medianAbsoluteError)}, 90th percentile ${percentText(ninetiethPercentile)}, bias ${percentText(bias)}`;
}

/** The model's value and the published one of each test on each system. */
export function allFigures(rows: readonly Row[]): string {
  return `${markdownTable(rows)}\n\n${summarise(rows).join(';\n')}.`;
}
