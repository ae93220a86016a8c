import { parseQuantity } from '../../model/document/quantity.ts';
import type { Parameter, ParameterValues } from '../file/sweep.ts';

/** The value of a parameter in a point, as a file would have it; null where the files' own value stands. */
export type Level = string | number | null;

/** Digits of a value between two ends: enough, and the noise of a power is cut off. */
const DIGITS = 12;

/** The listed or evenly spaced values of a parameter. */
export function levelsOf({ values }: Parameter): Level[] {
  if (values.kind === 'list') return values.values;
  if (values.kind === 'machines') return values.machines;
  const { steps = 1 } = values;
  const levels = Array.from({ length: steps }, (_, step) => within(values, step / (steps - 1)));
  return [...new Set(levels)];
}

/**
 * The value at a place of a parameter's range.
 * @param share from 0 to below 1; lists and machines are cut into equal parts
 */
export function levelAt({ values }: Parameter, share: number): Level {
  if (values.kind === 'range') return within(values, share);
  const list = values.kind === 'list' ? values.values : values.machines;
  return list[Math.min(list.length - 1, Math.floor(share * list.length))];
}

function within(range: ParameterValues & { kind: 'range' }, share: number): Level {
  const { from, to, unit, scale, whole } = range;
  const exact = scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
  const value = whole ? Math.round(exact) : Number(exact.toPrecision(DIGITS));
  return unit === '' ? value : `${value} ${unit}`;
}

/** The number of a level in the base unit of its dimension; undefined for a name. */
export function baseValueOf(level: Level): number | undefined {
  return level === null ? undefined : parseQuantity(level)?.value;
}
