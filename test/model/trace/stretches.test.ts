import { expect } from 'chai';
import fc from 'fast-check';
import { Stretches } from '../../../model/trace/stretches.ts';
import { check } from '../../support/property.ts';

describe('stretches of time', () => {
  it('have no gaps between them', () => {
    const stretches = new Stretches();
    for (const [from, to] of [
      [10, 20],
      [30, 31],
      [31, 35],
    ]) {
      stretches.begin(from);
      stretches.end(to);
    }
    const times = [0, 10, 12, 20, 25, 30, 31, 33, 35, 99];
    expect(times.map((time) => stretches.until(time))).to.deep.equal([0, 0, 2, 10, 10, 10, 11, 13, 15, 15]);
  });

  it('may be none', () => {
    expect(new Stretches().until(5)).to.equal(0);
  });

  it('count each tick once', () => {
    const lengths = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 12, size: 'max' });
    check(
      100,
      fc.property(lengths, (list) => {
        const stretches = new Stretches();
        const shown: boolean[] = [];
        for (const [gap, length] of list) {
          shown.push(...new Array<boolean>(gap).fill(false));
          stretches.begin(shown.length);
          shown.push(...new Array<boolean>(length).fill(true));
          stretches.end(shown.length);
        }
        for (let time = 0; time <= shown.length; time++)
          expect(stretches.until(time)).to.equal(shown.slice(0, time).filter(Boolean).length);
      }),
    );
  });
});
