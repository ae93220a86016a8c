import { VERDICTS, type Difference, type RowChange, type Verdict } from '../../results/diff.ts';
import { formatNumber } from '../../reports/numbers.ts';
import { bar } from '../terminal/bars.ts';
import type { Style } from '../terminal/colour.ts';
import { figure, formatTable, picture, text } from '../terminal/table.ts';

/** Rows that are not the same, and how many are. */
export function rowChangeTable(rows: readonly RowChange[], heads: readonly [string, string]): string {
  const changed = rows.filter(({ verdict }) => verdict !== 'same');
  const same = rows.length - changed.length;
  const all =
    same === rows.length
      ? `all ${rows.length} rows are the same`
      : `${same} of ${rows.length} rows are the same`;
  if (changed.length === 0) return all;
  const number = (value: number | undefined): string => (value === undefined ? '' : formatNumber(value));
  const order = (change: RowChange): number =>
    -VERDICTS.indexOf(change.verdict) * ORDER - Math.abs(change.change ?? 0);
  const greatest = Math.max(...changed.map(({ change = 0 }) => Math.abs(change)));
  const table = formatTable(
    [text('row'), ...heads.map((head) => figure(head)), text(''), figure('change'), text(''), picture()],
    [...changed]
      .sort((left, right) => order(left) - order(right))
      .map(({ experiment, test, system, unit, verdict, before, after, change }) => [
        `${experiment}/${test}/${system}`,
        number(before),
        number(after),
        unit,
        change === undefined ? '' : `${change > 0 ? '+' : ''}${(change * 100).toFixed(2)} %`,
        { text: verdict === 'within' ? 'within its interval' : verdict, style: STYLES[verdict] },
        change === undefined || changed.length < 2
          ? ''
          : { draw: (width: number): string => bar(change / greatest, width) },
      ]),
  );
  return `${table}\n\n${all}`;
}

const STYLES: Readonly<Record<Verdict, Style>> = {
  same: 'inside',
  within: 'inside',
  moved: 'outside',
  added: 'changed',
  removed: 'changed',
};

/** Verdicts before sizes of changes. */
const ORDER = 1e6;

/** What was asked for, the parameters, and the rows. */
export function differenceTables({ request, parameters, files, rows }: Difference): string[] {
  // A file that only one of the two used is named, not listed value by value.
  const whole = (file: string, side: 'before' | 'after'): boolean =>
    parameters.every((change) => change.file !== file || change[side] === undefined);
  const only = (side: 'before' | 'after'): string[] =>
    files.filter((file) => parameters.some((change) => change.file === file) && whole(file, side));
  const [gone, fresh] = [only('after'), only('before')];
  const values = parameters.filter(({ file }) => !gone.includes(file) && !fresh.includes(file));
  const others = files.filter((file) => !parameters.some((change) => change.file === file));
  const list = (what: string, names: readonly string[]): string[] =>
    names.length > 0 ? [`${what}: ${names.join(', ')}\n`] : [];
  return [
    ...section(
      'Asked for',
      ['', 'before', 'after'],
      request.map(({ key, before, after }) => [key, valueText(before), valueText(after)]),
    ),
    ...section(
      'Parameters',
      ['file', 'path', 'before', 'after'],
      values.map(({ file, path, before, after }) => [file, path, valueText(before), valueText(after)]),
    ),
    ...list('Files used before only', gone),
    ...list('Files used after only', fresh),
    ...list('Files with other text, but no other value', others),
    `Results\n${rowChangeTable(rows, ['before', 'after'])}`,
  ];
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length > 0
    ? [
        `${title}\n${formatTable(
          head.map((name) => text(name)),
          rows,
        )}\n`,
      ]
    : [];
}

function valueText(value: unknown): string {
  if (value === undefined) return '-';
  const whole = typeof value === 'string' ? value : JSON.stringify(value);
  return whole.length > MAX_WIDTH ? `${whole.slice(0, MAX_WIDTH)}...` : whole;
}

const MAX_WIDTH = 60;
