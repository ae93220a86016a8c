import { sharesOf } from '../../calibration/experiments/row.ts';
import { curveResults, type LoadCurve, type LoadPoint } from '../../model/index.ts';
import { totalsOf } from '../../model/run/curve-totals.ts';
import { formatNumber } from '../../reports/numbers.ts';
import { chargeTable } from './charge-table.ts';
import { print } from '../output.ts';
import { bar } from '../terminal/bars.ts';
import { curvesText } from '../terminal/report-table.ts';
import { figure, formatTable, picture } from '../terminal/table.ts';

/** A job mix as `ukperf run --json` gives it. */
export function mixJson(curve: LoadCurve): Record<string, unknown> {
  const { charges, elapsedCycles, fingerprint } = totalsOf(curve);
  return {
    mix: curve.mix,
    fingerprint,
    measures: [
      ...curveResults(curve).map(({ test, unit, value, interval }) => ({
        name: test,
        unit,
        value,
        ...(interval ? { interval } : {}),
      })),
      ...curve.points.flatMap((point) =>
        Object.entries(shares(point)).map(([name, share]) => ({
          name: `${name}-share-at-load-${point.load}`,
          unit: '%',
          value: share * 100,
        })),
      ),
    ],
    charges,
    elapsedCycles,
  };
}

/** How a load's time divides; of the idle part, how much was waiting for the disk. */
function shares({ charges }: LoadPoint): Record<'user' | 'system' | 'disk-wait' | 'idle', number> {
  const { user, system, idle } = sharesOf(charges);
  const total = charges.reduce((sum, { cycles }) => sum + cycles, 0);
  const waiting =
    charges.reduce((sum, { cause, cycles }) => sum + (cause === 'disk-wait' ? cycles : 0), 0) / total;
  return { user, system, 'disk-wait': waiting, idle: idle - waiting };
}

/** Prints a job mix: time, throughput and shares at each load, and where the time went. */
export function printMix(curve: LoadCurve, system: string): void {
  const { charges, elapsedCycles, fingerprint } = totalsOf(curve);
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  const figures = new Map(curveResults(curve).map((result) => [result.test, result.value]));
  const rateAt = (load: number): number => figures.get(`jobs-per-minute-at-load-${load}`) ?? NaN;
  const most = figures.get('max-jobs-per-minute') ?? NaN;
  const value = (test: string): string => formatNumber(figures.get(test) ?? NaN);
  print(`${curve.mix} mix on ${system}: at most ${value('max-jobs-per-minute')} jobs a minute\n`);
  print(
    formatTable(
      [
        ...['load', 'real s', 'jobs/min', 'user', 'system', 'disk wait', 'idle'].map((title) =>
          figure(title),
        ),
        picture('jobs/min'),
      ],
      curve.points.map((point) => {
        const part = shares(point);
        return [
          String(point.load),
          value(`real-time-at-load-${point.load}`),
          value(`jobs-per-minute-at-load-${point.load}`),
          percent(part.user),
          percent(part.system),
          percent(part['disk-wait']),
          percent(part.idle),
          { draw: (width: number): string => bar(rateAt(point.load) / most, width) },
        ];
      }),
    ),
  );
  const curveOf = (title: string, quantity: string): string =>
    curvesText([
      { title, values: curve.points.map(({ load }) => figures.get(`${quantity}-at-load-${load}`)) },
    ]);
  print(`\n${curveOf('real s  ', 'real-time')}\n${curveOf('jobs/min', 'jobs-per-minute')}`);
  print('\nWhere the cycles went, all loads');
  print(chargeTable(charges, elapsedCycles));
  print(`\nelapsed ${formatNumber(elapsedCycles)} cycles, fingerprint ${fingerprint}`);
}
