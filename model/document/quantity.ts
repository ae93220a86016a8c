/**
 * Quantities with units, written as people write them: `25 cycles`, `7.5 ns`, `256 KiB`, `133 MHz`.
 * A quantity has one dimension; a unit of another dimension is refused, never converted.
 */
export type Dimension =
  'cycles' | 'duration' | 'size' | 'frequency' | 'rate' | 'rotation' | 'ratio' | 'count';

interface Unit {
  /** One unit is this many base units, times a power of ten. */
  factor?: number;
  power?: number;
}

/** Units of each dimension; the first is the base unit, but for ratios, whose base is 1. */
const UNITS: Record<Dimension, Record<string, Unit>> = {
  cycles: { cycles: {}, cycle: {} },
  duration: { ns: {}, us: { power: 3 }, ms: { power: 6 }, s: { power: 9 }, min: { factor: 6, power: 10 } },
  size: { B: {}, KiB: { factor: 1024 }, MiB: { factor: 1024 ** 2 }, GiB: { factor: 1024 ** 3 } },
  frequency: { Hz: {}, kHz: { power: 3 }, MHz: { power: 6 }, GHz: { power: 9 } },
  rate: { 'B/s': {}, 'KB/s': { power: 3 }, 'MB/s': { power: 6 }, 'GB/s': { power: 9 } },
  rotation: { rpm: {} },
  ratio: { '%': { power: -2 } },
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

/** A regular expression for texts that {@link parseAs} takes for a quantity of the dimension; without a minus unless `signed`. */
export function patternOf(dimension: Dimension, signed: boolean): string {
  const number = '(\\d+(_\\d+)*\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?';
  const units = Object.keys(UNITS[dimension]).map((unit) => unit.replace(/^u/, '[u\u00b5\u03bc]'));
  return `^\\s*${signed ? '[+-]' : '\\+'}?${number}\\s*${units.length === 0 ? '' : `(${units.join('|')})\\s*`}$`;
}

/** Parses a quantity of any dimension; undefined when the text is not one. */
export function parseQuantity(input: unknown): Quantity | undefined {
  if (typeof input === 'number')
    return Number.isFinite(input) ? { dimension: 'count', value: input } : undefined;
  if (typeof input !== 'string') return undefined;
  const match = PATTERN.exec(input);
  if (!match) return undefined;
  const digits = match[1].replaceAll('_', '');
  if (!Number.isFinite(Number(digits))) return undefined;
  // Both code points of the micro sign are accepted for the letter u.
  const unit = match[2]?.replace(/^[\u00b5\u03bc]/, 'u');
  if (unit === undefined) return { dimension: 'count', value: Number(digits) };
  for (const dimension of Object.keys(UNITS) as Dimension[]) {
    if (Object.hasOwn(UNITS[dimension], unit)) {
      const { factor = 1, power = 0 } = UNITS[dimension][unit];
      const value = withPower(digits, power) * factor;
      return Number.isFinite(value) ? { dimension, value } : undefined;
    }
  }
  return undefined;
}

/** A decimal number times a power of ten, rounded once: 1.005 times 10^3 is 1005, not 1004.9999999999999. */
function withPower(digits: string, power: number): number {
  const [mantissa, exponent = '0'] = digits.toLowerCase().split('e');
  return Number(`${mantissa}e${Number(exponent) + power}`);
}

/** The unit in which values of a dimension are held; empty for plain numbers and ratios. */
export function baseUnitOf(dimension: Dimension): string {
  return dimension === 'ratio' ? '' : (Object.keys(UNITS[dimension])[0] ?? '');
}

/** A value in base units as files have it, with its unit; a ratio in percent. */
export function textOf(dimension: Dimension, value: number): string {
  return dimension === 'ratio'
    ? `${Number((value * PERCENT).toPrecision(EXACT_DIGITS))} %`
    : `${value} ${baseUnitOf(dimension)}`.trim();
}

const PERCENT = 100;
/** Digits that a number keeps whatever they are. */
const EXACT_DIGITS = 15;

/** Parses a quantity that must have one of the given dimensions. */
export function parseAs(input: unknown, ...dimensions: Dimension[]): Quantity | undefined {
  const quantity = parseQuantity(input);
  return quantity && dimensions.includes(quantity.dimension) ? quantity : undefined;
}
