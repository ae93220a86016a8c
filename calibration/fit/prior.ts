import type { Parameter } from './parameters.ts';

/**
 * A log-normal prior within bounds: centred at the sourced value, its standard deviation a share of the range. Points are in prior
 * standard deviations from the centre, so that 0 is the sourced value of every parameter.
 */
export class Prior {
  readonly lower: number[];
  readonly upper: number[];
  private readonly deviations: number[];
  private readonly parameters: readonly Parameter[];

  /** @param share of the range, in logarithms, that a standard deviation is */
  constructor(parameters: readonly Parameter[], share: number) {
    this.parameters = parameters;
    this.deviations = parameters.map(({ low, high }) => Math.log(high / low) * share);
    this.lower = parameters.map(({ low, value }, index) => Math.log(low / value) / this.deviations[index]);
    this.upper = parameters.map(({ high, value }, index) => Math.log(high / value) / this.deviations[index]);
  }

  /** The values at a point, kept within the range against rounding. */
  valuesAt(point: readonly number[]): number[] {
    return this.parameters.map(({ value, low, high }, index) => {
      const moved = value * Math.exp(point[index] * this.deviations[index]);
      return Math.min(Math.max(point[index] === 0 ? value : moved, low), high);
    });
  }

  /** Standard deviation of a value, given that of its coordinate: the standard deviation of the logarithm times the value. */
  valueDeviation(index: number, value: number, deviation: number): number {
    return value * deviation * this.deviations[index];
  }
}
