import { parseQuantity } from '../../model/document/quantity.ts';

/** A number, and its unit as written. */
export function numberOf(given: string | number): { value: number; unit: string } | undefined {
  if (parseQuantity(given) === undefined) return undefined;
  if (typeof given === 'number') return { value: given, unit: '' };
  const [, digits, unit] = /^\s*([-+\d._eE]+)\s*(.*?)\s*$/.exec(given) ?? [];
  return digits === undefined ? undefined : { value: Number(digits.replaceAll('_', '')), unit };
}
