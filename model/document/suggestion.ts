import { closest, distance } from 'fastest-levenshtein';
import { describe } from './problem.ts';

/** A name this share of whose letters are wrong is not taken for a slip. */
const SLIP = 0.4;

/** What was found where one of some names was expected, with the name that was probably meant. */
export function foundName(name: string, known: readonly string[]): string {
  const found = describe(name);
  const near = known.length > 0 ? closest(name, [...known]) : name;
  return distance(name, near) <= SLIP * near.length && near !== name
    ? `${found} (did you mean ${near}?)`
    : found;
}
