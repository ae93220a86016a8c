import type { Decomposition } from '../../sweeps/attribution/decomposition.ts';
import type { Mechanisms } from '../../sweeps/attribution/mechanisms.ts';
import type { Charge, Measured } from '../../model/index.ts';
import { formatNumber } from '../../reports/numbers.ts';
import { bar } from '../terminal/bars.ts';
import { figure, formatTable, picture, text, type Cell } from '../terminal/table.ts';

export interface Header {
  workload: string;
  test: string;
  machine: string;
  seed: string;
  system: string;
  against?: string;
}

/** Charges below this share of the largest total are not shown. */
const SHOWN_SHARE = 0.001;

/** Cycles of one operation by place and cause, a column a system. */
export function chargeTables(header: Header, measured: readonly (readonly [string, Measured])[]): string[] {
  const tables = measured.map(([, result]) => perOperation(result));
  const keys = [...new Set(tables.flatMap((table) => [...table.keys()]))];
  const at = (key: string, system: number): number => tables[system].get(key)?.cycles ?? 0;
  const most = Math.max(...measured.map(([, { cyclesPerOperation: cycles }]) => cycles));
  // An overhead that is subtracted may leave less than nothing.
  const weight = (key: string): number => Math.max(...tables.map((_, system) => Math.abs(at(key, system))));
  const shown = keys.filter((key) => weight(key) >= most * SHOWN_SHARE);
  const two = measured.length > 1;
  /** What a bar is drawn for. */
  const extent = (values: readonly number[]): number => (two ? values[0] - values[1] : values[0]);
  const valuesOf = (key: string): number[] => measured.map((_, system) => at(key, system));
  const longest = Math.max(...shown.map((key) => Math.abs(extent(valuesOf(key)))));
  const line = (label: readonly Cell[], values: readonly number[]): Cell[] => [
    ...label,
    ...values.map(formatNumber),
    two ? formatNumber(extent(values)) : `${((values[0] / most) * 100).toFixed(1)} %`,
  ];
  const rows = shown
    .sort((left, right) => weight(right) - weight(left))
    .map((key): Cell[] => {
      const [place, cause] = key.split('/');
      const values = valuesOf(key);
      const drawn = (width: number): string => bar(extent(values) / longest, width);
      return [...line([{ text: place, style: { place } }, cause], values), { draw: drawn, style: { place } }];
    });
  const totals = measured.map(([, { cyclesPerOperation: cycles }]) => cycles);
  const total = [...line(['together', ''], totals), ''];
  return [
    title(header),
    formatTable(
      [
        ...[text('place'), text('cause')],
        ...measured.map(([system]) => figure(system, { system })),
        ...[figure(two ? 'difference' : 'share'), picture()],
      ],
      [...rows, total],
    ),
    footer(header),
  ];
}

/** The penalty by mechanism; the parts add up to it. */
export function decompositionTables(
  header: Header,
  mechanisms: Mechanisms,
  { cycles, baseCycles, parts, rest, runs, orders }: Decomposition,
): string[] {
  const penalty = cycles - baseCycles;
  const intervals = rest.interval !== undefined;
  const errors = orders !== undefined;
  const percent = (value: number): string => `${((value / baseCycles) * 100).toFixed(1)} %`;
  const line = (
    name: string,
    { cycles: value, interval, standardError }: Omit<Decomposition['parts'][number], 'mechanism'>,
    note: string,
    drawn = true,
  ): Cell[] => [
    name,
    formatNumber(value),
    percent(value),
    ...(intervals ? [interval?.map(formatNumber).join(' to ') ?? ''] : []),
    ...(errors
      ? [standardError === undefined || Number.isNaN(standardError) ? '' : formatNumber(standardError)]
      : []),
    drawn ? { draw: (width: number): string => bar(value / most, width) } : '',
    note,
  ];
  const most = Math.max(...[...parts, rest].map(({ cycles: value }) => Math.abs(value)));
  const sorted = [...parts].sort((left, right) => right.cycles - left.cycles);
  const table = formatTable(
    [
      ...[text('mechanism'), figure('cycles'), figure(`of ${header.against ?? ''}`)],
      ...(intervals ? [figure('95 % interval')] : []),
      ...(errors ? [figure('error of drawing')] : []),
      ...[picture(), text('')],
    ],
    [
      ...sorted.map((part) => line(mechanisms[part.mechanism].title, part, mechanisms[part.mechanism].note)),
      line('Other code', rest, 'what is left with all of these off'),
      line('together', { cycles: penalty }, '', false),
    ],
  );
  const how = orders === undefined ? 'all orders' : `${orders} drawn orders`;
  return [
    title(header),
    `${formatNumber(cycles)} cycles against ${formatNumber(baseCycles)}: what each mechanism adds, mean over ${how} of switching them on (${runs} runs)\n`,
    table,
    footer(header),
  ];
}

/** What is explained. */
export function titleOf({ workload, test, system, against }: Header): string {
  return `${workload} ${test === workload ? '' : `${test} `}on ${system}${against === undefined ? '' : ` against ${against}`}`;
}

function title(header: Header): string {
  return `${titleOf(header)}, cycles of one operation`;
}

function footer({ machine, seed }: Header): string {
  return `\nmachine ${machine}, seed ${seed}`;
}

/** Charges of one operation by place and cause. */
function perOperation({ operationCharges }: Measured): Map<string, Charge> {
  return new Map(operationCharges.map((charge) => [`${charge.place}/${charge.cause}`, charge]));
}
