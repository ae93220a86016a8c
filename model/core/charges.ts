import { cyclesOf } from './clock.ts';

/** What a cycle was spent on. The order is the order of columns in the charge table. */
export const CAUSES = [
  'instructions',
  'string',
  'mode-switch',
  'segment-load',
  'address-space-switch',
  'task-switch',
  'control-register',
  'port-io',
  'itlb-miss',
  'dtlb-miss',
  'l1-instruction-miss',
  'l1-data-miss',
  'l2-miss',
  'write-miss',
  'copy',
  'idle',
  'disk-wait',
] as const;
/** One of {@link CAUSES}. */
export type Cause = (typeof CAUSES)[number];

/** Index of a cause in the charge table. */
export const CAUSE = Object.fromEntries(CAUSES.map((cause, index) => [cause, index])) as Record<
  Cause,
  number
>;

/** Time that was spent at one place for one cause: a cell of the charge table. */
export interface Charge {
  /** Protection domain or role, such as `l4`, `linux-server`, `user` or `idle`. */
  place: string;
  /** What the time was spent on. */
  cause: Cause;
  /** How much it was. */
  cycles: number;
}

/**
 * Where the time went: ticks by (place, cause). A place is a protection domain or a role such as `idle`.
 * The clock advances only through {@link Charges.add}'s caller, so the table adds up to the elapsed time.
 */
export class Charges {
  readonly ticks: Float64Array;
  readonly places: readonly string[];

  constructor(places: readonly string[]) {
    this.places = places;
    this.ticks = new Float64Array(places.length * CAUSES.length);
  }

  add(place: number, cause: number, ticks: number): void {
    this.ticks[place * CAUSES.length + cause] += ticks;
  }

  total(): number {
    let sum = 0;
    for (const ticks of this.ticks) sum += ticks;
    return sum;
  }

  /** The cells that are not zero, of the whole run or of another table of the same shape. */
  cells(ticksOf: Float64Array = this.ticks): Charge[] {
    const cells: Charge[] = [];
    this.places.forEach((place, placeIndex) => {
      CAUSES.forEach((cause, causeIndex) => {
        const at = placeIndex * CAUSES.length + causeIndex;
        const ticks = ticksOf[at];
        if (ticks !== 0) cells.push({ place, cause, cycles: cyclesOf(ticks) });
      });
    });
    return cells;
  }
}
