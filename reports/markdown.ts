import { byTest } from '../calibration/experiments/accuracy.ts';
import type { Row } from '../calibration/experiments/row.ts';
import { isCurvePoint } from './curve-rows.ts';
import { formatNumber, formatPublished } from './numbers.ts';
import type { Table } from './table.ts';

/** A Markdown table of rows: a line a test, a column a system, each cell the model's value and the published one. */
export function markdownTable(rows: readonly Row[]): string {
  const systems = [...new Set(rows.map((row) => row.system))];
  const lines = [...byTest(rows)]
    .filter(([test]) => !isCurvePoint(test))
    .map(([test, group]) => [
      `${test}, ${group[0].unit}`,
      ...systems.map((system) => cell(group.find((row) => row.system === system))),
    ]);
  return tableText({ head: ['model *paper*', ...systems], rows: lines, labels: 1 });
}

/** A table as Markdown. */
export function tableText({ head, rows, labels }: Table): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((content) => content.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    line(head),
    line(head.map((_, index) => (index < labels ? '---' : '---:'))),
    ...rows.map(line),
  ].join('\n');
}

function cell(row: Row | undefined): string {
  if (row === undefined) return '';
  if (row.published === undefined) return formatNumber(row.model);
  const mark = row.role === 'fitted' ? ' (fitted)' : row.role === 'reproduced' ? ' (entered)' : '';
  return `${formatNumber(row.model)} *${formatPublished(row.published)}*${mark}`;
}
