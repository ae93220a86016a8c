import { z } from 'zod';
import { check, ExtendedDocument, mapOf } from '../../model/document/check.ts';
import { SpecDocument, type SourceText } from '../../model/document/document.ts';

const whole = z.int().min(0);

const directionsSchema = mapOf({
  source: z.string(),
  /** Of each dimension from the second on: degree and coefficients of its polynomial, and initial numbers. */
  dimensions: z.array(z.tuple([whole, whole, z.array(whole)])),
});

/** Direction numbers of a Sobol sequence (Joe and Kuo 2008). */
export type Directions = z.output<typeof directionsSchema>['dimensions'];

/** Reads a file of direction numbers. @throws SpecError */
export function readDirections(source: SourceText): Directions {
  const document = new ExtendedDocument([new SpecDocument(source)]);
  return check(directionsSchema, document.data, document).dimensions;
}

const BITS = 30;

/**
 * The first points of the Sobol sequence in the unit cube, by Gray code (Antonov and Saleev 1979); the origin is left out.
 * @throws RangeError for more dimensions than there are direction numbers for
 */
export function sobolPoints(directions: Directions, dimensions: number, count: number): number[][] {
  if (dimensions > directions.length + 1)
    throw new RangeError(`at most ${directions.length + 1} dimensions of a Sobol sequence`);
  const numbers = Array.from({ length: dimensions }, (_, dimension) =>
    directionsOf(dimension === 0 ? undefined : directions[dimension - 1]),
  );
  const state = numbers.map(() => 0);
  return Array.from({ length: count }, (_, index) => {
    // The lowest zero bit of the index says which direction changes.
    const bit = 31 - Math.clz32(~index & (index + 1));
    numbers.forEach((vector, dimension) => {
      state[dimension] ^= vector[bit];
    });
    return state.map((value) => value / 2 ** BITS);
  });
}

function directionsOf(polynomial: Directions[number] | undefined): number[] {
  const vector = Array.from({ length: BITS }, (_, bit) => 1 << (BITS - 1 - bit));
  if (polynomial === undefined) return vector;
  const [degree, coefficients, initial] = polynomial;
  for (let bit = 0; bit < BITS; bit++) {
    if (bit < degree) {
      vector[bit] = initial[bit] << (BITS - 1 - bit);
      continue;
    }
    vector[bit] = vector[bit - degree] ^ (vector[bit - degree] >> degree);
    for (let term = 1; term < degree; term++)
      if ((coefficients >> (degree - 1 - term)) & 1) vector[bit] ^= vector[bit - term];
  }
  return vector;
}
