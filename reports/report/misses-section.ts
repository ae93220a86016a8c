import { relativeErrorOf } from '../../calibration/experiments/published.ts';
import type { Row } from '../../calibration/experiments/row.ts';
import { worstRows } from '../../calibration/experiments/validation.ts';
import { withFigures, withoutMarkers } from '../figures-in-text.ts';
import { formatNumber, formatPercent, formatPublished } from '../numbers.ts';
import type { Table } from '../table.ts';
import { table, text, type Section } from './blocks.ts';
import { missOf, type KnownMiss } from './known-misses.ts';
import { rowsOf, type Reported } from './reported.ts';

/** The greatest misses, what was said first, and what is known about the reasons. */
export function missesSection({ lists, rows, misses }: Reported): Section | undefined {
  const worst = worstRows(rowsOf(rows, lists[0]), MAX_ROWS);
  if (worst.length === 0) return undefined;
  const named = misses.filter((miss) => rows.some((row) => missOf(row, misses) === miss));
  return {
    id: 'misses',
    title: 'What misses, and why',
    blocks: [
      text(
        'The rows that are furthest off, with the first prediction where one was recorded before the comparison. The last column names the explanation below.',
      ),
      table('Greatest misses', missTable(worst, misses)),
      ...(named.length > 0
        ? [
            text(
              'The explanations are those of the documentation (docs/explanation/model.md), with errors and penalties of this run. Other figures in them, such as parts of a time, are from the time of writing.',
            ),
          ]
        : []),
      ...named.map(({ number, text: words }) =>
        text(`<a id="miss-${number}"></a>${number}. ${withoutMarkers(withFigures(words, rows))}`),
      ),
    ],
  };
}

const MAX_ROWS = 20;

const NAMES = ['experiment', 'test', 'system'];

function missTable(worst: readonly Row[], misses: readonly KnownMiss[]): Table {
  return {
    head: [...NAMES, 'paper', 'first said', 'error', 'now', 'error', 'explanation'],
    rows: worst.map((row) => {
      const { experiment, test, system, unit, model, published, firstPrediction: first, relativeError } = row;
      const miss = missOf(row, misses);
      return [
        experiment,
        test,
        system,
        published === undefined ? '' : `${formatPublished(published)} ${unit}`,
        first === undefined ? '' : formatNumber(first),
        first === undefined || published === undefined
          ? ''
          : formatPercent(relativeErrorOf(first, published)),
        formatNumber(model),
        relativeError === undefined ? '' : formatPercent(relativeError),
        miss === undefined ? '' : `[${miss.number}](#miss-${miss.number})`,
      ];
    }),
    labels: NAMES.length,
  };
}
