import { OUTSIDE } from '../../reports/experiment-tables.ts';
import type { Table } from '../../reports/table.ts';
import { bar, sparkline } from './bars.ts';
import { figure, formatTable, picture, text, type Cell } from './table.ts';
import { terminalWidth } from './width.ts';

/** A table of a report, with its pictures. */
export function tableText(table: Table): string {
  const { curves } = table;
  return curves === undefined ? rowsText(table) : `${rowsText(table)}\n\n${curvesText(curves)}`;
}

/** Curves below each other, to one scale. */
export function curvesText(curves: NonNullable<Table['curves']>): string {
  const greatest = Math.max(...curves.flatMap(({ values }) => values.map((value) => value ?? 0)));
  return formatTable(
    [text(''), picture()],
    curves.map(({ title, values }) => [title, sparkline(values, greatest).trimEnd()]),
  ).replace(/^\n/, '');
}

function rowsText({ head, rows, labels, groups, blocks, drawn }: Table): string {
  const columns = head.map((title, index) => {
    const style = groups?.includes(title) ? { system: title } : undefined;
    return index < labels ? text(title) : figure(title, style);
  });
  const together = blocks ?? groups?.map(() => (head.length - labels) / groups.length);
  const body = rows.map((row) => row.map(marked));
  const known = (drawn?.values ?? []).flat().filter((value) => value !== undefined);
  // A single value has nothing to be compared with.
  if (drawn === undefined || known.length < 2) return formatTable(columns, body, terminalWidth(), together);
  const greatest = Math.max(...known.map(Math.abs));
  return formatTable(
    [...columns, picture(drawn.title)],
    body.map((row, index) => [...row, pictureOf(drawn.values[index], greatest)]),
    terminalWidth(),
    together,
  );
}

function pictureOf(values: readonly (number | undefined)[], greatest: number): Cell {
  if (values.length > 1) return sparkline(values, greatest).trimEnd();
  const [value] = values;
  return value === undefined || greatest === 0
    ? ''
    : { draw: (width: number): string => bar(value / greatest, width) };
}

const marked = (cell: string): Cell => (cell.endsWith(OUTSIDE) ? { text: cell, style: 'outside' } : cell);
