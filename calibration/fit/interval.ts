import jstat from 'jstat';

/** The point below which a standard normal variable lies with a probability. */
export function normalQuantile(probability: number): number {
  return jstat.normal.inv(probability, 0, 1);
}
