import type { Policy } from '../kernels/program.ts';

/** Clock ticks by which a woken task must be ahead to preempt (kernel/sched.c of Linux 2.0). */
const WAKE_UP_MARGIN = 3;

/**
 * Tasks that are ready to run.
 *
 * `round-robin` takes the task that has been ready longest; `goodness` (Linux 2.0) the one with the most clock ticks left in its slice,
 * and deals out new slices when all are used up, half of what a waiting task had kept on top; `timesharing` (Mach) the one that has used
 * least lately, so that a task which mostly waits comes first.
 */
export class RunQueue {
  /** Clock ticks left, and used lately, by task. */
  private readonly slice: Int32Array;
  private readonly usage: Float64Array;
  private readonly ready: Int32Array;
  private readonly policy: Policy;
  private readonly sliceTicks: number;
  private first = 0;
  private count = 0;

  constructor(tasks: number, policy: Policy, sliceTicks: number) {
    this.slice = new Int32Array(tasks).fill(sliceTicks);
    this.usage = new Float64Array(tasks);
    this.ready = new Int32Array(tasks);
    this.policy = policy;
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
    if (this.policy === 'goodness') {
      best = this.fullest();
      if (this.slice[this.at(best)] === 0) {
        this.deal();
        best = this.fullest();
      }
    } else if (this.policy === 'timesharing') best = this.leastUsed();
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
    this.usage[task]++;
    if (--this.slice[task] > 0) return false;
    this.slice[task] = this.policy === 'goodness' ? 0 : this.sliceTicks;
    return true;
  }

  /** Lets what all have used count less. */
  age(factor: number): void {
    for (let task = 0; task < this.usage.length; task++) this.usage[task] *= factor;
  }

  /** Whether a task that wakes up takes the processor from the running one. */
  preempts(woken: number, running: number): boolean {
    if (this.policy === 'goodness') return this.slice[woken] > this.slice[running] + WAKE_UP_MARGIN;
    return this.policy === 'timesharing' && this.level(woken) < this.level(running);
  }

  private at(position: number): number {
    return this.ready[(this.first + position) % this.ready.length];
  }

  /** Priorities are whole clock ticks of use. */
  private level(task: number): number {
    return Math.floor(this.usage[task]);
  }

  private fullest(): number {
    let best = 0;
    for (let position = 1; position < this.count; position++)
      if (this.slice[this.at(position)] > this.slice[this.at(best)]) best = position;
    return best;
  }

  private leastUsed(): number {
    let best = 0;
    for (let position = 1; position < this.count; position++)
      if (this.level(this.at(position)) < this.level(this.at(best))) best = position;
    return best;
  }

  private deal(): void {
    for (let task = 0; task < this.slice.length; task++)
      this.slice[task] = (this.slice[task] >> 1) + this.sliceTicks;
  }
}
