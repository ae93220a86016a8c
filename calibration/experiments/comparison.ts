import { convert, type Measured } from '../../model/index.ts';
import type { Unit } from '../../model/units.ts';
import type { Figure } from './row.ts';

/** How a system compares with another: what it takes beyond the other, or how many times faster it is. */
export type Comparison = 'difference' | 'factor';

/**
 * Compares two measurements of a test by pairs of replications, which have the same random numbers.
 * @param unit of the difference; that of the test by default
 */
export function compare(
  own: Measured,
  base: Measured,
  by: Comparison,
  clock: number,
  unit: Unit = own.unit,
): Figure {
  const scale = convert(own.cyclesPerOperation, unit, clock) / own.value;
  const of = (value: number, other: number): number =>
    by === 'factor' ? other / value : (value - other) * scale;
  const pairs = own.values.map((value, replication) => of(value, base.values[replication]));
  return {
    unit: by === 'factor' ? 'times' : unit,
    model: of(own.value, base.value),
    interval: pairs.length > 1 ? [Math.min(...pairs), Math.max(...pairs)] : undefined,
  };
}
