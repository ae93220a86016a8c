import { expect } from 'chai';
import type { Row } from '../../calibration/row.ts';
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
