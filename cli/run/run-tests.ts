import type { Measured, Ran } from '../../model/index.ts';
import { figuresOf } from '../../reports/distributions.ts';
import { formatNumber } from '../../reports/numbers.ts';
import { chargeTable } from './charge-table.ts';
import { print } from '../output.ts';
import { bar, track } from '../terminal/bars.ts';
import { figure, formatTable, picture, text, type Cell } from '../terminal/table.ts';

/** Tests as `ukperf run --json` gives them. */
export function testsJson({ measured, charges, elapsedCycles, fingerprint }: Ran): Record<string, unknown> {
  return {
    fingerprint,
    measures: measured.flatMap((one) => [
      {
        name: one.test,
        unit: one.unit,
        value: one.value,
        ...(one.interval ? { interval: one.interval } : {}),
      },
      ...Object.entries(one.parts).map(([part, cycles]) => ({
        name: `${one.test}/${part}`,
        unit: 'cycles',
        value: cycles,
      })),
      ...figuresOf(one),
    ]),
    charges,
    elapsedCycles,
  };
}

/** Prints tests: values, parts, single executions, and where the time went. */
export function printTests({ measured, charges, elapsedCycles, fingerprint }: Ran): void {
  print(
    formatTable(
      [text('test'), figure('value'), text('unit'), figure('cycles each')],
      measured.map(({ test, value, unit, cyclesPerOperation }) => [
        test,
        formatNumber(value),
        unit,
        formatNumber(cyclesPerOperation),
      ]),
    ),
  );
  for (const { test, parts } of measured) {
    const rows = Object.entries(parts).filter(([part]) => part !== 'outside');
    const most = Math.max(...rows.map(([, cycles]) => cycles));
    if (rows.length > 0)
      print(
        `\nParts of ${test}, cycles\n${formatTable(
          [text('part'), figure('cycles'), picture()],
          rows.map(([part, cycles]) => [
            part,
            formatNumber(cycles),
            { draw: (width: number): string => bar(cycles / most, width) },
          ]),
        )}`,
      );
  }
  printDistributions(measured);
  print(`\nWhere the cycles went (warm-up, helpers and clock ticks included)`);
  print(chargeTable(charges, elapsedCycles));
  print(`\nelapsed ${formatNumber(elapsedCycles)} cycles, fingerprint ${fingerprint}`);
}

/** One line for each test that tells of single executions. */
function printDistributions(measured: readonly Measured[]): void {
  for (const of of new Set(measured.flatMap(({ distribution }) => distribution?.of ?? []))) {
    const rows = measured
      .filter(({ distribution }) => distribution?.of === of)
      .map((one) => ({ one, figures: figuresOf(one) }));
    const columns = [...new Set(rows.flatMap(({ figures }) => figures.map(({ name }) => whatOf(name))))];
    const least = Math.min(...rows.map(({ one }) => one.distribution?.minimum ?? Infinity));
    const greatest = Math.max(...rows.map(({ one }) => one.distribution?.maximum ?? 0));
    print(`\nSingle executions of ${of}`);
    print(
      formatTable(
        [
          ...[text('test'), text('unit')],
          ...columns.map((column) => figure(column === 'missed' ? 'missed, %' : column)),
          picture('least ├ median ● most ┤'),
        ],
        rows.map(({ one, figures }) => [
          one.test,
          one.unit,
          ...columns.map((column) => {
            const found = figures.find(({ name }) => whatOf(name) === column);
            return found === undefined ? '' : formatNumber(found.value);
          }),
          spread(one, least, greatest),
        ]),
      ),
    );
  }
}

/** A distribution as a line from its least to its greatest value, all of a table to one scale. */
function spread({ distribution }: Measured, least: number, greatest: number): Cell {
  if (distribution === undefined) return '';
  const { minimum, percentiles, maximum } = distribution;
  const marks = [
    { at: minimum, sign: '├' },
    { at: maximum, sign: '┤' },
    ...percentiles.filter(([percent]) => percent === MEDIAN).map(([, at]) => ({ at, sign: '●' })),
  ];
  return { draw: (width) => track(least, greatest, marks, width, [minimum, maximum]) };
}

const MEDIAN = 50;

const whatOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
