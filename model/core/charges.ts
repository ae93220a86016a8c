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

/** Adds a charge to a table by place and cause. */
export function addCharge(table: Map<string, Charge>, { place, cause, cycles }: Charge): void {
  const key = `${place}/${cause}`;
  const old = table.get(key);
  table.set(key, { place, cause, cycles: cycles + (old?.cycles ?? 0) });
}

/** Outside any part. */
export const NO_PART = -1;

/**
 * Where the time went: ticks by (place, cause), for each part of a program a table of its own. A place is a protection domain or a role
 * such as `idle`. The clock advances only through {@link Charges.add}'s caller, so the tables add up to the elapsed time.
 */
export class Charges {
  /** The table of the part that runs; without parts, that of the whole run. */
  ticks: Float64Array;
  /** The tables of all parts one after the other, that of the time outside any part first. */
  readonly byPart: Float64Array;
  readonly places: readonly string[];
  private readonly tables: readonly Float64Array[];

  constructor(places: readonly string[], parts = 0) {
    this.places = places;
    const cells = places.length * CAUSES.length;
    this.byPart = new Float64Array(cells * (1 + parts));
    this.tables = tablesOf(this.byPart, cells);
    this.ticks = this.tables[0];
  }

  /** From now on, time is charged to another part; returns its table. */
  enter(part: number): Float64Array {
    return (this.ticks = this.tables[part - NO_PART]);
  }

  add(place: number, cause: number, ticks: number): void {
    this.ticks[place * CAUSES.length + cause] += ticks;
  }

  total(): number {
    let sum = 0;
    for (const ticks of this.byPart) sum += ticks;
    return sum;
  }

  /** One table of all parts together, of the whole run or of other tables of the same shape. */
  together(byPart: Float64Array = this.byPart): Float64Array {
    const sum = new Float64Array(this.ticks.length);
    for (const table of tablesOf(byPart, sum.length))
      for (let cell = 0; cell < sum.length; cell++) sum[cell] += table[cell];
    return sum;
  }

  /** The table of a part among other tables of the same shape. */
  tableOf(part: number, byPart: Float64Array): Float64Array {
    return tablesOf(byPart, this.ticks.length)[part - NO_PART];
  }

  /** The cells that are not zero, of the whole run or of another table. */
  cells(ticksOf: Float64Array = this.together()): Charge[] {
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

function tablesOf(byPart: Float64Array, cells: number): Float64Array[] {
  return Array.from({ length: byPart.length / cells }, (_, table) =>
    byPart.subarray(table * cells, (table + 1) * cells),
  );
}
