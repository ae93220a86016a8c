import { expect } from 'chai';
import {
  logLikelihood,
  logMeanExp,
  rootMeanSquare,
  systematicDraw,
} from '../../../calibration/curve/likelihood.ts';

const exact = { published: 100, model: 100, reading: 0, spread: 0.1 };

describe('likelihood of a curve', () => {
  it('is that of normal errors in the logarithm', () => {
    // Density of a normal variable with deviation 0.1 at its mean: 1 / (0.1 sqrt(2 pi)).
    expect(logLikelihood([exact], [0])).to.be.closeTo(Math.log(10 / Math.sqrt(2 * Math.PI)), 1e-12);
    // One deviation off: less by a half.
    const off = { ...exact, model: 100 * Math.exp(0.1) };
    expect(logLikelihood([off], [0]) - logLikelihood([exact], [0])).to.be.closeTo(-0.5, 1e-12);
    expect(logLikelihood([off, exact], [0])).to.be.closeTo(
      logLikelihood([off], [0]) + logLikelihood([exact], [0]),
      1e-12,
    );
  });

  it('adds up the variances of reading, single runs and model', () => {
    // 6 s of 100 s are 6 %, and 6, 8 and 0 % together are 10 %.
    const read = { published: 100, model: 100, reading: 6, spread: 0.08 };
    expect(logLikelihood([read], [0])).to.be.closeTo(logLikelihood([exact], [0]), 1e-12);
    expect(logLikelihood([{ ...read, spread: 0 }], [0.08])).to.be.closeTo(logLikelihood([exact], [0]), 1e-12);
  });

  it('is the mean over the errors that the model may have', () => {
    const each = [0.05, 0.1].map((error) => logLikelihood([exact], [error]));
    expect(logLikelihood([exact], [0.05, 0.1])).to.be.closeTo(logMeanExp(each), 1e-12);
    expect(logMeanExp([Math.log(1), Math.log(3)])).to.be.closeTo(Math.log(2), 1e-12);
    expect(logMeanExp([-2000, -2000])).to.be.closeTo(-2000, 1e-9);
  });
});

describe('root mean square of a curve', () => {
  it('is of relative errors', () => {
    const curve = [3, -4].map((percent) => ({ ...exact, model: 100 + percent }));
    expect(rootMeanSquare(curve)).to.be.closeTo(Math.sqrt(12.5) / 100, 1e-12);
  });
});

describe('drawing by weight', () => {
  it('takes each point as often as its weight says', () => {
    expect(systematicDraw([1, 0, 2, 1], 8)).to.deep.equal([2, 0, 4, 2]);
  });

  it('draws the number asked for, whatever the weights', () => {
    for (const weights of [[1], [0.3, 0.3, 0.3], [1e-9, 5, 1e-9, 7, 0.1]])
      expect(systematicDraw(weights, 7).reduce((sum, times) => sum + times, 0)).to.equal(7);
  });
});
