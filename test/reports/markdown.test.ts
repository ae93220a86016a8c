import { expect } from 'chai';
import { markdownTable, tableText } from '../../reports/markdown.ts';
import { row } from '../support/reported.ts';

describe('a table as Markdown', () => {
  it('aligns labels left and figures right, and keeps bars inside their cells', () => {
    const text = tableText({ head: ['name', 'value'], rows: [['a|b', '1']], labels: 1 });
    expect(text).to.equal('| name | value |\n| --- | ---: |\n| a\\|b | 1 |');
  });

  it('has a line for each test and a column for each system, published figures beside the model', () => {
    const rows = [
      row('getpid/getpid/linux', 'cycles', 219, 223, { role: 'fitted' }),
      row('getpid/getpid/l4linux', 'cycles', 536, 526),
      row('aim7/real-time/linux', 's', 40),
      row('aim7/shares/l4linux', 's', 1.5, 2, { role: 'reproduced' }),
    ];
    expect(markdownTable(rows).split('\n')).to.deep.equal([
      '| model *paper* | linux | l4linux |',
      '| --- | ---: | ---: |',
      '| getpid, cycles | 219 *223* (fitted) | 536 *526* |',
      '| real-time, s | 40.0 |  |',
      '| shares, s |  | 1.50 *2.00* (entered) |',
    ]);
  });

  it('leaves out the points of a curve', () => {
    const points = [row('aim7/real-time-at-load-10/linux', 's', 40), row('aim7/most/linux', 's', 90)];
    expect(markdownTable(points)).to.include('most').and.not.to.include('at-load');
  });
});
