/**
 * Quantities with units, written as people write them: `25 cycles`, `7.5 ns`, `256 KiB`, `133 MHz`.
 * A quantity has one dimension; a unit of another dimension is refused, never converted.
 */
export type Dimension =
  'cycles' | 'duration' | 'size' | 'frequency' | 'rate' | 'rotation' | 'ratio' | 'count';

/** Units of each dimension and how many base units one of them is. The first is the base unit. */
const UNITS: Record<Dimension, Record<string, number>> = {
  cycles: { cycles: 1, cycle: 1 },
  duration: { ns: 1, us: 1e3, ms: 1e6, s: 1e9, min: 6e10 },
  size: { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 },
  frequency: { Hz: 1, kHz: 1e3, MHz: 1e6, GHz: 1e9 },
  rate: { 'B/s': 1, 'KB/s': 1e3, 'MB/s': 1e6, 'GB/s': 1e9 },
  rotation: { rpm: 1 },
  ratio: { '%': 0.01 },
  count: {},
};

export interface Quantity {
  dimension: Dimension;
  /** In the base unit of the dimension: cycles, ns, bytes, Hz, B/s, rpm. */
  value: number;
}

const PATTERN = /^\s*([+-]?(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([^\d\s].*?)?\s*$/;

/** Names the units that a dimension accepts, for messages. */
export function unitsOf(dimension: Dimension): string {
  const units = Object.keys(UNITS[dimension]);
  return units.length === 0 ? 'a plain number' : `a number with a unit of ${dimension} (${units.join(', ')})`;
}

/** Parses a quantity of any dimension; undefined when the text is not one. */
export function parseQuantity(input: unknown): Quantity | undefined {
  if (typeof input === 'number')
    return Number.isFinite(input) ? { dimension: 'count', value: input } : undefined;
  if (typeof input !== 'string') return undefined;
  const match = PATTERN.exec(input);
  if (!match) return undefined;
  const number = Number(match[1].replaceAll('_', ''));
  if (!Number.isFinite(number)) return undefined;
  // Both code points of the micro sign are accepted for the letter u.
  const unit = match[2]?.replace(/^[\u00b5\u03bc]/, 'u');
  if (unit === undefined) return { dimension: 'count', value: number };
  for (const dimension of Object.keys(UNITS) as Dimension[]) {
    const factor = UNITS[dimension][unit];
    if (factor !== undefined && Object.hasOwn(UNITS[dimension], unit))
      return { dimension, value: number * factor };
  }
  return undefined;
}

/** Parses a quantity that must have one of the given dimensions. */
export function parseAs(input: unknown, ...dimensions: Dimension[]): Quantity | undefined {
  const quantity = parseQuantity(input);
  return quantity && dimensions.includes(quantity.dimension) ? quantity : undefined;
}
