import jstat from 'jstat';
import { inverse, Matrix } from 'ml-matrix';
import { mean, sampleCorrelation } from 'simple-statistics';
import { placeOf } from './scale.ts';
import type { ParameterInfo, PointFigure } from './sweep-figures.ts';

/** What a parameter does to a figure on the whole, all others being moved too. */
export interface Effect {
  parameter: string;
  /** Change of the figure from the least value of the parameter to the greatest, by a linear regression on all of them, each on its scale. */
  change: number;
  /** 95 % interval of the change. */
  low: number;
  high: number;
  /** Spearman's correlation of ranks: 1 where the figure always grows with the parameter, -1 where it always falls. */
  rank: number;
}

export interface Effects {
  /** The strongest first. */
  effects: Effect[];
  /** The share of the figure's variance that the regression explains. */
  explained: number;
  points: number;
}

const LEVEL = 0.95;

/**
 * The main effects of the numeric parameters: coefficients of an ordinary least-squares regression on inputs that are scaled to 0 to 1.
 * @returns undefined when there are too few points for as many parameters, or when parameters move together
 */
export function effectsOf(
  points: readonly PointFigure[],
  parameters: readonly ParameterInfo[],
): Effects | undefined {
  const moved = parameters
    .map((parameter, place) => ({ parameter, place }))
    .filter(({ parameter: { numeric, levels } }) => numeric && levels.length > 1);
  const whole = points.filter(({ levels }) => moved.every(({ place }) => levels[place] !== null));
  const freedom = whole.length - moved.length - 1;
  if (moved.length === 0 || freedom < 1) return undefined;
  const inputs = moved.map(({ parameter: { scale, levels }, place }) => {
    const [least, most] = [levels[0], levels[levels.length - 1]].map((level) =>
      placeOf(Number(level), scale),
    );
    return whole.map(({ levels: own }) => (placeOf(Number(own[place]), scale) - least) / (most - least));
  });
  const values = whole.map(({ value }) => value);
  const x = new Matrix(whole.map((_, row) => [1, ...inputs.map((column) => column[row])]));
  const transposed = x.transpose();
  let covariance: Matrix;
  try {
    covariance = inverse(transposed.mmul(x));
  } catch {
    return undefined;
  }
  const coefficients = covariance.mmul(transposed).mmul(Matrix.columnVector(values));
  const residuals = Matrix.sub(Matrix.columnVector(values), x.mmul(coefficients));
  const rest = residuals.dot(residuals);
  const average = mean(values);
  const total = values.reduce((sum, value) => sum + (value - average) ** 2, 0);
  const quantile = jstat.studentt.inv((1 + LEVEL) / 2, freedom);
  const effects = moved.map(({ parameter: { name } }, index): Effect => {
    const change = coefficients.get(index + 1, 0);
    const half = quantile * Math.sqrt((rest / freedom) * covariance.get(index + 1, index + 1));
    const rank = rankCorrelation(inputs[index], values);
    return { parameter: name, change, low: change - half, high: change + half, rank };
  });
  return {
    effects: effects.sort((left, right) => Math.abs(right.change) - Math.abs(left.change)),
    explained: total === 0 ? 1 : 1 - rest / total,
    points: whole.length,
  };
}

/** Spearman's correlation; equal values share the mean of their ranks. */
export function rankCorrelation(left: readonly number[], right: readonly number[]): number {
  const [leftRanks, rightRanks] = [ranksOf(left), ranksOf(right)];
  if (new Set(leftRanks).size < 2 || new Set(rightRanks).size < 2) return 0;
  return sampleCorrelation(leftRanks, rightRanks);
}

function ranksOf(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((left, right) => values[left] - values[right]);
  const ranks = new Array<number>(values.length);
  for (let first = 0; first < order.length;) {
    let end = first + 1;
    while (end < order.length && values[order[end]] === values[order[first]]) end++;
    for (let index = first; index < end; index++) ranks[order[index]] = (first + end - 1) / 2;
    first = end;
  }
  return ranks;
}
