import type { Charges } from '../../core/charges.ts';
import type { EventQueue } from '../../core/event-queue.ts';
import type { RandomStreams } from '../../core/random.ts';
import type { Processor } from '../../hardware/processor.ts';
import { COUNT, type Measures } from './measures.ts';
import type { MemoryMap } from './memory-map.ts';
import type { ObjectStore } from './objects.ts';
import type { Registers } from './registers.ts';
import type { Threads } from './threads.ts';
import type { WorkLimit } from './work-limit.ts';

/** Snapshots are taken less and less often in a loop that does not settle, at least once in this many iterations. */
const MAX_PATIENCE = 64;
/** To note or compare the state takes as long as this many short steps. */
const SNAPSHOT_STEPS = 1000;

/** The state of the machine at the end of an iteration, and what had been added up by then. */
interface Snapshot {
  now: number;
  busBacklog: number;
  left: number;
  scalars: readonly number[];
  state: readonly (Int32Array | Uint8Array | Float64Array)[];
  totals: readonly Float64Array[];
  executions: readonly number[];
}

/** What decides how a simulation goes on. */
export interface State {
  processor: Processor;
  charges: Charges;
  events: EventQueue;
  random: RandomStreams;
  map: MemoryMap;
  objects: ObjectStore;
  threads: Threads;
  registers: Registers;
  measures: Measures;
  limit: WorkLimit;
}

/** Is called at the end of each iteration of a loop but the last. */
export interface LoopWatch {
  /** @param slot the stack slot that counts the iterations left */
  iterationDone(loop: number, slot: number): void;
}

/**
 * Skips the repetitions of a deterministic loop. When two ends of an iteration find every cache, TLB, thread, object
 * and page in the same state, each further iteration adds the same time and charges; it skips as many as fit before the
 * next pending event. Nothing is skipped that draws a random number.
 */
export class FastForward implements LoopWatch {
  /** Iterations skipped so far. */
  skipped = 0;
  private readonly simulation: State;
  private readonly snapshots: (Snapshot | undefined)[];
  private readonly patience: Int32Array;
  private readonly countdown: Int32Array;

  constructor(simulation: State, loops: number) {
    this.simulation = simulation;
    this.snapshots = new Array<undefined>(loops).fill(undefined);
    this.patience = new Int32Array(loops).fill(1);
    this.countdown = new Int32Array(loops);
  }

  /** Called at the end of each iteration with the stack slot that counts the iterations left. */
  iterationDone(loop: number, slot: number): void {
    const { simulation } = this;
    if (simulation.processor.now >= simulation.events.nextTime) {
      this.snapshots[loop] = undefined;
      return;
    }
    const before = this.snapshots[loop];
    if (before === undefined) {
      if (--this.countdown[loop] > 0) return;
      simulation.limit.add(SNAPSHOT_STEPS);
      this.snapshots[loop] = this.take(slot);
      return;
    }
    this.snapshots[loop] = undefined;
    simulation.limit.add(SNAPSHOT_STEPS);
    if (this.repeats(before, slot)) {
      this.patience[loop] = 1;
      this.skip(before, slot);
    } else {
      this.patience[loop] = Math.min(MAX_PATIENCE, this.patience[loop] * 2);
      this.countdown[loop] = this.patience[loop];
    }
  }

  private take(slot: number): Snapshot {
    const { simulation } = this;
    simulation.measures.flushPart();
    const { stack } = simulation.threads;
    const left = stack[slot];
    stack[slot] = 0;
    const state = this.liveState().map((array) => array.slice());
    stack[slot] = left;
    return {
      now: simulation.processor.now,
      busBacklog: this.busBacklog(),
      left,
      scalars: this.scalars(),
      state,
      totals: this.totals().map((array) => array.slice()),
      executions: simulation.measures.executionCounts(),
    };
  }

  private repeats(before: Snapshot, slot: number): boolean {
    if (before.busBacklog !== this.busBacklog() || !sameNumbers(before.scalars, this.scalars())) return false;
    const { stack } = this.simulation.threads;
    const left = stack[slot];
    stack[slot] = 0;
    const same = this.liveState().every((array, index) => sameBytes(array, before.state[index]));
    stack[slot] = left;
    return same;
  }

  private skip(before: Snapshot, slot: number): void {
    const { simulation } = this;
    simulation.measures.flushPart();
    const { stack } = simulation.threads;
    const period = simulation.processor.now - before.now;
    const iterations = before.left - stack[slot];
    const room = simulation.events.nextTime - 1 - simulation.processor.now;
    const byTime = period > 0 ? Math.floor(room / period) : Infinity;
    const times = Math.min(byTime, Math.floor((stack[slot] - 1) / iterations));
    if (times <= 0) return;
    this.totals().forEach((array, index) => {
      const old = before.totals[index];
      for (let at = 0; at < array.length; at++) array[at] += (array[at] - old[at]) * times;
    });
    simulation.processor.now += period * times;
    simulation.processor.busBusyUntil += period * times;
    simulation.measures.skip(period * times, before.executions, times);
    stack[slot] -= iterations * times;
    this.skipped += iterations * times;
  }

  private busBacklog(): number {
    const { processor } = this.simulation;
    return Math.max(0, processor.busBusyUntil - processor.now);
  }

  private scalars(): readonly number[] {
    const { simulation } = this;
    const { registers, processor, measures } = simulation;
    return [
      registers.thread,
      registers.fp,
      registers.self,
      processor.place,
      processor.space,
      measures.part,
      simulation.events.length,
      measures.counts[COUNT.interrupts],
      simulation.random.draws,
      simulation.map.generation,
      simulation.map.frames.generation,
      simulation.objects.generation,
      simulation.threads.mustReschedule ? 1 : 0,
      simulation.threads.done.size,
      simulation.threads.ready.length,
      ...simulation.threads.ready,
      ...simulation.threads.waiting,
    ];
  }

  private liveState(): readonly (Int32Array | Uint8Array | Float64Array)[] {
    const { simulation } = this;
    const { threads } = simulation;
    return [
      threads.programCounter,
      threads.framePointer,
      threads.state,
      threads.spin,
      threads.kernelDepth,
      threads.inInterrupt,
      threads.slice,
      threads.waitingFor,
      simulation.objects.readFields(),
      ...simulation.processor.state(),
      threads.liveStack(),
    ];
  }

  private totals(): readonly Float64Array[] {
    const { charges, measures } = this.simulation;
    return [charges.byPart, ...measures.totals()];
  }
}

/** Whether two arrays of one kind are equal: compared word by word, so that the loop sees one kind of array. */
function sameBytes(left: ArrayBufferView, right: ArrayBufferView): boolean {
  const { byteLength } = left;
  if (right.byteLength !== byteLength) return false;
  const words = byteLength >> 2;
  const leftWords = new Int32Array(left.buffer, left.byteOffset, words);
  const rightWords = new Int32Array(right.buffer, right.byteOffset, words);
  for (let word = 0; word < words; word++) if (leftWords[word] !== rightWords[word]) return false;
  const leftRest = new Uint8Array(left.buffer, left.byteOffset + 4 * words, byteLength - 4 * words);
  const rightRest = new Uint8Array(right.buffer, right.byteOffset + 4 * words, byteLength - 4 * words);
  return sameNumbers(leftRest, rightRest);
}

function sameNumbers(left: ArrayLike<number>, right: ArrayLike<number>): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
  return true;
}
