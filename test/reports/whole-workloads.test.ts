import { expect } from 'chai';
import type { Row } from '../../calibration/experiments/row.ts';
import { penaltyTable, threeNumbers, wholePenalties } from '../../reports/whole-workloads.ts';
import { row } from '../support/reported.ts';

const shares = { user: 1, system: 0, idle: 0 };
/** Of a build and a job mix: the native system, then the other, without and with inferred mechanisms. */
const ROWS: Row[] = [
  row('build/elapsed/linux', 's', 100, 200, { shares }),
  row('build/elapsed/ours', 's', 110, 212, {
    shares,
    penalty: { value: 0.11, interval: [0.1, 0.12], boots: [0.05, 0.17] },
    sourced: { model: 103, penalty: { value: 0.03 } },
  }),
  row('mix/most/linux', 'jobs/min', 120, 100),
  row('mix/most/ours', 'jobs/min', 100, 80, { sourced: { model: 115 } }),
  row('mix/real-time-at-load-1/linux', 's', 10, undefined, { shares }),
  row('mix/real-time-at-load-1/ours', 's', 12, undefined, { shares, penalty: { value: 0.2 } }),
  row('mix/slowdown-percent/ours', 'percent', 8, 7, { interval: [7, 9], sourced: { model: 2 } }),
  row('getpid/getpid/linux', 'cycles', 200, 220),
  row('getpid/getpid/ours', 'cycles', 500, 520),
];

describe('penalties of whole workloads', () => {
  it('are sourced, inferred and published; a rate counts as its inverse, a percentage as it is', () => {
    const [build, most, slowdown, ...others] = wholePenalties(ROWS);
    expect(others).to.deep.equal([]);
    const { published, ...rest } = build;
    expect(rest).to.deep.equal({
      ...{ experiment: 'build', test: 'elapsed', system: 'ours', sourced: 0.03, model: 0.11 },
      ...{ interval: [0.1, 0.12], boots: [0.05, 0.17] },
    });
    expect(published).to.be.closeTo(0.06, 1e-9);
    // 120 / 115, 120 / 100 and 100 / 80.
    expect(most.sourced).to.be.closeTo(0.0435, 1e-4);
    expect(most.model).to.be.closeTo(0.2, 1e-9);
    expect(most.published).to.be.closeTo(0.25, 1e-9);
    expect(slowdown).to.deep.include({ sourced: 0.02, model: 0.08, interval: [0.07, 0.09], published: 0.07 });
  });

  it('are against the native system without inferred mechanisms where those reach it', () => {
    const [native, ours] = ROWS.slice(2, 4);
    const reached = [
      { ...native, shares, sourced: { model: 125 } },
      { ...ours, shares, sourced: { model: 100 } },
    ];
    expect(wholePenalties(reached)[0].sourced).to.be.closeTo(0.25, 1e-9);
  });

  it('are a table only where something is inferred', () => {
    expect(threeNumbers(ROWS.filter(({ sourced }) => sourced === undefined))).to.equal(undefined);
    expect(threeNumbers(ROWS)).to.deep.include({
      head: ['penalty', '', 'sourced alone', 'with inferred', '95 % interval', 'one pair of boots', 'paper'],
      rows: [
        ['elapsed', 'ours', '3.0 %', '11.0 %', '10.0 to 12.0 %', '5.0 to 17.0 %', '6.0 %'],
        ['most', 'ours', '4.3 %', '20.0 %', '', '', '25.0 %'],
        ['slowdown-percent', 'ours', '2.0 %', '8.0 %', '7.0 to 9.0 %', '', '7.0 %'],
      ],
    });
  });

  it('stand system by system, each figure on a line of its own', () => {
    expect(penaltyTable(ROWS, { 'build/elapsed': 'A build' })?.rows.slice(0, 5)).to.deep.equal([
      ['A build', 'sourced mechanisms alone', '3.0 %'],
      ['', 'with inferred mechanisms', '11.0 % (10.0 to 12.0 %)'],
      ['', 'one pair of boots, 90 %', '5.0 to 17.0 %'],
      ['', 'published', '6.0 %'],
      ['mix most', 'sourced mechanisms alone', '4.3 %'],
    ]);
    expect(penaltyTable(ROWS.slice(-2))).to.equal(undefined);
  });
});
