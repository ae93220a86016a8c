import { expect } from 'chai';
import type { Row } from '../../calibration/experiments/row.ts';
import { experimentTables, hasPenaltyIntervals } from '../../reports/experiment-tables.ts';

const row = (system: string, model: number, penalty?: Row['penalty']): Row => ({
  ...{ experiment: 'compile', test: 'elapsed', unit: 's' },
  ...{ system, model, shares: { user: 0.9, system: 0.08, idle: 0.02 } },
  ...(penalty ? { penalty } : {}),
});

describe('the table of penalties', () => {
  const rows = [
    row('linux', 100),
    row('l4linux', 110, { value: 0.1, interval: [0.09, 0.11], boots: [0.07, 0.13] }),
  ];

  it('has the interval of the mean and that of one pair of boots', () => {
    const [, { head, rows: lines }] = experimentTables(rows, ['linux', 'l4linux']);
    expect(head.slice(2, 5)).to.deep.equal(['penalty', '95 % interval', 'one pair of boots']);
    expect(lines[0].slice(2, 5)).to.deep.equal(['', '', '']);
    expect(lines[1].slice(2, 5)).to.deep.equal(['10.0 %', '9.0 % to 11.0 %', '7.0 % to 13.0 %']);
  });

  it('needs words about its intervals only where it has them', () => {
    expect(hasPenaltyIntervals(rows)).to.equal(true);
    expect(hasPenaltyIntervals([row('linux', 100), row('l4linux', 110, { value: 0.1 })])).to.equal(false);
  });
});

describe('the table of a curve', () => {
  const at = (load: number, system: string, model: number, more: Partial<Row> = {}): Row => ({
    ...{ experiment: 'aim7', test: `real-time-at-load-${load}`, unit: 's' },
    ...{ system, model, ...more },
  });

  it('has what was published beside the time, for the systems of which something was', () => {
    const paper: Partial<Row> = { published: 200, role: 'calibration', relativeError: 0.05 };
    const rows = [
      at(1, 'linux', 210, paper),
      at(2, 'linux', 300),
      at(1, 'l4linux', 231, { penalty: { value: 0.1 } }),
    ];
    const [, table] = experimentTables(rows, ['linux', 'l4linux']);
    expect(table.head).to.deep.equal([
      'load',
      'linux s',
      'paper',
      'error',
      'jobs/min',
      'l4linux s',
      'penalty',
      'jobs/min',
    ]);
    expect(table.rows).to.deep.equal([
      ['1', '210', '200', '+5 %', '', '231', '+10 %', ''],
      ['2', '300', '', '', '', '', '', ''],
    ]);
  });
});
