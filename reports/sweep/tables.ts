import type { Analysis } from '../../sweeps/analysis/analyse.ts';
import type { BreakEven } from '../../sweeps/analysis/break-even.ts';
import type { Moved } from '../../sweeps/analysis/tornado.ts';
import type { ParameterInfo } from '../../sweeps/analysis/sweep-figures.ts';
import type { Chart } from '../../sweeps/file/sweep.ts';
import { levelText, levelWithUnit, named } from '../charts/sweep/labels.ts';
import { formatNumber } from '../numbers.ts';
import type { Table } from '../table.ts';

/** A table and its title. */
export interface TitledTable {
  title: string;
  table: Table;
}

/** The tables of all analyses, in the order of the charts that ask for them. */
export function analysisTables(analysis: Analysis): TitledTable[] {
  const seen = new Set<string>();
  return analysis.charts.flatMap((chart) => {
    const key = JSON.stringify(chart);
    if (seen.has(key)) return [];
    seen.add(key);
    return tablesOf(chart, analysis);
  });
}

/** The tables that belong to a chart; of most kinds the drawing says it all. */
export function tablesOf(chart: Chart, analysis: Analysis): TitledTable[] {
  switch (chart.kind) {
    case 'break-even':
      return analysis.breakEvens
        .filter(({ question }) => question === chart)
        .map((one) => breakEvenTable(one, analysis));
    case 'tornado':
      return analysis.tornados.filter(({ of }) => of === chart.of).map((one) => tornadoTable(one, analysis));
    case 'effects':
      return analysis.effects.filter(({ of }) => of === chart.of).map((one) => effectsTable(one, analysis));
    default:
      return [];
  }
}

function breakEvenTable(
  { question: { of, along, by, passes }, rows }: Analysis['breakEvens'][number],
  { figures }: Analysis,
): TitledTable {
  const axis = figures.parameter(along);
  const other = by === undefined ? undefined : figures.parameter(by);
  return {
    title: `Where ${figures.figure(of).title} passes ${passes}: ${named(axis)}`,
    table: {
      head: ['variant', ...(other === undefined ? [] : [named(other)]), 'passes at', '95 %', 'beyond'],
      rows: rows.map(({ variant, by: level, result }) => [
        variant.name,
        ...(level === undefined ? [] : [levelText(level)]),
        ...passageCells(result, axis, String(passes)),
      ]),
      labels: 1,
    },
  };
}

/** Where a figure passes, its interval, and what is beyond. */
function passageCells(result: BreakEven, axis: ParameterInfo, passes: string): string[] {
  if (result.kind !== 'at')
    return [
      result.kind === 'never' ? 'never' : 'always',
      '',
      `${result.kind === 'never' ? 'not above' : 'above'} at all values${result.unsure ? ', within its interval' : ''}`,
    ];
  const { at, low, high, rises, more } = result;
  const [least, most] = [axis.levels[0], axis.levels[axis.levels.length - 1]].map(levelText);
  const interval =
    low === undefined || high === undefined
      ? ''
      : `${low === null ? `< ${least}` : levelText(low)} .. ${high === null ? `> ${most}` : levelText(high)}`;
  const again = more === 0 ? '' : more === 1 ? ', passes once more' : `, passes ${more} times more`;
  return [levelText(at), interval, `${rises ? 'above' : 'below'} ${passes}${again}`];
}

function tornadoTable(
  { of, variant, tornado: { base, swings } }: Analysis['tornados'][number],
  { figures }: Analysis,
): TitledTable {
  const figure = figures.figure(of);
  const cells = ({ level, value }: Moved, info: ParameterInfo): string[] => [
    formatNumber(value),
    levelWithUnit(level, info),
  ];
  return {
    title: `${named(figure)}, ${variant.title}: ${formatNumber(base.value)} at the base point, one parameter moved at a time`,
    table: {
      head: ['parameter', 'least', 'at', 'most', 'at', 'spread'],
      rows: swings.map(({ parameter, least, most, spread }) => {
        const info = figures.parameter(parameter);
        return [parameter, ...cells(least, info), ...cells(most, info), formatNumber(spread)];
      }),
      labels: 1,
    },
  };
}

function effectsTable(
  { of, variant, effects: { effects, explained, points } }: Analysis['effects'][number],
  { figures }: Analysis,
): TitledTable {
  return {
    title: `${named(figures.figure(of))}, ${variant.title}: what each parameter changes, of ${points} points; explained: ${Math.round(explained * PERCENT)} % of the variance`,
    table: {
      head: ['parameter', 'change', '95 %', 'rank correlation'],
      rows: effects.map(({ parameter, change, low, high, rank }) => [
        parameter,
        `${change > 0 ? '+' : ''}${formatNumber(change)}`,
        `${formatNumber(low)} .. ${formatNumber(high)}`,
        rank.toFixed(2),
      ]),
      labels: 1,
    },
  };
}

const PERCENT = 100;

/** Every figure of every variant over all points. */
export function summaryTable({ summary }: Analysis): Table {
  const labels = ['figure', 'variant', 'unit'];
  return {
    head: [...labels, 'points', 'least', 'median', 'most'],
    rows: summary.map(({ figure, variant, unit, points, least, median, most }) => [
      ...[figure, variant, unit, String(points)],
      ...[least, median, most].map(formatNumber),
    ]),
    labels: labels.length,
  };
}
