import type { Policy } from '../program/program.ts';

/** Slots of a thread's stack: frames of paths with their variables. */
export const STACK_SLOTS = 1024;

export const THREAD = { free: 0, ready: 1, running: 2, blocked: 3 } as const;
/** The idle thread; it is never in the ready queue. */
export const IDLE_THREAD = 0;
const NONE = -1;

/**
 * Threads, the ready queue and wait queues.
 *
 * A higher priority always goes first. Among equals, by policy: `round-robin` takes the thread that has been ready longest;
 * `goodness` (Linux 2.0) takes the one with the most clock ticks left in its slice, and deals out new slices when all are used
 * up. `timesharing` is taken as round robin: the benchmarks that run here are over before what they have used tells threads apart.
 */
export class Threads {
  /** By thread. */
  state = new Uint8Array(64);
  programCounter = new Int32Array(64);
  framePointer = new Int32Array(64);
  process = new Int32Array(64);
  /** Instructions that remain of an interrupted stretch of user code. */
  spin = new Float64Array(64);
  /** Depth of system calls and faults that the thread is in. */
  kernelDepth = new Int32Array(64);
  inInterrupt = new Uint8Array(64);
  /** Clock ticks left in the slice. */
  slice = new Int32Array(64);
  stack = new Float64Array(64 * STACK_SLOTS);
  /** Whether the running thread should give way when it can. */
  mustReschedule = false;
  /** Threads that are ready, the longest first; threads that wait, the longest first, and what each waits for. */
  readonly ready: number[] = [];
  readonly waiting: number[] = [];
  waitingFor = new Int32Array(64).fill(NONE);
  /** Queues of disk requests that were done before anybody waited for them. */
  readonly done = new Set<number>();
  /** The highest runs first. */
  priority = new Int32Array(64);
  private count = 0;
  private readonly freeThreads: number[] = [];
  private readonly goodness: boolean;
  private readonly sliceTicks: number;
  private readonly wakeUpMargin: number;

  /**
   * @param sliceTicks length of a slice in clock ticks; see {@link sliceInTicks}
   * @param wakeUpMargin for goodness: clock ticks by which a woken thread must be ahead to preempt
   */
  constructor(policy: Policy, sliceTicks: number, wakeUpMargin = 0) {
    this.goodness = policy === 'goodness';
    this.sliceTicks = sliceTicks;
    this.wakeUpMargin = wakeUpMargin;
  }

  create(process: number): number {
    const thread = this.freeThreads.pop() ?? this.count++;
    if (thread === this.state.length) this.grow();
    this.state[thread] = THREAD.ready;
    this.process[thread] = process;
    this.spin[thread] = 0;
    this.kernelDepth[thread] = 0;
    this.inInterrupt[thread] = 0;
    this.slice[thread] = this.sliceTicks;
    this.waitingFor[thread] = NONE;
    this.priority[thread] = 0;
    return thread;
  }

  release(thread: number): void {
    this.state[thread] = THREAD.free;
    this.freeThreads.push(thread);
  }

  makeReady(thread: number): void {
    this.state[thread] = THREAD.ready;
    this.ready.push(thread);
  }

  /** Makes a thread wait on a queue; false when what it waits for has been done already. */
  block(thread: number, queue: number): boolean {
    if (this.done.delete(queue)) return false;
    this.state[thread] = THREAD.blocked;
    this.waitingFor[thread] = queue;
    this.waiting.push(thread);
    return true;
  }

  /** The end of a disk request: wakes who waits for it, or is remembered for who will. */
  complete(queue: number, current: number): void {
    if (this.waitersOf(queue) === 0) this.done.add(queue);
    else this.wake(queue, current);
  }

  /** Makes every thread ready that waits on the queue, in the order in which they came. */
  wake(queue: number, current: number): void {
    for (let at = 0; at < this.waiting.length;) {
      const thread = this.waiting[at];
      if (this.waitingFor[thread] !== queue) {
        at++;
        continue;
      }
      this.waiting.splice(at, 1);
      this.waitingFor[thread] = NONE;
      this.makeReady(thread);
      this.preempt(thread, current);
    }
  }

