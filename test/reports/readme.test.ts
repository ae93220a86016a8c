import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { PACKAGE } from '../../api/disk-library.ts';
import { opening } from '../../reports/readme.ts';
import { row } from '../support/reported.ts';

const shares = { user: 1, system: 0, idle: 0 };
const ROWS = [
  row('compile/elapsed/linux', 's', 100, 100, { shares, role: 'fitted' }),
  row('compile/elapsed/ours', 's', 106, 110, {
    ...{ shares, sourced: { model: 103 }, predictive: [104, 108] as [number, number] },
  }),
  row('compile/elapsed/theirs', 's', 120, 125, { shares, predictive: [110, 140] }),
  row('getpid/getpid/linux', 'cycles', 90, 100, { role: 'calibration', predictive: [90, 110] }),
];

describe('the opening of the README', () => {
  const text = opening(ROWS, ['slow-calls']);

  it('has penalties, then accuracy of all rows, then that of rows that no fit has seen', () => {
    const [table, inferred, accuracy] = text.split('\n\n');
    expect(table.split('\n')).to.deep.equal([
      '| penalty |  | ours | theirs |',
      '| --- | --- | ---: | ---: |',
      '| rebuild of the Linux server | sourced mechanisms alone | 3.0 % | 20.0 % |',
      '|  | with inferred mechanisms | 6.0 % | 20.0 % |',
      '|  | published | 10.0 % | 25.0 % |',
    ]);
    expect(inferred).to.match(/^Inferred mechanisms: slow-calls\./);
    // Errors of 3.64, 4 and 10 %.
    expect(accuracy.split('\n')[0]).to.contain('All 3 published figures: median absolute error 4.0 %');
    expect(accuracy.split('\n')[1]).to.contain('2 published figures: median absolute error 3.8 %');
    expect(accuracy.split('\n')[2]).to.contain('1 of 2 lie in their 90 % interval');
  });

  it('says so when nothing is inferred', () => {
    expect(opening(ROWS, [])).to.contain('No inferred mechanism is part of the model today');
  });

  it('stands first in the README: before every other heading and table', () => {
    const page = readFileSync(join(PACKAGE, 'README.md'), 'utf8');
    const place = page.indexOf('<!-- penalties -->');
    expect(place).to.be.greaterThan(0);
    expect(page.indexOf('| ')).to.be.greaterThan(place);
    expect(page.indexOf('\n## ')).to.be.greaterThan(page.indexOf('<!-- /penalties -->'));
    expect(page.indexOf('<!-- result -->')).to.be.greaterThan(page.indexOf('## All figures'));
  });
});
