import { scoresOf, type Score } from '../../calibration/validation.ts';
import type { Charts } from '../charts/all.ts';
import { summarise } from '../summary.ts';
import type { Table } from '../table.ts';
import { charts, table, text, type Section } from './blocks.ts';
import { rowsOf, type Reported } from './reported.ts';

/** How well the model agrees with the paper, by experiment. */
export function accuracySection({ lists, rows }: Reported, drawn: Charts): Section {
  const own = rowsOf(rows, lists[0]);
  const scores = scoresOf(own).filter(({ system }) => system === undefined);
  return {
    id: 'accuracy',
    title: 'Model against published',
    blocks: [
      text(`${summarise(own).join('; ')}.`),
      ...charts(drawn.accuracy),
      table('Absolute errors by experiment', scoreTable(scores)),
      text(
        'Rows of role *calibration* were shown to the fit, those of role *validation* never. Cells that the model was set from, that were entered or that repeat others are in no score. *First said* is what the model predicted before it was compared.',
      ),
    ],
  };
}

function scoreTable(scores: readonly Score[]): Table {
  const percent = (ratio: number | undefined): string =>
    ratio === undefined ? '' : `${(ratio * 100).toFixed(1)} %`;
  return {
    head: ['experiment', 'role', 'rows', 'median', '90th percentile', 'bias', 'first said', 'in interval'],
    rows: scores.map((score) => [
      score.experiment,
      score.role,
      String(score.rows),
      percent(score.medianAbsoluteError),
      percent(score.ninetiethPercentile),
      percent(score.bias),
      percent(score.firstMedianAbsoluteError),
      percent(score.coverage),
    ]),
    labels: 2,
  };
}
