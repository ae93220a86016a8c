import { expect } from 'chai';
import { Matrix } from 'ml-matrix';
import { leaveOut } from '../../../calibration/fit/cross-validation.ts';
import { fitRows } from '../../../calibration/fit/linear-model.ts';
import {
  correlatedPairs,
  identifiabilityOf,
  posteriorOf,
  propagate,
} from '../../../calibration/fit/posterior.ts';

describe('posterior', () => {
  it('is the prior where data say nothing, and narrower where they do', () => {
    const { deviations } = posteriorOf(new Matrix([[3, 0]]));
    expect(deviations[0]).to.be.closeTo(1 / Math.sqrt(10), 1e-12);
    expect(deviations[1]).to.be.closeTo(1, 1e-12);
  });

  it('names a parameter that the data do not determine', () => {
    const { undetermined, singularValues } = identifiabilityOf(
      new Matrix([
        [3, 0, 0.1],
        [0, 2, 0.1],
      ]),
      0.9,
    );
    expect(undetermined).to.deep.equal([2]);
    expect(singularValues[0]).to.be.closeTo(3, 0.01);
    expect(singularValues.filter((value) => value > 1)).to.have.length(2);
  });

  it('shows parameters that only their sum is known of', () => {
    const posterior = posteriorOf(
      new Matrix([
        [10, 10, 0],
        [0, 0, 1],
      ]),
    );
    const [pair, ...others] = correlatedPairs(posterior, 0.6);
    expect(pair).to.include({ left: 0, right: 1 });
    expect(pair.correlation).to.be.lessThan(-0.9);
    expect(others).to.deep.equal([]);
    // The sum is well known all the same.
    expect(propagate(posterior, [1, 1, 0])).to.be.lessThan(0.02);
  });
});

describe('leaving out', () => {
  const model = {
    point: [0, 0],
    residuals: [1, 1, 1, -2],
    jacobian: new Matrix([
      [1, 0],
      [1, 0],
      [2, 0],
      [0, 1],
    ]),
    lower: [-3, -3],
    upper: [3, 3],
  };

  it('fits the rows that stay and predicts the others', async () => {
    const groups = new Map([['last', [3]]]);
    const [{ errors, deviations }] = await leaveOut(model, groups, [1, 1, 1, 0.5], () => () => 0.04);
    // Nothing is known of the second parameter without the last row.
    expect(errors[0]).to.be.closeTo(-1, 1e-9);
    expect(deviations[0]).to.be.closeTo(Math.sqrt(0.25 + 0.04), 1e-9);
  });

  it('agrees with the normal equations on all rows', async () => {
    const { point } = await fitRows(model, [0, 1, 2, 3]);
    expect(point[0]).to.be.closeTo(-4 / 7, 1e-6);
    expect(point[1]).to.be.closeTo(1, 1e-6);
  });
});
