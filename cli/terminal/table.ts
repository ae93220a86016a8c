import Table from 'cli-table3';
import { paint, type Style } from './colour.ts';
import { narrowed, type Width } from './fit.ts';
import { terminalWidth } from './width.ts';
import { longestPart, shortened, widthOf, wrapped } from './text.ts';

/**
 * A column: texts at the left, figures at the right, or pictures. Where a table is wider than the terminal, texts are broken into lines, or cut
 * where a column says so, and pictures get smaller; figures stay as they are.
 */
export interface Column {
  title: string;
  kind: 'text' | 'figure' | 'picture';
  /** Texts stay in one line each. */
  cut?: boolean;
  style?: Style;
}

export const text = (title: string, style?: Style): Column => ({
  title,
  kind: 'text',
  ...(style === undefined ? {} : { style }),
});
export const figure = (title: string, style?: Style): Column => ({ ...text(title, style), kind: 'figure' });
export const picture = (title = ''): Column => ({ title, kind: 'picture' });

/** A text, perhaps with a colour; or a picture, which is drawn as wide as there is room. */
export type Cell =
  string | { text: string; style: Style } | { draw: (width: number) => string; style?: Style };

/** Columns of a picture where there is room, and the least that it takes. */
const PICTURE = 20;
const LEAST_PICTURE = 8;
/** Words up to this length are not broken; a text that is cut keeps as much. */
const WORD = 16;
const GAP = '  ';

/**
 * A plain table: columns set apart by spaces, numbers to the right, no wider than the terminal. Elsewhere it takes the width that it takes.
 * @param blocks how many columns of figures stay side by side, from the left, where not all have room; each alone by default
 */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  room: number | undefined = terminalWidth(),
  blocks: readonly number[] = [],
): string {
  return room === undefined
    ? draw(
        columns,
        rows,
        columns.map((column, index) => widthsOf(column, index, rows).natural),
      )
    : fitted(columns, rows, room, blocks);
}

function fitted(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  room: number,
  blocks: readonly number[],
): string {
  const fits = (widths: readonly number[]): boolean => sum(widths) + gaps(widths.length) <= room;
  const widths = columns.map((column, index) => widthsOf(column, index, rows));
  const own = narrowed(withSmallPictures(columns, widths, room), room - gaps(columns.length));
  if (fits(own)) return draw(columns, rows, own);
  return panels(columns, rows, room, widths, blocks);
}

/** Pictures give room before texts do. */
function withSmallPictures(columns: readonly Column[], widths: readonly Width[], room: number): Width[] {
  const pictures = [...columns.keys()].filter((index) => columns[index].kind === 'picture');
  const others = sum(widths.map(({ natural }, index) => (pictures.includes(index) ? 0 : natural)));
  const sizes = narrowed(
    pictures.map((index) => widths[index]),
    room - gaps(columns.length) - others,
  );
  return widths.map((width, index) =>
    pictures.includes(index) ? { ...width, natural: sizes[pictures.indexOf(index)] } : width,
  );
}

/** More figures than fit stand in several tables below each other, each with the names of the rows. */
function panels(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  room: number,
  widths: readonly Width[],
  blocks: readonly number[],
): string {
  const found = columns.findIndex(({ kind }) => kind === 'figure');
  const labels = found < 0 ? columns.length : Math.max(found, 1);
  const names = narrowed(widths.slice(0, labels), room / 2 - gaps(labels));
  const left = room - sum(names) - labels * GAP.length;
  const sets: { sizes: number[]; members: number[] }[] = [];
  const rest = [...columns.keys()].slice(labels);
  for (let block = 0; rest.length > 0; block++) {
    const members = rest.splice(0, blocks[block] ?? 1);
    const sizes = narrowed(
      members.map((index) => widths[index]),
      left - gaps(members.length),
    );
    const last = sets.at(-1);
    if (
      last !== undefined &&
      sum([...last.sizes, ...sizes]) + gaps(last.sizes.length + sizes.length) <= left
    ) {
      last.sizes.push(...sizes);
      last.members.push(...members);
    } else sets.push({ sizes, members });
  }
  return (sets.length === 0 ? [{ sizes: [], members: [] }] : sets)
    .map(({ sizes, members }) => {
      const shown = [...columns.keys()].slice(0, labels).concat(members);
      return draw(
        shown.map((index) => columns[index]),
        rows.map((row) => shown.map((index) => row[index])),
        [...names, ...sizes],
      );
    })
    .join('\n\n');
}

function widthsOf({ title, kind, cut }: Column, index: number, rows: readonly (readonly Cell[])[]): Width {
  const longest = (measure: (text: string) => number): number =>
    Math.max(0, ...rows.map((row) => measure(textOf(row[index], PICTURE))));
  const natural = Math.max(widthOf(title), longest(widthOf));
  const heading = longestPart(title);
  if (kind === 'picture') return { natural, least: Math.min(natural, Math.max(heading, LEAST_PICTURE)) };
  if (kind === 'figure') return { natural, least: Math.max(heading, longest(widthOf)) };
  return {
    natural,
    least: Math.min(natural, Math.max(heading, cut ? WORD : Math.min(longest(longestPart), WORD))),
  };
}

function draw(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  widths: readonly number[],
): string {
  const table = new Table({
    head: [],
    colAligns: columns.map(({ kind }) => (kind === 'figure' ? 'right' : 'left')),
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: GAP,
    },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  table.push(
    columns.map(({ title, style }, index) => ({
      content: painted(wrapped(title, widths[index]), style ?? 'head'),
      vAlign: 'bottom' as const,
    })),
    ...rows.map((row) =>
      row.map((cell, index) => {
        const lines = columns[index].cut
          ? [shortened(textOf(cell, widths[index]), widths[index])]
          : wrapped(textOf(cell, widths[index]), widths[index]);
        return painted(lines, typeof cell === 'string' ? undefined : cell.style);
      }),
    ),
  );
  return table.toString().replace(/ +$/gm, '');
}

function textOf(cell: Cell, width: number): string {
  if (typeof cell === 'string') return cell;
  return 'text' in cell ? cell.text : cell.draw(width);
}

const painted = (lines: readonly string[], style: Style | undefined): string =>
  lines.map((line) => (style === undefined ? line : paint(line, style))).join('\n');

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const gaps = (columns: number): number => (columns - 1) * GAP.length;
