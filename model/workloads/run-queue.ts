import type { Policy } from '../kernels/program/program.ts';

/**
 * Tasks that are ready to run.
 *
 * `round-robin` takes the task that has been ready longest; `goodness` (Linux 2.0) the one with the most clock ticks left in its slice,
 * and deals out new slices when all are used up, half of what a waiting task had kept on top; `timesharing` (Mach) the one that has used
 * least lately, so that a task which mostly waits comes first.
 */
export class RunQueue {
  /** Tasks that are ready, the longest first. */
  private readonly ready: Int32Array;
  private count = 0;
  /** By task: clock ticks left of its slice, ticks used lately, and those in whole ticks: its priority, least first. */
  private readonly slice: Int32Array;
  private readonly usage: Float64Array;
  private readonly level: Int32Array;
  private readonly policy: Policy;
  private readonly sliceTicks: number;
  private readonly wakeUpMargin: number;

  /** @param wakeUpMargin for goodness: clock ticks by which a woken task must be ahead to preempt */
  constructor(tasks: number, policy: Policy, sliceTicks: number, wakeUpMargin: number) {
    this.ready = new Int32Array(tasks);
    this.slice = new Int32Array(tasks).fill(sliceTicks);
    this.usage = new Float64Array(tasks);
    this.level = new Int32Array(tasks);
    this.policy = policy;
    this.sliceTicks = sliceTicks;
    this.wakeUpMargin = wakeUpMargin;
  }

  get length(): number {
    return this.count;
  }

  /** Makes a task ready; it comes last. */
  add(task: number): void {
    this.ready[this.count++] = task;
  }

  /** Takes the task out that should run next; -1 when none is ready. */
  next(): number {
    const { ready } = this;
    if (this.count === 0) return -1;
    let best = 0;
    if (this.policy === 'goodness') {
      best = this.fullest();
      if (this.slice[ready[best]] === 0) {
        this.deal();
        best = this.fullest();
      }
    } else if (this.policy === 'timesharing') best = this.leastUsed();
    const task = ready[best];
    ready.copyWithin(best, best + 1, this.count--);
    return task;
  }

  /** Counts a clock tick against the running task; true when it has used up its slice. */
  tick(task: number): boolean {
    this.level[task] = ++this.usage[task];
    if (--this.slice[task] > 0) return false;
    this.slice[task] = this.policy === 'goodness' ? 0 : this.sliceTicks;
    return true;
  }

  /** Lets what all have used count less. */
  age(factor: number): void {
    for (let task = 0; task < this.usage.length; task++) this.level[task] = this.usage[task] *= factor;
  }

  /** Whether a task that wakes up takes the processor from the running one. */
  preempts(woken: number, running: number): boolean {
    if (this.policy === 'goodness') return this.slice[woken] > this.slice[running] + this.wakeUpMargin;
    return this.policy === 'timesharing' && this.level[woken] < this.level[running];
  }

  /** The first in the queue with the most of its slice left. */
  private fullest(): number {
    const { ready, slice, count } = this;
    let best = 0;
    let most = slice[ready[0]];
    for (let position = 1; position < count; position++) {
      const left = slice[ready[position]];
      if (left > most) {
        most = left;
        best = position;
      }
    }
    return best;
  }

  private leastUsed(): number {
    const { ready, level, count } = this;
    let best = 0;
    let least = level[ready[0]];
    // Nothing is below 0.
    for (let position = 1; position < count && least > 0; position++) {
      const used = level[ready[position]];
      if (used < least) {
        least = used;
        best = position;
      }
    }
    return best;
  }

  private deal(): void {
    for (let task = 0; task < this.slice.length; task++)
      this.slice[task] = (this.slice[task] >> 1) + this.sliceTicks;
  }
}
