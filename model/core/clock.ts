/** Time is an integer number of ticks; a cycle has 1024 of them, so that fractional costs stay exact. */
export const TICKS_PER_CYCLE = 1024;

/** Cycles to ticks, rounding half up: done once, when a cost is loaded. */
export function ticksOf(cycles: number): number {
  return Math.floor(cycles * TICKS_PER_CYCLE + 0.5);
}

/** Ticks to cycles; exact in a double, for a tick is a power-of-two fraction of a cycle. */
export function cyclesOf(ticks: number): number {
  return ticks / TICKS_PER_CYCLE;
}
