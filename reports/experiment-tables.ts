import { byTest } from '../calibration/experiments/accuracy.ts';
import type { Published } from '../calibration/experiments/published.ts';
import type { Row } from '../calibration/experiments/row.ts';
import { isCovered } from '../calibration/experiments/validation.ts';
import { formatNumber, formatPercent, formatPublished } from './numbers.ts';
import type { Table } from './table.ts';
import { threeNumbers } from './whole-workloads.ts';

/** Marks an error that the model did not expect: the published figure is outside of the predictive interval. */
export const OUTSIDE = ' !';

/** A row of a curve: its quantity and its load. */
const CURVE = /^(real-time|jobs-per-minute)-at-load-(\d+)$/;

/** The tables of one experiment: figures beside published ones, penalties and shares of whole workloads, curves. */
export function experimentTables(rows: readonly Row[], systems: readonly string[]): Table[] {
  const points = rows.filter(({ test }) => CURVE.test(test));
  const figures = rows.filter(({ test }) => !CURVE.test(test));
  const three = threeNumbers(rows);
  const wholes = figures.filter(({ shares }) => shares !== undefined);
  return [
    systems.length > 1 ? bySystem(figures, systems) : oneSystem(figures),
    ...(wholes.length > 0 ? [penalties(wholes)] : []),
    ...(three ? [three] : []),
    ...(points.length > 0 ? [curve(points, systems)] : []),
  ];
}

/** One line a load: real time, the published one where there is any, its penalty, and throughput, on each system. */
function curve(points: readonly Row[], systems: readonly string[]): Table {
  const loads = [...new Set(points.map(({ test }) => Number(CURVE.exec(test)?.[2])))];
  const at = (quantity: string, load: number, system: string): Row | undefined =>
    points.find((row) => row.system === system && row.test === `${quantity}-at-load-${load}`);
  const isPublished = (system: string): boolean =>
    points.some((row) => row.system === system && row.published !== undefined);
  const cells = (load: number, system: string): string[] => {
    const time = at('real-time', load, system);
    const rate = at('jobs-per-minute', load, system);
    const compared = time === undefined ? ['', ''] : [published(time), error(time)];
    const penalty = time?.penalty === undefined ? '' : formatPercent(time.penalty.value);
    return [
      time ? formatNumber(time.model) : '',
      ...(isPublished(system) ? compared : []),
      ...(system === systems[0] ? [] : [penalty]),
      rate ? formatNumber(rate.model) : '',
    ];
  };
  const heads = systems.map((system, index) => [
    `${system} s`,
    ...(isPublished(system) ? ['paper', 'error'] : []),
    ...(index === 0 ? [] : ['penalty']),
    'jobs/min',
  ]);
  return {
    head: ['load', ...heads.flat()],
    rows: loads.map((load) => [String(load), ...systems.flatMap((system) => cells(load, system))]),
    labels: 0,
    blocks: heads.map(({ length }) => length),
    curves: systems.map((system) => ({
      title: `jobs/min of ${system}`,
      values: loads.map((load) => at('jobs-per-minute', load, system)?.model),
    })),
  };
}

/** One line a test, one column a system: model, published, error. */
function bySystem(rows: readonly Row[], systems: readonly string[]): Table {
  const tests = [...byTest(rows)];
  const lines = tests.map(([test, group]) => [
    `${test} (${group[0].unit})`,
    ...systems.flatMap((system) => {
      const row = group.find((candidate) => candidate.system === system);
      return row === undefined ? ['', '', ''] : [formatNumber(row.model), published(row), error(row)];
    }),
  ]);
  const head = ['', ...systems.flatMap((system) => [system, 'paper', 'error'])];
  const sizes = tests.map(([, group]) =>
    systems.map((system) => errorSize(group.find((candidate) => candidate.system === system))),
  );
  return {
    ...{ head, rows: lines, labels: 1, groups: systems },
    ...(sizes.flat().some((size) => size !== undefined) ? { drawn: { title: 'errors', values: sizes } } : {}),
  };
}

/** The size of an error that counts as one. */
function errorSize(row: Row | undefined): number | undefined {
  return row?.relativeError === undefined || row.role === 'fitted' || row.role === 'reproduced'
    ? undefined
    : Math.abs(row.relativeError);
}

function oneSystem(rows: readonly Row[]): Table {
  const intervals = rows.some(({ predictive }) => predictive !== undefined);
  return {
    head: ['', rows[0]?.system ?? '', ...(intervals ? ['predicted'] : []), 'paper', 'error'],
    rows: rows.map((row) => [
      `${row.test} (${row.unit})`,
      formatNumber(row.model),
      ...(intervals ? [row.predictive?.map(formatNumber).join(' to ') ?? ''] : []),
      published(row),
      error(row),
    ]),
    labels: 1,
    ...(rows.some((row) => errorSize(row) !== undefined)
      ? { drawn: { title: '', values: rows.map((row) => [errorSize(row)]) } }
      : {}),
  };
}

/** What the two intervals of a penalty say. */
export const PENALTY_INTERVALS =
  'Penalty: the mean over boots that the systems share, with its 95 % interval. One pair of boots: what a single measurement of each system, as the paper made, would show, in 90 % of all cases.';

/** Whether such intervals are shown. */
export function hasPenaltyIntervals(rows: readonly Row[]): boolean {
  return rows.some(({ test, penalty }) => penalty?.boots !== undefined && !CURVE.test(test));
}

/** Whole workloads, one line a system: the penalty against the first with its intervals, and where the time went. */
function penalties(rows: readonly Row[]): Table {
  const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`;
  return {
    head: [
      ...['', '', 'penalty', '95 % interval', 'one pair of boots'],
      ...['paper', 'first said', 'user', 'system', 'idle'],
    ],
    rows: rows.map((row) => {
      const { test, system, penalty, shares, published: target, firstPrediction: first } = row;
      const base = rows.find((other) => other.test === test);
      const against = (value: Published | undefined, of: Published | undefined): string =>
        typeof value !== 'number' || typeof of !== 'number' || row === base ? '' : percent(value / of - 1);
      return [
        test,
        system,
        penalty ? percent(penalty.value) : '',
        penalty?.interval ? penalty.interval.map(percent).join(' to ') : '',
        penalty?.boots ? penalty.boots.map(percent).join(' to ') : '',
        against(target, base?.published),
        against(first, base?.firstPrediction),
        ...(shares ? [shares.user, shares.system, shares.idle].map(percent) : ['', '', '']),
      ];
    }),
    labels: 2,
    drawn: { title: '', values: rows.map(({ penalty }) => [penalty?.value]) },
  };
}

function published(row: Row): string {
  return row.published === undefined ? '' : formatPublished(row.published);
}

function error(row: Row): string {
  if (row.relativeError === undefined) return '';
  if (row.role === 'fitted') return 'fitted';
  if (row.role === 'reproduced') return 'entered';
  const mark = row.predictive !== undefined && !isCovered(row) ? OUTSIDE : '';
  return `${formatPercent(row.relativeError)}${mark}`;
}
