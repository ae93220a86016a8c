import { ModelError } from '../../core/model-error.ts';
import { ticksOf } from '../../core/clock.ts';
import type { RandomStream, RandomStreams } from '../../core/random.ts';
import type { EventQueue } from '../../core/event-queue.ts';
import type { Disk } from '../../hardware/disk.ts';
import type { Machine } from '../../hardware/machine.ts';
import type { Processor } from '../../hardware/processor.ts';
import { FRAME, type CallStack } from './call-stack.ts';
import { COUNT, type Measures } from './measures.ts';
import type { Program } from '../program/program.ts';
import type { Registers } from './registers.ts';
import type { Threads } from './threads.ts';

/** This many interrupts in a row are no coincidence of events. */
const MAX_IN_ROW = 1000;
const EVENT = { timer: 0, disk: 1 } as const;

/** Timers and the disk: pending events that interrupt the running thread when their time has come. */
export class InterruptSources {
  /** Time of the next interrupt. */
  nextTime = Infinity;
  /** Interrupts in a row between which no time passed. */
  private inRow = 0;
  private readonly program: Program;
  private readonly events: EventQueue;
  private readonly disk: Disk;
  private readonly processor: Processor;
  private readonly threads: Threads;
  private readonly registers: Registers;
  private readonly stack: CallStack;
  private readonly measures: Measures;
  private readonly periods: readonly number[];
  private readonly phase: RandomStream;
  private readonly started = new Set<number>();

  constructor(
    program: Program,
    machine: Machine,
    events: EventQueue,
    disk: Disk,
    processor: Processor,
    threads: Threads,
    registers: Registers,
    stack: CallStack,
    measures: Measures,
    random: RandomStreams,
  ) {
    this.program = program;
    this.events = events;
    this.disk = disk;
    this.processor = processor;
    this.threads = threads;
    this.registers = registers;
    this.stack = stack;
    this.measures = measures;
    this.phase = random.stream('timer-phase');
    this.periods = program.timers.map((timer) => ticksOf(machine.processor.clock / timer.rateHz));
  }

  /** Starts the timers of the structure. */
  startTimers(): void {
    this.periods.slice(0, this.program.runningTimers).forEach((period, timer) => {
      this.events.push(period, EVENT.timer, timer);
    });
    this.nextTime = this.events.nextTime;
  }

  /**
   * Starts a timer of the workload; its first interrupt comes at a time within its period that is drawn.
   * @throws ModelError when it runs already
   */
  startTimer(timer: number): void {
    if (this.started.has(timer))
      throw new ModelError(
        `the timer ${this.program.timers[this.program.runningTimers + timer].name} is started twice`,
      );
    this.started.add(timer);
    const number = this.program.runningTimers + timer;
    this.events.push(this.processor.now + 1 + this.phase.below(this.periods[number]), EVENT.timer, number);
    this.nextTime = this.events.nextTime;
  }

  startDisk(block: number, bytes: number, queueToWake: number, write: boolean): void {
    const wait = this.disk.submit(block, bytes, queueToWake, write);
    if (wait < 0) return;
    this.events.push(this.processor.now + wait, EVENT.disk);
    this.nextTime = this.events.nextTime;
  }

  /** @throws ModelError when interrupts leave the interrupted thread no time */
  private checkProgress(): void {
    this.inRow = this.processor.now === this.stack.interruptEnd ? this.inRow + 1 : 0;
    if (this.inRow > MAX_IN_ROW)
      throw new ModelError(
        `structure ${this.program.structure}: the handlers of its timers take longer than their periods`,
      );
  }

  /** Takes the next event and enters the structure's interrupt path. */
  take(): void {
    const { events, program, threads, registers } = this;
    this.checkProgress();
    events.pop();
    this.measures.counts[COUNT.interrupts]++;
    let body: number;
    if (events.kind === EVENT.timer) {
      const timer = events.argument;
      events.push(events.time + this.periods[timer], EVENT.timer, timer);
      body = program.timers[timer].path;
    } else {
      const { queues, next } = this.disk.complete();
      if (next >= 0) events.push(this.processor.now + next, EVENT.disk);
      for (const queue of queues) threads.complete(queue, registers.thread);
      body = program.hooks.diskInterrupt;
    }
    this.nextTime = events.nextTime;
    threads.inInterrupt[registers.thread] = 1;
    this.stack.enterHook(program.hooks.interrupt, FRAME.interrupt, body, []);
  }
}
