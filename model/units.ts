import { z } from 'zod';
import { shaped } from './document/shape.ts';

/** Units of results, as the paper writes them. The letter u and both micro signs are read; results have U+00B5. */
export const UNITS = ['cycles', '\u00b5s', 'ms', 's', 'MB/s', 'percent', 'jobs/min', 'times'] as const;
/** Those of a time. */
export const TIME_UNITS: readonly Unit[] = ['cycles', '\u00b5s', 'ms', 's'];
/** Whether more of a unit is faster: its inverse is a time. */
export const isRate = (unit: string): boolean => unit === 'MB/s' || unit === 'jobs/min';
/** One of {@link UNITS}. */
export type Unit = (typeof UNITS)[number];

/** Schema of the unit of a test or a target. */
export const unit: z.ZodType<Unit> = shaped(
  z.preprocess(
    (input) => (typeof input === 'string' ? input.replace(/^[u\u03bc](?=s$)/, '\u00b5') : input),
    z.enum(UNITS),
  ),
  {
    schema: {
      type: 'string',
      enum: UNITS.flatMap((name) => (name === '\u00b5s' ? ['us', name, '\u03bcs'] : name)),
    },
  },
);

/**
 * A time in another unit; for MB/s the bytes that are moved in it decide.
 * @param clock cycles a second
 * @throws RangeError for a unit that no time has
 */
export function convert(cycles: number, to: Unit, clock: number, bytes = 0): number {
  const seconds = cycles / clock;
  switch (to) {
    case 'cycles':
      return cycles;
    case '\u00b5s':
      return seconds * 1e6;
    case 'ms':
      return seconds * 1e3;
    case 's':
      return seconds;
    case 'MB/s':
      return bytes / 1e6 / seconds;
    default:
      throw new RangeError(`a time in ${to}`);
  }
}
