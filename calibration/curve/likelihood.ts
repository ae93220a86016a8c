/** A time of the published curve beside what a model says, and how well it is known; all but the seconds as shares of them. */
export interface Compared {
  published: number;
  model: number;
  /** Standard deviations: of reading the figure off in seconds, and of the difference of one run and the model's mean. */
  reading: number;
  spread: number;
}

/**
 * Logarithm of the likelihood of a curve: errors are normal in the logarithm of the time, independent of each other, with the spread of
 * single runs, the reading and an error of the model, over whose possible sizes the likelihood is averaged.
 */
export function logLikelihood(curve: readonly Compared[], modelErrors: readonly number[]): number {
  const each = modelErrors.map((error) =>
    curve.reduce((sum, { published, model, reading, spread }) => {
      const variance = (reading / published) ** 2 + spread ** 2 + error ** 2;
      return sum - (Math.log(model / published) ** 2 / variance + Math.log(2 * Math.PI * variance)) / 2;
    }, 0),
  );
  return logMeanExp(each);
}

/** Logarithm of the mean of exponentials, without overflow. */
export function logMeanExp(values: readonly number[]): number {
  const most = Math.max(...values);
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0) / values.length);
}

/** Root mean square of relative errors. */
export function rootMeanSquare(curve: readonly Compared[]): number {
  return Math.sqrt(
    curve.reduce((sum, { model, published }) => sum + (model / published - 1) ** 2, 0) / curve.length,
  );
}

/** Draws n of the weighted points, evenly through the list; a point that is drawn often counts as often. */
export function systematicDraw(weights: readonly number[], count: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const times = weights.map(() => 0);
  let reached = 0;
  let drawn = 0;
  weights.forEach((weight, index) => {
    reached += weight / total;
    for (; drawn < count && (drawn + 0.5) / count < reached; drawn++) times[index]++;
  });
  return times;
}
