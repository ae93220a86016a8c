/** How the places of a slider stand for values. */
export interface Scale {
  from: number;
  to: number;
  step?: number | undefined;
  scale?: 'log' | undefined;
}

/** Places of a slider whose values grow by factors. */
const LOG_PLACES = 200;
/** Digits of such a value: nobody asks for more. */
const LOG_DIGITS = 2;

/** First and last place of a slider, and the distance between two. */
export function placesOf({ from, to, step = 1, scale }: Scale): { min: number; max: number; step: number } {
  return scale === 'log' ? { min: 0, max: LOG_PLACES, step: 1 } : { min: from, max: to, step };
}

export function valueAt(place: number, { from, to, scale }: Scale): number {
  if (scale !== 'log') return place;
  return Number((from * (to / from) ** (place / LOG_PLACES)).toPrecision(LOG_DIGITS));
}

export function placeOf(value: number, { from, to, scale }: Scale): number {
  if (scale !== 'log') return value;
  return Math.round((Math.log(value / from) / Math.log(to / from)) * LOG_PLACES);
}