  /** Takes the thread that waits longest on a queue off it; undefined when nobody waits. */
  takeWaiter(queue: number): number | undefined {
    const at = this.waiting.findIndex((thread) => this.waitingFor[thread] === queue);
    if (at < 0) return undefined;
    const [thread] = this.waiting.splice(at, 1);
    this.waitingFor[thread] = NONE;
    return thread;
  }

  /** Asks for a switch when a thread that has become ready should run before the current one. */
  preempt(thread: number, current: number): void {
    // Linux 2.0, wake_up_process: a process with a much larger remaining slice should run first.
    const muchLonger = this.goodness && this.slice[thread] > this.slice[current] + this.wakeUpMargin;
    if (current === IDLE_THREAD || this.priority[thread] > this.priority[current] || muchLonger)
      this.mustReschedule = true;
  }

  /** How many threads wait on a queue. */
  waitersOf(queue: number): number {
    let count = 0;
    for (const thread of this.waiting) if (this.waitingFor[thread] === queue) count++;
    return count;
  }

  /** Counts a clock tick against the running thread. */
  accountTick(current: number): void {
    if (current === IDLE_THREAD) return;
    if (--this.slice[current] > 0) return;
    this.slice[current] = this.goodness ? 0 : this.sliceTicks;
    this.mustReschedule = true;
  }

  /** Takes the next thread to run out of the ready queue; the idle thread when there is none. */
  next(): number {
    this.mustReschedule = false;
    if (this.ready.length === 0) return IDLE_THREAD;
    let best = 0;
    for (let at = 1; at < this.ready.length; at++)
      if (this.isBefore(this.ready[at], this.ready[best])) best = at;
    if (this.goodness && this.slice[this.ready[best]] === 0) this.dealSlices();
    const [thread] = this.ready.splice(best, 1);
    return thread;
  }

  /** Whether a thread that became ready later should run before another all the same. */
  private isBefore(later: number, earlier: number): boolean {
    if (this.priority[later] !== this.priority[earlier]) return this.priority[later] > this.priority[earlier];
    return this.goodness && this.slice[later] > this.slice[earlier];
  }

  /** The stacks of all threads that were ever made. */
  liveStack(): Float64Array {
    return this.stack.subarray(0, this.count * STACK_SLOTS);
  }

  private dealSlices(): void {
    for (let thread = 1; thread < this.count; thread++) {
      this.slice[thread] = (this.slice[thread] >> 1) + this.sliceTicks;
    }
  }

  private grow(): void {
    const size = this.state.length * 2;
    const copy = <T extends Uint8Array | Int32Array | Float64Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.state = copy(this.state, new Uint8Array(size));
    this.programCounter = copy(this.programCounter, new Int32Array(size));
    this.framePointer = copy(this.framePointer, new Int32Array(size));
    this.process = copy(this.process, new Int32Array(size));
    this.spin = copy(this.spin, new Float64Array(size));
    this.kernelDepth = copy(this.kernelDepth, new Int32Array(size));
    this.inInterrupt = copy(this.inInterrupt, new Uint8Array(size));
    this.slice = copy(this.slice, new Int32Array(size));
    this.priority = copy(this.priority, new Int32Array(size));
    this.waitingFor = copy(this.waitingFor, new Int32Array(size).fill(NONE));
    this.stack = copy(this.stack, new Float64Array(size * STACK_SLOTS));
  }
}

/** Clock ticks of a slice that never ends; half as many again, and twice as many, still fit a word. */
const ENDLESS = 2 ** 30 - 1;

/**
 * A slice in whole clock ticks, at least one; a slice without end stays so.
 * @param slice its length, in the unit of the period
 * @param period of the clock; Infinity when there is none
 */
export function sliceInTicks(slice: number, period: number): number {
  if (slice === Infinity) return ENDLESS;
  return Math.min(ENDLESS, Math.max(1, Math.round(slice / period)));
}
