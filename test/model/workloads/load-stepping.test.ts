import { expect } from 'chai';
import { nextLoad } from '../../../model/workloads/load-stepping.ts';

const STEPPING = { increment: 1, 'fixed-points': 3, 'grow-below': 1.2, 'shrink-above': 1.3 };
const points = (...seconds: number[]): { load: number; seconds: number }[] =>
  seconds.map((time, index) => ({ load: index + 1, seconds: time }));

describe("the driver's load stepping", () => {
  it('keeps the increment for the first points', () => {
    expect(nextLoad(points(100, 100), 1, STEPPING)).to.deep.equal({ load: 3, increment: 1 });
  });

  it('takes larger steps while times hardly grow, smaller ones when they jump', () => {
    // A ratio of 1.1: 2.1 times the increment.
    expect(nextLoad(points(100, 100, 110), 2, STEPPING)).to.deep.equal({ load: 3 + 4, increment: 4.2 });
    expect(nextLoad(points(100, 100, 125), 2, STEPPING)).to.deep.equal({ load: 3 + 2, increment: 2 });
    // A ratio of 1.5: divided by 2.5.
    expect(nextLoad(points(100, 100, 150), 5, STEPPING)).to.deep.equal({ load: 3 + 2, increment: 2 });
  });

  it('never steps by less than one', () => {
    expect(nextLoad(points(100, 100, 150), 2, STEPPING)).to.deep.equal({ load: 3 + 2, increment: 2 });
  });
});
