import type { Charges } from '../../core/charges.ts';
import type { Machine } from '../../hardware/machine.ts';
import { Processor } from '../../hardware/processor.ts';
import { BODY_SLOT, type Program } from '../program/program.ts';
import type { Registers } from './registers.ts';
import { CallStack } from './call-stack.ts';
import type { LoopWatch } from './fast-forward.ts';
import { Measures } from './measures.ts';
import type { Moment, Observer } from './observer.ts';
import type { Threads } from './threads.ts';

/**
 * Parts of a simulation that tell an observer what they do. A simulation without an observer is built of the plain parts, so that
 * looking on costs nothing where nobody does.
 */
export class ObservedProcessor extends Processor {
  private readonly observer: Observer;
  private readonly moment: Moment;

  constructor(machine: Machine, charges: Charges, registers: Registers, observer: Observer) {
    super(machine, charges);
    this.observer = observer;
    this.moment = momentOf(registers, this);
  }

  override charge(cause: number, ticks: number): void {
    super.charge(cause, ticks);
    if (ticks > 0) this.observer.charged(this.moment, this.place, cause, ticks);
  }
}

export class ObservedCallStack extends CallStack {
  private readonly observed: {
    observer: Observer;
    moment: Moment;
    program: Program;
    threads: Threads;
  };

  constructor(
    program: Program,
    threads: Threads,
    registers: Registers,
    processor: Processor,
    observer: Observer,
  ) {
    super(program, threads, registers, processor);
    this.observed = { observer, moment: momentOf(registers, processor), program, threads };
  }

  override push(path: number, frame: number, kind: number): void {
    super.push(path, frame, kind);
    const { observer, moment, program, threads } = this.observed;
    const body = program.paths[path].hasBody ? threads.stack[frame + BODY_SLOT] : -1;
    observer.entered(moment, path, kind, body);
  }

  override pop(): boolean {
    const { observer, moment } = this.observed;
    observer.leaving(moment);
    return super.pop();
  }

  override begin(thread: number, path: number, values: readonly number[]): void {
    super.begin(thread, path, values);
    const { observer, program } = this.observed;
    observer.began(thread, path, path === program.hooks.startProcess ? values[BODY_SLOT] : path);
  }
}

export class ObservedMeasures extends Measures {
  private readonly observer: Observer;
  private readonly moment: Moment;

  constructor(program: Program, processor: Processor, registers: Registers, observer: Observer) {
    super(program, processor);
    this.observer = observer;
    this.moment = momentOf(registers, processor);
  }

  override enterPart(part: number): void {
    super.enterPart(part);
    this.observer.partEntered(this.moment, part);
  }

  override begin(measure: number): void {
    super.begin(measure);
    this.observer.measureBegan(this.moment, measure);
  }

  override end(measure: number, operations: number): void {
    super.end(measure, operations);
    this.observer.measureEnded(this.moment, measure, operations);
  }
}

/** Stands where fast-forward would: tells the observer of iterations, and skips none. */
export class ObservedLoops implements LoopWatch {
  private readonly observer: Observer;
  private readonly moment: Moment;

  constructor(registers: Registers, processor: Processor, observer: Observer) {
    this.observer = observer;
    this.moment = momentOf(registers, processor);
  }

  iterationDone(loop: number): void {
    this.observer.iterationDone(this.moment, loop);
  }
}

function momentOf(registers: Registers, processor: Processor): Moment {
  return {
    get thread() {
      return registers.thread;
    },
    get pc() {
      return registers.pc;
    },
    get fp() {
      return registers.fp;
    },
    get now() {
      return processor.now;
    },
  };
}
