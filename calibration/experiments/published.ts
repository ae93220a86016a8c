/** What was published: a figure, or the least and greatest of a range. */
export type Published = number | readonly [low: number, high: number];

/** How far a model is off, as a share of what was published; 0 within a range, else the distance to its nearer end. */
export function relativeErrorOf(model: number, published: Published): number {
  const nearest = nearestTo(model, published);
  return (model - nearest) / nearest;
}

/** Whether two intervals, or an interval and a figure, have something in common. */
export function meets([low, high]: readonly [number, number], published: Published): boolean {
  const [least, greatest] = endsOf(published);
  return low <= greatest && least <= high;
}

/** Least and greatest; twice the same for a figure. */
export function endsOf(published: Published): readonly [number, number] {
  return typeof published === 'number' ? [published, published] : published;
}

function nearestTo(model: number, published: Published): number {
  const [low, high] = endsOf(published);
  return Math.min(Math.max(model, low), high);
}
