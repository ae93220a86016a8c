import { expect } from 'chai';
import { convert, isRate, UNITS } from '../../model/units.ts';

describe('units of results', () => {
  it('are rates where more is faster', () => {
    expect(UNITS.filter(isRate)).to.deep.equal(['MB/s', 'jobs/min']);
  });

  it('give one time in each unit that a time has, and in no other', () => {
    // 200 cycles at 100 MHz are 2 microseconds.
    const times = (['cycles', '\u00b5s', 'ms', 's'] as const).map((unit) => convert(200, unit, 1e8));
    expect(times).to.deep.equal([200, 2, 2e-3, 2e-6]);
    expect(convert(200, 'MB/s', 1e8, 64)).to.be.closeTo(32, 1e-9);
    expect(() => convert(200, 'percent', 1e8)).to.throw(RangeError, 'a time in percent');
  });
});
