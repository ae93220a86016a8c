import type { Processor } from '../../hardware/processor.ts';
import { ModelError } from '../../core/model-error.ts';
import { BODY_ARGUMENTS, BODY_SLOTS, type Program } from '../program/program.ts';
import type { Registers } from './registers.ts';
import { STACK_SLOTS, type Threads } from './threads.ts';

/** How a frame was entered decides what its end means. */
export const FRAME = { call: 0, interrupt: 1, kernel: 2, handler: 3 } as const;

/**
 * Slots before a frame's own: what is left of the caller's burst of user code, where to go on, the caller's frame and
 * place, the first free slot, the kind.
 */
const HEADER = 6;
const BURST = 6;
const RETURN = 5;
const CALLER = 4;
const PLACE = 3;
const TOP = 2;
const KIND = 1;
/** Return address of the first frame of a thread. */
const FINISHED = -1;
/** Slots that stay free above the deepest frame, for the arguments of a hook. */
const MARGIN = 16;

/** The stacks of the threads: frames of paths, each a header and the path's variables. */
export class CallStack {
  /** When the last interrupt was over. */
  interruptEnd = -1;
  private readonly program: Program;
  private readonly threads: Threads;
  private readonly registers: Registers;
  private readonly processor: Processor;

  constructor(program: Program, threads: Threads, registers: Registers, processor: Processor) {
    this.program = program;
    this.threads = threads;
    this.registers = registers;
    this.processor = processor;
  }

  /** First slot of the frame that a call from the running path would get: arguments go there. */
  get nextFrame(): number {
    return (this.threads.stack[this.registers.fp - TOP] | 0) + HEADER;
  }

  /** Enters a path whose first slots have been filled at `frame`. */
  push(path: number, frame: number, kind: number): void {
    const { stack } = this.threads;
    const { registers } = this;
    const { entry, slots, name } = this.program.paths[path];
    if (frame + slots + HEADER + MARGIN > (registers.thread + 1) * STACK_SLOTS) {
      throw new ModelError(`path ${name}: calls nest too deep (do paths call each other in a circle?)`);
    }
    stack[frame - BURST] = this.threads.spin[registers.thread];
    this.threads.spin[registers.thread] = 0;
    stack[frame - RETURN] = registers.pc;
    stack[frame - CALLER] = registers.fp;
    stack[frame - PLACE] = this.processor.place;
    stack[frame - TOP] = frame + slots;
    stack[frame - KIND] = kind;
    // The kernel has been left for the handler, although its path goes on below.
    if (kind === FRAME.handler) this.threads.kernelDepth[registers.thread]--;
    registers.fp = frame;
    registers.pc = entry;
  }

  /** Leaves the running path; false when it was the thread's first and the thread has come to its end. */
  pop(): boolean {
    const { threads, registers } = this;
    const { stack } = threads;
    const { fp, thread } = registers;
    const returnTo = stack[fp - RETURN];
    if (returnTo === FINISHED) return false;
    threads.spin[thread] = stack[fp - BURST];
    const kind = stack[fp - KIND];
    if (kind === FRAME.interrupt) {
      threads.inInterrupt[thread] = 0;
      this.interruptEnd = this.processor.now;
    } else if (kind === FRAME.kernel) threads.kernelDepth[thread]--;
    else if (kind === FRAME.handler) threads.kernelDepth[thread]++;
    // As words again: registers that hold floating-point numbers would make every index one.
    this.processor.place = stack[fp - PLACE] | 0;
    registers.fp = stack[fp - CALLER] | 0;
    registers.pc = returnTo | 0;
    return true;
  }

  /** Runs the path that the running boundary path was entered for, with its arguments. */
  enterBody(): void {
    const { stack } = this.threads;
    const { fp } = this.registers;
    const body = stack[fp];
    const { parameters, hasBody } = this.program.paths[body];
    const frame = this.nextFrame;
    const first = hasBody ? frame + BODY_SLOTS : frame;
    for (let index = 0; index < parameters.length && index < BODY_ARGUMENTS; index++)
      stack[first + index] = stack[fp + 1 + index];
    this.push(body, frame, FRAME.call);
  }

  /** Enters a hook of the structure between two steps of the running thread. */
  enterHook(hook: number, kind: number, body: number, values: readonly number[]): void {
    const { stack } = this.threads;
    const frame = this.nextFrame;
    let slot = frame;
    if (this.program.paths[hook].hasBody) {
      stack[slot] = body;
      for (let index = 0; index < BODY_ARGUMENTS; index++) stack[slot + 1 + index] = values[index] ?? 0;
      slot += BODY_SLOTS;
    }
    values.forEach((value, index) => {
      stack[slot + index] = value;
    });
    this.push(hook, frame, kind);
  }

  /** Lays the first frame of a new thread, which is to run a path. */
  begin(thread: number, path: number, values: readonly number[]): void {
    const { threads } = this;
    const { entry, slots } = this.program.paths[path];
    const frame = thread * STACK_SLOTS + HEADER;
    values.forEach((value, index) => {
      threads.stack[frame + index] = value;
    });
    threads.programCounter[thread] = entry;
    threads.framePointer[thread] = frame;
    threads.stack[frame - RETURN] = FINISHED;
    threads.stack[frame - TOP] = frame + slots;
    threads.stack[frame - KIND] = FRAME.call;
  }
}
