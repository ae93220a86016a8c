import { CAUSE } from '../../core/charges.ts';
import type { EventQueue } from '../../core/event-queue.ts';
import type { Disk } from '../../hardware/disk.ts';
import type { Processor } from '../../hardware/processor.ts';
import { FRAME, type CallStack } from './call-stack.ts';
import { COUNT, type Measures } from './measures.ts';
import { ModelError } from '../../core/model-error.ts';
import type { ObjectStore } from './objects.ts';
import type { Program } from '../program/program.ts';
import type { Registers } from './registers.ts';
import { IDLE_THREAD, THREAD, type Threads } from './threads.ts';

const { idle: IDLE, 'disk-wait': DISK_WAIT } = CAUSE;

/** Gives the processor from one thread to the next, through the structure's switch path. */
export class Scheduler {
  private readonly program: Program;
  private readonly threads: Threads;
  private readonly registers: Registers;
  private readonly stack: CallStack;
  private readonly objects: ObjectStore;
  private readonly processor: Processor;
  private readonly events: EventQueue;
  private readonly disk: Disk;
  private readonly measures: Measures;
  private readonly idlePlace: number;

  constructor(
    program: Program,
    threads: Threads,
    registers: Registers,
    stack: CallStack,
    objects: ObjectStore,
    processor: Processor,
    events: EventQueue,
    disk: Disk,
    measures: Measures,
  ) {
    this.program = program;
    this.threads = threads;
    this.registers = registers;
    this.stack = stack;
    this.objects = objects;
    this.processor = processor;
    this.events = events;
    this.disk = disk;
    this.measures = measures;
    this.idlePlace = program.places.indexOf('idle');
  }

  /** Loads a thread's registers. */
  load(thread: number): void {
    const { registers, threads } = this;
    registers.thread = thread;
    registers.pc = threads.programCounter[thread];
    registers.fp = threads.framePointer[thread];
    registers.self = threads.process[thread];
    threads.state[thread] = THREAD.running;
  }

  /** The running thread waits on a queue. */
  wait(queue: number): void {
    if (this.threads.block(this.registers.thread, queue)) this.dispatch();
  }

  /**
   * Gives the processor to the thread that waits longest on a queue, whoever is ready; the path that does so says what it costs. The
   * running thread stays ready, or waits on a queue itself.
   * @throws ModelError when nobody waits there
   */
  handOff(queue: number, waitOn?: number): void {
    const { threads, registers } = this;
    const from = registers.thread;
    const to = threads.takeWaiter(queue);
    if (to === undefined) throw new ModelError('a hand-off to a queue on which nobody waits');
    if (from === IDLE_THREAD) {
      if (waitOn !== undefined) throw new ModelError('the idle thread waits for somebody');
    } else if (waitOn === undefined || !threads.block(from, waitOn)) threads.makeReady(from);
    this.save();
    this.load(to);
    this.measures.counts[COUNT.switches]++;
  }

  /** The running thread has come to its end. */
  finish(): void {
    this.threads.release(this.registers.thread);
    this.dispatch();
  }

  /** Lets another ready thread run when one should. */
  reschedule(): void {
    const { threads, registers } = this;
    if (!threads.mustReschedule) return;
    threads.mustReschedule = false;
    if (threads.ready.length === 0) return;
    if (registers.thread !== IDLE_THREAD) threads.makeReady(registers.thread);
    this.dispatch();
  }

  /**
   * The idle thread lets time pass until the next event, or gives way.
   * @throws ModelError when all wait and nothing is pending that could wake one
   */
  halt(): void {
    const { threads, events, processor, disk } = this;
    if (threads.ready.length > 0) {
      this.dispatch();
      return;
    }
    // Timers alone wake nobody.
    if (events.length === 0 || (threads.waiting.length > 0 && !disk.busy))
      throw new ModelError('every process waits and nothing is pending that could wake one');
    const idle = events.nextTime - processor.now;
    if (idle <= 0) return;
    const { place } = processor;
    processor.place = this.idlePlace;
    processor.charge(disk.busy ? DISK_WAIT : IDLE, idle);
    processor.place = place;
  }

  private save(): void {
    const { threads, registers } = this;
    threads.programCounter[registers.thread] = registers.pc;
    threads.framePointer[registers.thread] = registers.fp;
  }

  /** Saves the running thread's registers and runs the next; the structure's switch path comes first. */
  private dispatch(): void {
    const { threads, registers, objects } = this;
    const from = registers.thread;
    this.save();
    const to = threads.next();
    this.load(to);
    if (from === to) return;
    this.measures.counts[COUNT.switches]++;
    const sameSpace = to === IDLE_THREAD || objects.spaceOf(registers.self) === this.processor.space;
    this.stack.enterHook(this.program.hooks.switch, FRAME.call, 0, [
      from === IDLE_THREAD ? 1 : 0,
      to === IDLE_THREAD ? 1 : 0,
      threads.kernelDepth[to] > 0 ? 1 : 0,
      sameSpace ? 1 : 0,
    ]);
  }
}
