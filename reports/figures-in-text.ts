import { isComparable } from '../calibration/experiments/accuracy.ts';
import type { Row } from '../calibration/experiments/row.ts';
import { formatNumber, formatPublished } from './numbers.ts';
import { matches } from './row-pattern.ts';

/** A figure of a run in a text: `<!-- figure: errors lmbench/mmap-latency/* -->+44 %<!-- /figure -->`. */
const FIGURE = /<!-- figure: (\S+) ([^>]+?) -->([^<]*)<!-- \/figure -->/g;

/** Figures of some rows, among all of a run. */
type Kind = (meant: readonly Row[], all: readonly Row[]) => string[];

const signed = (ratio: number): string => `${ratio > 0 ? '+' : ''}${Math.round(ratio * 100)}`;
const inPercent = (figures: readonly string[]): string[] =>
  figures.map((text, index) => (index === figures.length - 1 ? `${text} %` : text));

/** What may stand in a text. Lists have commas between them; a unit stands once. */
const KINDS: Readonly<Record<string, Kind>> = {
  errors: (meant) => inPercent(errorsOf(meant).map(signed)),
  'error-range': (meant) => {
    const errors = errorsOf(meant);
    if (errors.length === 0) return [];
    const ends = [Math.min(...errors), Math.max(...errors)];
    // The nearer end first, when all are to one side.
    if (ends[1] < 0) ends.reverse();
    const [from, to] = ends.map(signed);
    return [from === to ? `${from} %` : `${from} to ${to} %`];
  },
  models: (meant) => values(meant, ({ model }) => formatNumber(model)),
  published: (meant) =>
    values(
      meant.filter(({ published }) => published !== undefined),
      ({ published }) => formatPublished(published ?? NaN),
    ),
  penalties: (meant, all) =>
    inPercent(
      penaltiesOf(meant, all, ({ penalty, model }, base) => penalty?.value ?? model / base.model - 1),
    ),
  'published-penalties': (meant, all) =>
    inPercent(
      penaltiesOf(meant, all, ({ published }, base) => Number(published) / Number(base.published) - 1),
    ),
};

const errorsOf = (rows: readonly Row[]): number[] =>
  rows.filter(isComparable).map(({ relativeError = NaN }) => relativeError);

/** Of rows that stand beside a first system; a range has none. */
function penaltiesOf(
  meant: readonly Row[],
  all: readonly Row[],
  of: (row: Row, base: Row) => number,
): string[] {
  return meant.flatMap((row) => {
    const base = all.find(({ experiment, test }) => experiment === row.experiment && test === row.test);
    if (base === undefined || base.system === row.system) return [];
    const penalty = of(row, base);
    return Number.isNaN(penalty) ? [] : [(penalty * 100).toFixed(1)];
  });
}

/** Values of rows, with their unit behind the last. */
function values(rows: readonly Row[], textOf: (row: Row) => string): string[] {
  return rows.map((row, index) => {
    const unit = row.unit === 'percent' ? '%' : row.unit;
    return rows[index + 1]?.unit === row.unit ? textOf(row) : `${textOf(row)} ${unit}`;
  });
}

/** What a marker asks for; undefined when the rows do not have it. @throws Error for a kind that there is not */
function figureText(kind: string, patterns: readonly string[], rows: readonly Row[]): string | undefined {
  if (!Object.hasOwn(KINDS, kind))
    throw new Error(`expected a figure (${Object.keys(KINDS).join(', ')}), found ${JSON.stringify(kind)}`);
  const meant = patterns.map((pattern) => rows.filter((row) => matches(pattern, row)));
  if (meant.some((found) => found.length === 0)) return undefined;
  const figures = KINDS[kind]([...new Set(meant.flat())], rows);
  return figures.length === 0 ? undefined : figures.join(', ');
}

/**
 * A text with the figures of these rows between its markers. Where the rows do not have a figure, the text keeps its own.
 * @param onMissing is told of such a marker
 */
export function withFigures(
  text: string,
  rows: readonly Row[],
  onMissing?: (marker: string) => void,
): string {
  return text.replace(FIGURE, (whole, kind: string, patterns: string) => {
    const [open] = whole.split('-->', 1);
    const figure = figureText(kind, patterns.split(' '), rows);
    if (figure === undefined) {
      onMissing?.(`${open}-->`);
      return whole;
    }
    return `${open}-->${figure}<!-- /figure -->`;
  });
}

/** A text without the markers, for readers of something else than its source. */
export const withoutMarkers = (text: string): string => text.replace(FIGURE, '$3');

/** A text without its figures: what is left was typed. */
export const withoutFigures = (text: string): string => text.replace(FIGURE, '');
