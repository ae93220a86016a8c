import { scoresOf, type Score } from '../../calibration/experiments/validation.ts';
import type { Ledger } from '../../calibration/ledger/ledger.ts';
import type { Charts } from '../charts/all.ts';
import { ledgerNotes, ledgerTable } from '../ledger-table.ts';
import { summarise } from '../summary.ts';
import type { Table } from '../table.ts';
import { charts, heading, table, text, type Block, type Section } from './blocks.ts';
import { rowsOf, type Reported } from './reported.ts';

/** How well the model agrees with the paper, by experiment. */
export function accuracySection({ lists, rows, ledger }: Reported, drawn: Charts): Section {
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
      ...(ledger ? versions(ledger, Object.keys(lists[0].list)) : []),
    ],
  };
}

/** Accuracy of earlier versions: what a change made better or worse. */
function versions(ledger: Ledger, experiments: readonly string[]): Block[] {
  return [
    heading('versions', 'Accuracy over versions'),
    text(
      'Median absolute error of the rows that the fit has seen (*calibration*) and of those that it has not, all and by experiment; oldest first. `ukperf check` fails when a prediction became worse and no note says why.',
    ),
    table('Median absolute errors over versions', ledgerTable(ledger, experiments)),
    text(
      ledgerNotes(ledger)
        .map((note) => `- ${note}`)
        .join('\n'),
    ),
  ];
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
