import { expect } from 'chai';
import { axisTicks } from '../../../web/charts/axis-ticks.ts';

describe('ticks of an axis', () => {
  it('are round, and reach to the greatest value', () => {
    expect(axisTicks(130, 4)).to.deep.equal([0, 50, 100, 150]);
    expect(axisTicks(140, 9)).to.deep.equal([0, 20, 40, 60, 80, 100, 120, 140]);
    expect(axisTicks(6355, 4)).to.deep.equal([0, 2000, 4000, 6000, 8000]);
  });

  it('are one for nothing', () => {
    expect(axisTicks(0, 4)).to.deep.equal([0]);
  });
});
