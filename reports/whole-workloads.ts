import type { Published } from '../calibration/experiments/published.ts';
import type { Row } from '../calibration/experiments/row.ts';
import { isRate } from '../model/units.ts';
import { isCurvePoint } from './curve-rows.ts';
import type { Table } from './table.ts';

/** How much longer a whole workload takes than on the first system; 0.06 is 6 % more. */
export interface WholePenalty {
  experiment: string;
  test: string;
  system: string;
  /** With sourced mechanisms alone. */
  sourced: number;
  /** With the inferred ones, and its intervals. */
  model: number;
  interval?: readonly [number, number];
  /** What one boot of each system would show. */
  boots?: readonly [number, number];
  published?: number;
}

/** The penalties of all whole workloads among some rows. A rate counts as its inverse, a slowdown in percent as it is. */
export function wholePenalties(rows: readonly Row[]): WholePenalty[] {
  const whole = new Set(rows.filter(({ shares }) => shares).map(({ experiment }) => experiment));
  const own = rows.filter((row) => whole.has(row.experiment) && !isCurvePoint(row.test));
  return own.flatMap((row): WholePenalty[] => {
    const { experiment, test, system, penalty, interval, unit } = row;
    const name = { experiment, test, system };
    if (unit === 'percent')
      return [
        {
          ...name,
          sourced: (row.sourced ?? row).model / 100,
          model: row.model / 100,
          ...(interval ? { interval: [interval[0] / 100, interval[1] / 100] } : {}),
          ...(typeof row.published === 'number' ? { published: row.published / 100 } : {}),
        },
      ];
    const base = own.find((other) => other.experiment === experiment && other.test === test);
    if (base === undefined || base === row) return [];
    const against = (value: number, of: number): number => (isRate(unit) ? of / value : value / of) - 1;
    const sourced = row.sourced ?? row;
    return [
      {
        ...name,
        sourced: sourced.penalty?.value ?? against(sourced.model, (base.sourced ?? base).model),
        model: penalty?.value ?? against(row.model, base.model),
        ...(penalty?.interval ? { interval: penalty.interval } : {}),
        ...(penalty?.boots ? { boots: penalty.boots } : {}),
        ...publishedPenalty(row.published, base.published, against),
      },
    ];
  });
}

function publishedPenalty(
  own: Published | undefined,
  base: Published | undefined,
  against: (value: number, of: number) => number,
): Pick<WholePenalty, 'published'> {
  return typeof own === 'number' && typeof base === 'number' ? { published: against(own, base) } : {};
}

/** A penalty in percent with a decimal. */
export const percentText = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`;

/** Both ends of an interval in percent. */
const rangeText = ([low, high]: readonly [number, number]): string =>
  `${(low * 100).toFixed(1)} to ${percentText(high)}`;

/** What the lines of {@link penaltyTable} are called. */
const LINES = {
  sourced: 'sourced mechanisms alone',
  model: 'with inferred mechanisms',
  boots: 'one pair of boots, 90 %',
  published: 'published',
};

/**
 * The penalties of all whole workloads, a column a system: with sourced mechanisms alone, with the inferred ones and their 95 % interval,
 * published. Undefined when there is none.
 * @param titles of workloads, by `experiment/test`
 */
export function penaltyTable(
  rows: readonly Row[],
  titles: Readonly<Record<string, string>> = {},
): Table | undefined {
  const penalties = wholePenalties(rows);
  if (penalties.length === 0) return undefined;
  const systems = [...new Set(penalties.map(({ system }) => system))];
  const keys = [...new Set(penalties.map(({ experiment, test }) => `${experiment}/${test}`))];
  const texts: { [Line in keyof typeof LINES]: (one: WholePenalty) => string } = {
    sourced: ({ sourced }) => percentText(sourced),
    model: ({ model, interval }) => `${percentText(model)}${interval ? ` (${rangeText(interval)})` : ''}`,
    boots: ({ boots }) => (boots ? rangeText(boots) : ''),
    published: ({ published }) => (published === undefined ? '' : percentText(published)),
  };
  const lines = keys.flatMap((key) => {
    const own = penalties.filter(({ experiment, test }) => `${experiment}/${test}` === key);
    return (Object.keys(LINES) as (keyof typeof LINES)[]).map((line) => ({
      line,
      key,
      cells: systems.map((system) => {
        const one = own.find((other) => other.system === system);
        return one ? texts[line](one) : '';
      }),
    }));
  });
  let last = '';
  return {
    head: ['penalty', '', ...systems],
    rows: lines
      .filter(({ cells }) => cells.some((cell) => cell !== ''))
      .map(({ line, key, cells }) => {
        const title = key === last ? '' : (titles[key] ?? key.replace('/', ' '));
        last = key;
        return [title, LINES[line], ...cells];
      }),
    labels: 2,
  };
}

/**
 * Each whole workload on each system: sourced mechanisms alone, with the inferred ones, published. Undefined where inferred mechanisms
 * reach none of the rows.
 */
export function threeNumbers(rows: readonly Row[]): Table | undefined {
  if (!rows.some(({ sourced }) => sourced !== undefined)) return undefined;
  const penalties = wholePenalties(rows);
  if (penalties.length === 0) return undefined;
  const boots = penalties.some((one) => one.boots);
  return {
    head: [
      ...['penalty', '', 'sourced alone', 'with inferred', '95 % interval'],
      ...(boots ? ['one pair of boots'] : []),
      'paper',
    ],
    rows: penalties.map((one) => [
      one.test,
      one.system,
      percentText(one.sourced),
      percentText(one.model),
      one.interval ? rangeText(one.interval) : '',
      ...(boots ? [one.boots ? rangeText(one.boots) : ''] : []),
      one.published === undefined ? '' : percentText(one.published),
    ]),
    labels: 2,
  };
}
