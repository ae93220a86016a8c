import { expect } from 'chai';
import { compare } from '../../../calibration/experiments/comparison.ts';
import type { Measured } from '../../../model/index.ts';

/** A test of which only the values matter here. */
const measured = (...values: number[]): Measured => {
  const value = values.reduce((sum, next) => sum + next, 0) / values.length;
  return { test: 't', unit: 'cycles', value, values, cyclesPerOperation: value } as Measured;
};

describe('comparing two systems', () => {
  it('subtracts, in the unit that is asked for', () => {
    const { unit, model, interval } = compare(measured(500), measured(200), 'difference', 100e6, 'µs');
    expect(unit).to.equal('µs');
    expect(model).to.be.closeTo(3, 1e-9);
    expect(interval).to.equal(undefined);
  });

  it('divides: how many times faster', () => {
    const figure = compare(measured(200), measured(500), 'factor', 100e6);
    expect(figure).to.deep.include({ unit: 'times', model: 2.5 });
  });

  it('spans an interval over pairs of replications, which have the same random numbers', () => {
    expect(compare(measured(300, 500), measured(100, 200), 'difference', 100e6).interval).to.deep.equal([
      200, 300,
    ]);
    expect(compare(measured(100, 200), measured(300, 400), 'factor', 100e6).interval).to.deep.equal([2, 3]);
  });
});
