/** Clock ticks by which a woken task must be ahead to preempt (kernel/sched.c of Linux 2.0). */
const WAKE_UP_MARGIN = 3;

/**
 * Tasks that are ready to run.
 *
 * Policies as in the detailed engine: `round-robin` takes the task that has been ready longest; `goodness` (Linux 2.0) the one with the
 * most clock ticks left in its slice, and deals out new slices when all are used up, half of what a waiting task had kept on top.
 */
export class RunQueue {
  /** Clock ticks left, by task. */
  readonly slice: Int32Array;
  private readonly ready: Int32Array;
  private readonly goodness: boolean;
  private readonly sliceTicks: number;
  private first = 0;
  private count = 0;

  constructor(tasks: number, policy: 'goodness' | 'round-robin', sliceTicks: number) {
    this.slice = new Int32Array(tasks).fill(sliceTicks);
    this.ready = new Int32Array(tasks);
    this.goodness = policy === 'goodness';
    this.sliceTicks = sliceTicks;
  }

  get length(): number {
    return this.count;
  }

  /** Makes a task ready; it comes last. */
  add(task: number): void {
    this.ready[(this.first + this.count++) % this.ready.length] = task;
  }

  /** Takes the task out that should run next; -1 when none is ready. */
  next(): number {
    const { ready, first, count } = this;
    if (count === 0) return -1;
    let best = 0;
    if (this.goodness) {
      best = this.fullest();
      if (this.slice[this.at(best)] === 0) {
        this.deal();
        best = this.fullest();
      }
    }
    const task = this.at(best);
    // Those before it keep their order.
    for (let position = best; position > 0; position--)
      ready[(first + position) % ready.length] = this.at(position - 1);
    this.first = (first + 1) % ready.length;
    this.count--;
    return task;
  }

  /** Counts a clock tick against the running task; true when it has used up its slice. */
  tick(task: number): boolean {
    if (--this.slice[task] > 0) return false;
    this.slice[task] = this.goodness ? 0 : this.sliceTicks;
    return true;
  }

  /** Whether a task that wakes up takes the processor from the running one. */
  preempts(woken: number, running: number): boolean {
    return this.goodness && this.slice[woken] > this.slice[running] + WAKE_UP_MARGIN;
  }

  private at(position: number): number {
    return this.ready[(this.first + position) % this.ready.length];
  }

  private fullest(): number {
    let best = 0;
    for (let position = 1; position < this.count; position++)
      if (this.slice[this.at(position)] > this.slice[this.at(best)]) best = position;
    return best;
  }

  private deal(): void {
    for (let task = 0; task < this.slice.length; task++)
      this.slice[task] = (this.slice[task] >> 1) + this.sliceTicks;
  }
}
