import { CAUSE, Charges, type Charge } from '../core/charges.ts';
import { cyclesOf, ticksOf } from '../core/clock.ts';
import { EventQueue } from '../core/event-queue.ts';
import { Fingerprint } from '../core/fingerprint.ts';
import { RandomStreams, type RandomStream } from '../core/random.ts';
import { Disk } from '../hardware/disk.ts';
import { Frames } from '../hardware/frames.ts';
import {
  LINES_PER_PAGE,
  LINES_PER_PAGE_SHIFT,
  LINE_SHIFT,
  PAGE_BYTES,
  PAGE_SHIFT,
  WORD_BYTES,
  WORDS_PER_LINE,
} from '../hardware/layout.ts';
import type { Machine } from '../hardware/machine.ts';
import { Processor } from '../hardware/processor.ts';
import { AddressSpaces, BACKING, SERVER_SPACE, type ImageLayout } from './address-spaces.ts';
import { FastForward } from './fast-forward.ts';
import { addressOf, MemoryMap, offsetOf, PAGE, REGION, regionOf, USER_BASES } from './memory-map.ts';
import { MEMBERS, ObjectStore } from './objects.ts';
import { place, type Placement } from './placement.ts';
import {
  BODY_ARGUMENTS,
  BODY_SLOTS,
  EXPR,
  HARDWARE,
  MODE,
  OP,
  PROCESS_FIELD,
  type Program,
} from './program.ts';
import { IDLE_THREAD, STACK_SLOTS, THREAD, Threads } from './threads.ts';

export interface SimulationOptions {
  seed: string;
  /** Skip repetitions of loops that have reached a repeating state; the result is the same. */
  fastForward?: boolean;
}

/** What one run of a program gave. */
export interface Outcome {
  elapsedCycles: number;
  charges: Charge[];
  measures: Record<string, Measurement>;
  /** Cycles spent in each named part. */
  parts: Record<string, number>;
  fingerprint: string;
  /** Loop iterations that were skipped because they repeat. */
  skippedIterations: number;
}

export interface Measurement {
  cycles: number;
  operations: number;
  /** Least time of one operation over the executions of the measured block. */
  minimumCycles: number;
}

/** A fault of a structure or workload that shows only when it runs: a deadlock, an endless page fault. */
export class ModelError extends Error {
  override name = 'ModelError';
}

// A frame: a header, then the slots of the path.
const HEADER = 5;
const RETURN = 5;
const CALLER = 4;
const PLACE = 3;
const TOP = 2;
const KIND = 1;
const FRAME_KIND = { call: 0, interrupt: 1, kernel: 2 } as const;

const EVENT = { timer: 0, disk: 1 } as const;
const FINISHED = -1;
const QUEUES = 16;
/** A page that faults this often at one step will do so for ever. */
const MAX_FAULTS = 64;
const NS_PER_S = 1e9;

const {
  instructions: INSTRUCTIONS,
  idle: IDLE,
  'disk-wait': DISK_WAIT,
  copy: COPY,
  'task-switch': TASK_SWITCH,
} = CAUSE;
const { 'l1-data-miss': L1_DATA_MISS } = CAUSE;
const HARDWARE_CAUSE = [
  CAUSE['mode-switch'],
  CAUSE['mode-switch'],
  CAUSE['mode-switch'],
  CAUSE['mode-switch'],
  CAUSE['mode-switch'],
  CAUSE['mode-switch'],
  CAUSE['segment-load'],
  CAUSE['control-register'],
  CAUSE['control-register'],
  CAUSE['control-register'],
  CAUSE['control-register'],
  CAUSE['port-io'],
  CAUSE['port-io'],
];

/**
 * Interprets a compiled program on a machine: threads run paths step by step against the state of TLBs and caches,
 * and timers and the disk interrupt them.
 *
 * When to use: for one workload on one system; {@link run} may be called once.
 */
export class Simulation {
  readonly processor: Processor;
  readonly charges: Charges;
  readonly events = new EventQueue();
  readonly random: RandomStreams;
  readonly threads: Threads;
  readonly spaces: AddressSpaces;
  readonly map: MemoryMap;
  readonly objects: ObjectStore;
  readonly program: Program;
  /** Ticks by part, ticks and operations by measure: everything that a repeated iteration adds to. */
  readonly partTicks: Float64Array;
  readonly measureTicks: Float64Array;
  readonly measureOperations: Float64Array;
  /** Thread switches, page faults, interrupts. */
  readonly counters = new Float64Array(3);

  private readonly placement: Placement;
  private readonly disk: Disk;
  private readonly images: ImageLayout[];
  private readonly fastForward: FastForward | undefined;
  private readonly streams: RandomStream[];
  private readonly timerPeriods: number[];
  private readonly measureStart: Float64Array;
  private readonly measureMinimum: Float64Array;
  private readonly hardwareTicks: number[];
  private readonly functionTable: Int32Array;
  private readonly referenceTable: Int32Array;
  private readonly evaluation = new Float64Array(64);
  private readonly linuxWindow: number;
  private readonly userPlace: number;
  private readonly idlePlace: number;

  // The running thread, in registers.
  private thread = IDLE_THREAD;
  private pc = 0;
  private fp = 0;
  private self = 0;
  private part = -1;
  private partStart = 0;
  private faultCount = 0;
  private faultPc = -1;
  private mainThread = 0;
  private readonly cursor = { position: -1, address: -1 };

  constructor(program: Program, machine: Machine, options: SimulationOptions) {
    this.program = program;
    this.random = new RandomStreams(options.seed);
    this.charges = new Charges(program.places);
    this.processor = new Processor(machine, this.charges);
    const frameCount = machine.memory.size / PAGE_BYTES;
    this.map = new MemoryMap(new Frames(frameCount, this.random.stream('page-frames')));
    this.spaces = new AddressSpaces(this.map, program.pageTables, program.segments.length);
    this.placement = place(program, this.map, frameCount, this.random);
    this.objects = new ObjectStore(program, this.map, this.placement, this.random.stream('object-memory'));
    this.disk = new Disk(machine, this.random.stream('disk-rotation'));
    for (const file of program.files) this.spaces.addFile(file.pages, file.resident);
    this.images = program.images.map((image) => layOut(image.segments, program.segments.length));
    this.streams = program.streams.map((name) => this.random.stream(`choice/${name}`));
    this.timerPeriods = program.timers.map((timer) => ticksOf(machine.processor.clock / timer.rateHz));
    const tickNs = program.timers.length > 0 ? NS_PER_S / program.timers[0].rateHz : program.sliceNs;
    this.threads = new Threads(program.policy, Math.max(1, Math.round(program.sliceNs / tickNs)));
    this.partTicks = new Float64Array(program.parts.length);
    this.measureTicks = new Float64Array(program.measures.length);
    this.measureOperations = new Float64Array(program.measures.length);
    this.measureStart = new Float64Array(program.measures.length);
    this.measureMinimum = new Float64Array(program.measures.length).fill(Infinity);
    this.hardwareTicks = HARDWARE.map((primitive) => this.processor.costs[primitive]);
    this.functionTable = this.resolveFunctions();
    this.referenceTable = this.resolveReferences();
    const linux = program.domains.findIndex((domain) => domain.name === 'linux');
    this.linuxWindow = this.placement.windows[linux];
    this.userPlace = program.domains[program.domains.findIndex((domain) => domain.name === 'user')].place;
    this.idlePlace = program.places.length - 1;
    if (options.fastForward !== false) this.fastForward = new FastForward(this, program.loops);
  }

  /**
   * Runs a program of the workload to its end.
   * @throws ModelError when every thread waits for ever or a page fault is never resolved
   */
  run(name: string, values: readonly number[] = []): Outcome {
    const { program, threads } = this;
    const main = program.programs.find((candidate) => candidate.name === name);
    if (!main) throw new ModelError(`the workload ${program.workload} has no program ${name}`);
    // The idle thread, without a process of its own, comes first.
    threads.create(this.objects.allocate(program.processType));
    threads.programCounter[IDLE_THREAD] = program.paths[program.hooks.idle].entry;
    threads.framePointer[IDLE_THREAD] = HEADER;
    threads.stack[TOP_OF(HEADER)] = HEADER + program.paths[program.hooks.idle].slots;
    threads.state[IDLE_THREAD] = THREAD.running;

    const process = this.createProcess(main.image);
    this.mainThread = this.createThread(process, main.path, values);
    threads.state[this.mainThread] = THREAD.running;
    this.load(this.mainThread);
    const space = this.spaceOf(process);
    this.processor.installSpace(space, this.map.directoryOf(space));
    this.processor.place = this.userPlace;
    this.timerPeriods.forEach((period, timer) => {
      this.events.push(period, EVENT.timer, timer);
    });
    this.interpret();
    this.flushPart();
    return this.outcome();
  }

  /** Runs threads until the main program ends. */
  private interpret(): void {
    const { processor, events } = this;
    const code = this.program.code;
    for (;;) {
      if (processor.now >= events.nextTime && this.threads.inInterrupt[this.thread] === 0) {
        this.takeEvent();
        continue;
      }
      const pc = this.pc;
      switch (code[pc]) {
        case OP.run:
          // Only a function of a single piece, in user code, can fault.
          if (this.runFunction(code[pc + 1])) {
            const end = code[pc + 1] + code[pc + 2];
            for (let piece = code[pc + 1] + 1; piece < end; piece++) this.runFunction(piece);
            this.pc = pc + 3;
          }
          break;
        case OP.call: {
          const count = code[pc + 2];
          const frame = this.threads.stack[this.fp - TOP] + HEADER;
          for (let index = 0; index < count; index++) {
            this.threads.stack[frame + index] = this.evaluate(code[pc + 3 + index]);
          }
          this.pc = pc + 3 + count;
          this.pushFrame(code[pc + 1], frame, FRAME_KIND.call);
          break;
        }
        case OP.leave:
          if (this.leave()) return;
          break;
        case OP.set:
          this.threads.stack[this.fp + code[pc + 1]] = this.evaluate(code[pc + 2]);
          this.pc = pc + 3;
          break;
        case OP.jump:
          this.pc = code[pc + 1];
          break;
        case OP.jumpUnless:
          this.pc = this.evaluate(code[pc + 1]) !== 0 ? pc + 3 : code[pc + 2];
          break;
        case OP.loop: {
          const slot = this.fp + code[pc + 1];
          const left = --this.threads.stack[slot];
          if (left > 0 && code[pc + 3] >= 0 && this.fastForward !== undefined) {
            this.fastForward.iterationDone(code[pc + 3], slot);
          }
          this.pc = this.threads.stack[slot] > 0 ? code[pc + 2] : pc + 4;
          break;
        }
        case OP.hardware:
          processor.charge(HARDWARE_CAUSE[code[pc + 1]], this.hardwareTicks[code[pc + 1]] * code[pc + 2]);
          this.pc = pc + 3;
          break;
        case OP.touch:
          if (this.accessible(code[pc + 1], code[pc + 2])) {
            for (let index = 0; index < code[pc + 2]; index++) this.touchReference(code[pc + 1] + index);
            this.pc = pc + 3;
          }
          break;
        case OP.copy:
          if (
            this.copy(
              this.evaluate(code[pc + 1]),
              this.evaluate(code[pc + 2]),
              this.evaluate(code[pc + 3]),
              code[pc + 4],
            )
          ) {
            this.pc = pc + 5;
          }
          break;
        case OP.fill:
          if (this.fillMemory(this.evaluate(code[pc + 1]), this.evaluate(code[pc + 2]), code[pc + 3]))
            this.pc = pc + 4;
          break;
        case OP.scan:
          if (
            this.scan(
              this.evaluate(code[pc + 1]),
              this.evaluate(code[pc + 2]),
              this.program.constants[code[pc + 3]],
              code[pc + 4],
            )
          ) {
            this.pc = pc + 5;
          }
          break;
        case OP.body:
          this.pc = pc + 1;
          this.enterBody();
          break;
        case OP.setField: {
          const object = this.evaluate(code[pc + 1]);
          this.objects.fields[object * MEMBERS + code[pc + 2]] = this.evaluate(code[pc + 3]);
          this.pc = pc + 4;
          break;
        }
        case OP.wait:
          this.pc = pc + 2;
          this.threads.block(this.thread, this.evaluate(code[pc + 1]));
          this.dispatch();
          break;
        case OP.wake:
          this.threads.wake(this.evaluate(code[pc + 1]), this.thread);
          this.pc = pc + 2;
          break;
        case OP.enter: {
          const count = code[pc + 3];
          const frame = this.threads.stack[this.fp - TOP] + HEADER;
          this.threads.stack[frame] = code[pc + 1];
          for (let index = 0; index < count; index++) {
            this.threads.stack[frame + 1 + index] = this.evaluate(code[pc + 4 + index]);
          }
          this.pc = pc + 4 + count;
          this.threads.kernelDepth[this.thread]++;
          this.pushFrame(code[pc + 2], frame, FRAME_KIND.kernel);
          break;
        }
        case OP.spin:
          if (this.spin(code[pc + 1])) this.pc = pc + 2;
          break;
        case OP.place:
          processor.place = code[pc + 1];
          this.pc = pc + 2;
          break;
        case OP.part:
          this.flushPart();
          this.part = code[pc + 1];
          this.pc = pc + 2;
          break;
        case OP.enterSpace: {
          const space = code[pc + 1] === 0 ? this.spaceOf(this.self) : SERVER_SPACE;
          if (processor.space !== space) processor.loadSpace(space, this.map.directoryOf(space));
          this.pc = pc + 2;
          break;
        }
        case OP.flushTlb:
          processor.loadSpace(processor.space, processor.directoryFrame);
          this.pc = pc + 1;
          break;
        case OP.taskSwitch: {
          const space = this.spaceOf(this.self);
          processor.charge(TASK_SWITCH, processor.costs.taskSwitch);
          if (processor.space !== space) processor.installSpace(space, this.map.directoryOf(space));
          this.pc = pc + 1;
          break;
        }
        case OP.reschedule:
          this.pc = pc + 1;
          if (this.threads.mustReschedule) {
            this.threads.mustReschedule = false;
            if (this.threads.ready.length > 0) {
              if (this.thread !== IDLE_THREAD) this.threads.makeReady(this.thread);
              this.dispatch();
            }
          }
          break;
        case OP.accountTick:
          this.threads.accountTick(this.thread);
          this.pc = pc + 1;
          break;
        case OP.allocate:
          this.threads.stack[this.fp + code[pc + 1]] = this.objects.allocate(code[pc + 2]);
          this.pc = pc + 3;
          break;
        case OP.free:
          this.objects.release(this.evaluate(code[pc + 1]), code[pc + 2]);
          this.pc = pc + 3;
          break;
        case OP.start:
          this.startProcess(this.evaluate(code[pc + 1]), this.evaluate(code[pc + 2]));
          this.pc = pc + 3;
          break;
        case OP.finish: {
          const ended = this.thread;
          this.threads.release(ended);
          this.dispatch();
          break;
        }
        case OP.halt:
          this.halt();
          break;
        case OP.space:
          this.spaceOperation(
            code[pc + 1],
            this.evaluate(code[pc + 2]),
            this.evaluate(code[pc + 3]),
            code[pc + 4],
          );
          this.pc = pc + 5;
          break;
        case OP.page:
          this.pageOperation(code[pc + 1], this.evaluate(code[pc + 2]), this.evaluate(code[pc + 3]) !== 0);
          this.pc = pc + 4;
          break;
        case OP.nextPage:
          this.nextPage(pc);
          break;
        case OP.disk: {
          const wait = this.disk.submit(
            this.evaluate(code[pc + 2]),
            this.evaluate(code[pc + 3]),
            this.evaluate(code[pc + 4]),
          );
          if (wait >= 0) this.events.push(processor.now + wait, EVENT.disk);
          this.pc = pc + 5;
          break;
        }
        case OP.launch:
          this.launch(pc);
          break;
        case OP.measureStart:
          this.measureStart[code[pc + 1]] = processor.now;
          this.pc = pc + 2;
          break;
        case OP.measureEnd: {
          const measure = code[pc + 1];
          const ticks = processor.now - this.measureStart[measure];
          const operations = this.evaluate(code[pc + 2]);
          this.measureTicks[measure] += ticks;
          this.measureOperations[measure] += operations;
          this.measureMinimum[measure] = Math.min(this.measureMinimum[measure], ticks / operations);
          this.pc = pc + 3;
          break;
        }
        case OP.choose: {
          const choices = code[pc + 2];
          const draw = this.streams[code[pc + 1]].uniform();
          let choice = 0;
          while (choice < choices - 1 && draw >= this.program.constants[code[pc + 3 + 2 * choice]]) choice++;
          this.pc = code[pc + 4 + 2 * choice];
          break;
        }
        default:
          throw new Error(`operation ${code[pc]} at ${pc}`);
      }
    }
  }

  // Frames and threads

  /** Enters a path whose first slots have been filled at `frame`. */
  private pushFrame(path: number, frame: number, kind: number): void {
    const { stack } = this.threads;
    const { entry, slots } = this.program.paths[path];
    stack[frame - RETURN] = this.pc;
    stack[frame - CALLER] = this.fp;
    stack[frame - PLACE] = this.processor.place;
    stack[frame - TOP] = frame + slots;
    stack[frame - KIND] = kind;
    if (frame + slots + HEADER + QUEUES > (this.thread + 1) * STACK_SLOTS) {
      throw new ModelError(
        `path ${this.program.paths[path].name}: calls nest too deep (do paths call each other in a circle?)`,
      );
    }
    this.fp = frame;
    this.pc = entry;
  }

  /** Returns from a path; true when the main program has ended. */
  private leave(): boolean {
    const { stack } = this.threads;
    const { fp } = this;
    const returnTo = stack[fp - RETURN];
    if (returnTo === FINISHED) {
      if (this.thread === this.mainThread) return true;
      this.threads.release(this.thread);
      this.dispatch();
      return false;
    }
    const kind = stack[fp - KIND];
    if (kind === FRAME_KIND.interrupt) this.threads.inInterrupt[this.thread] = 0;
    else if (kind === FRAME_KIND.kernel) this.threads.kernelDepth[this.thread]--;
    this.processor.place = stack[fp - PLACE];
    this.fp = stack[fp - CALLER];
    this.pc = returnTo;
    return false;
  }

  /** Runs the path that the boundary path was entered for, with its arguments. */
  private enterBody(): void {
    const { stack } = this.threads;
    const { fp } = this;
    const body = stack[fp];
    const { parameters, hasBody } = this.program.paths[body];
    const frame = stack[fp - TOP] + HEADER;
    const first = hasBody ? frame + BODY_SLOTS : frame;
    for (let index = 0; index < parameters.length && index < BODY_ARGUMENTS; index++)
      stack[first + index] = stack[fp + 1 + index];
    this.pushFrame(body, frame, FRAME_KIND.call);
  }

  /** Enters a hook of the structure between two steps of the running thread. */
  private enterHook(hook: number, kind: number, body: number, values: readonly number[]): void {
    const { stack } = this.threads;
    const frame = stack[this.fp - TOP] + HEADER;
    let slot = frame;
    if (this.program.paths[hook].hasBody) {
      stack[slot] = body;
      for (let index = 0; index < BODY_ARGUMENTS; index++) stack[slot + 1 + index] = values[index] ?? 0;
      slot += BODY_SLOTS;
    }
    values.forEach((value, index) => {
      stack[slot + index] = value;
    });
    this.pushFrame(hook, frame, kind);
  }

  private createThread(process: number, path: number, values: readonly number[]): number {
    const { threads } = this;
    const thread = threads.create(process);
    this.objects.fields[process * MEMBERS + PROCESS_FIELD.thread] = thread;
    const frame = thread * STACK_SLOTS + HEADER;
    values.forEach((value, index) => {
      threads.stack[frame + index] = value;
    });
    threads.programCounter[thread] = this.program.paths[path].entry;
    threads.framePointer[thread] = frame;
    threads.stack[frame - RETURN] = FINISHED;
    threads.stack[TOP_OF(frame)] = frame + this.program.paths[path].slots;
    threads.stack[frame - KIND] = FRAME_KIND.call;
    return thread;
  }

  /** Saves the running thread's registers and runs the next; the structure's switch path comes first. */
  private dispatch(): void {
    const { threads } = this;
    const from = this.thread;
    threads.programCounter[from] = this.pc;
    threads.framePointer[from] = this.fp;
    const to = threads.next();
    threads.state[to] = THREAD.running;
    this.load(to);
    if (from === to) return;
    this.counters[0]++;
    const sameSpace = to === IDLE_THREAD || this.spaceOf(this.self) === this.processor.space;
    this.enterHook(this.program.hooks.switch, FRAME_KIND.call, 0, [
      from === IDLE_THREAD ? 1 : 0,
      to === IDLE_THREAD ? 1 : 0,
      threads.kernelDepth[to] > 0 ? 1 : 0,
      sameSpace ? 1 : 0,
    ]);
  }

  private load(thread: number): void {
    this.thread = thread;
    this.pc = this.threads.programCounter[thread];
    this.fp = this.threads.framePointer[thread];
    this.self = this.threads.process[thread];
  }

  private halt(): void {
    if (this.threads.ready.length > 0) {
      this.dispatch();
      return;
    }
    if (this.events.length === 0) {
      throw new ModelError('every process waits and nothing is pending that could wake one');
    }
    const place = this.processor.place;
    this.processor.place = this.idlePlace;
    const idle = this.events.nextTime - this.processor.now;
    if (idle > 0) this.processor.charge(this.disk.busy ? DISK_WAIT : IDLE, idle);
    this.processor.place = place;
    if (this.disk.busy || this.threads.waiting.length === 0) return;
    this.checkLiveness();
  }

  /** Timers alone wake nobody: with all processes waiting and no disk request, nothing will ever happen. */
  private checkLiveness(): void {
    if (this.threads.waiting.length > 0)
      throw new ModelError('every process waits and nothing is pending that could wake one');
  }

  private takeEvent(): void {
    const { events, program } = this;
    events.pop();
    this.counters[2]++;
    let body: number;
    if (events.kind === EVENT.timer) {
      const timer = events.argument;
      events.push(events.time + this.timerPeriods[timer], EVENT.timer, timer);
      body = program.timers[timer].path;
    } else {
      const { queue, next } = this.disk.complete();
      if (next >= 0) events.push(this.processor.now + next, EVENT.disk);
      this.threads.wake(queue, this.thread);
      body = program.hooks.diskInterrupt;
    }
    this.threads.inInterrupt[this.thread] = 1;
    this.enterHook(program.hooks.interrupt, FRAME_KIND.interrupt, body, []);
  }

  // Processes

  private createProcess(image: number): number {
    const process = this.objects.allocate(this.program.processType);
    this.objects.fields[process * MEMBERS + PROCESS_FIELD.space] = this.spaces.create(this.images[image]);
    return process;
  }

  private startProcess(process: number, path: number): void {
    const hook = this.program.hooks.startProcess;
    const thread = this.createThread(process, hook, [path]);
    this.threads.kernelDepth[thread] = 1;
    // When the start path leaves, the program has run to its end.
    this.threads.makeReady(thread);
  }

  private launch(pc: number): void {
    const { code, programs } = this.program;
    const { path, image } = programs[code[pc + 2]];
    const count = code[pc + 3];
    const values: number[] = [];
    for (let index = 0; index < count; index++) values.push(this.evaluate(code[pc + 4 + index]));
    const process = this.createProcess(image);
    this.objects.fields[process * MEMBERS + PROCESS_FIELD.parent] = this.self;
    this.threads.makeReady(this.createThread(process, path, values));
    this.threads.stack[this.fp + code[pc + 1]] = process;
    this.pc = pc + 4 + count;
  }

  private spaceOf(process: number): number {
    return this.objects.fields[process * MEMBERS + PROCESS_FIELD.space];
  }

  private spaceOperation(operation: number, process: number, image: number, from: number): void {
    const field = process * MEMBERS + PROCESS_FIELD.space;
    switch (operation) {
      case 0:
        this.objects.fields[field] = this.spaces.create(this.images[image]);
        break;
      case 1: {
        const child = this.spaces.create([]);
        this.spaces.fork(this.spaceOf(this.evaluate(from)), child);
        this.objects.fields[field] = child;
        break;
      }
      case 2:
        this.spaces.exec(
          this.objects.fields[field],
          this.images[image].map((segment) => segment && { ...segment, resident: 0 }),
        );
        break;
      default:
        this.spaces.destroy(this.objects.fields[field]);
    }
  }

  private pageOperation(operation: number, address: number, write: boolean): void {
    const slot = this.map.slotOf(address);
    const region = regionOf(address);
    if (operation === 0) return this.spaces.install(address, write);
    if (operation === 1) return this.spaces.mapPage(slot);
    this.processor.invalidatePage(
      this.map.linearPage[region] + slot - this.map.first[region],
      this.map.space[region],
    );
    if (operation === 2) this.spaces.unmapEverywhere(slot);
    else if (operation === 3) this.spaces.writeProtect(slot);
    else this.spaces.dropPage(slot);
  }

  private nextPage(pc: number): void {
    const { code } = this.program;
    const { stack } = this.threads;
    const cursor = this.fp + code[pc + 4];
    const space = this.spaceOf(this.evaluate(code[pc + 2]));
    this.spaces.findPage(
      space,
      code[pc + 3],
      stack[cursor],
      PAGE_FILTERS[code[pc + 1]],
      this.map.state,
      this.cursor,
    );
    if (this.cursor.position < 0) {
      this.pc = code[pc + 6];
      return;
    }
    stack[cursor] = this.cursor.position + 1;
    stack[this.fp + code[pc + 5]] = this.cursor.address;
    this.pc = pc + 7;
  }

  // Memory

  /** Runs a function: instructions spread over its lines of code, and data touched along the way. */
  private runFunction(fn: number): boolean {
    const table = this.functionTable;
    const at = fn * FUNCTION_WORDS;
    const lines = table[at + F.lines];
    const references = table[at + F.references];
    const firstReference = table[at + F.firstReference];
    const segment = table[at + F.segment];
    let region = table[at + F.region];
    const line = table[at + F.line];
    const every = table[at + F.every];
    if (segment >= 0) {
      region = this.spaces.regionOfSegment(this.spaceOf(this.self), segment);
      if (
        !this.reachable(
          addressOf(region, line << LINE_SHIFT),
          ((lines - 1) * every + 1) << LINE_SHIFT,
          every,
          false,
        )
      )
        return false;
    }
    if (table[at + F.demand] === 1 && !this.accessible(firstReference, references)) return false;
    const { processor, map } = this;
    processor.place = table[at + F.place];
    const ticks = table[at + F.instructions] * processor.costs.instruction;
    if (lines === 0) {
      processor.charge(INSTRUCTIONS, ticks);
      for (let index = 0; index < references; index++) this.touchReference(firstReference + index);
      return true;
    }
    const large = (map.flags[region] & REGION.large) !== 0;
    const first = map.first[region];
    const space = map.space[region];
    let page = -1;
    let frameLine = 0;
    let charged = 0;
    let reference = 0;
    for (let index = 0; index < lines; index++) {
      const at = line + index * every;
      if (at >> LINES_PER_PAGE_SHIFT !== page) {
        page = at >> LINES_PER_PAGE_SHIFT;
        const linear = map.linearPage[region] + page;
        if (large) processor.translateLargeCode(linear, space);
        else processor.translateCode(linear, space, map.entryLine[first + page]);
        frameLine = map.frame[first + page] << LINES_PER_PAGE_SHIFT;
      }
      processor.fetch(frameLine + (at & (LINES_PER_PAGE - 1)));
      const due = Math.floor((ticks * (index + 1)) / lines);
      processor.charge(INSTRUCTIONS, due - charged);
      charged = due;
      for (; reference * lines < references * (index + 1); reference++)
        this.touchReference(firstReference + reference);
    }
    return true;
  }

  /** Stores to and reads the lines of one reference. */
  private touchReference(reference: number): void {
    const { processor, map, referenceTable: table } = this;
    const at = reference * REFERENCE_WORDS;
    let region = table[at + R.region];
    let line = table[at + R.line];
    if (region < 0) {
      const base = this.baseAddress(at);
      region = regionOf(base);
      line += offsetOf(base) >> LINE_SHIFT;
    }
    const words = table[at + R.words];
    const large = (map.flags[region] & REGION.large) !== 0;
    const first = map.first[region];
    const every = table[at + R.every];
    const end = line + table[at + R.count] * every;
    let page = -1;
    let frameLine = 0;
    for (; line < end; line += every) {
      if (line >> LINES_PER_PAGE_SHIFT !== page) {
        page = line >> LINES_PER_PAGE_SHIFT;
        const linear = map.linearPage[region] + page;
        if (large) processor.translateLargeData(linear, map.space[region]);
        else processor.translateData(linear, map.space[region], map.entryLine[first + page]);
        frameLine = map.frame[first + page] << LINES_PER_PAGE_SHIFT;
      }
      const physical = frameLine + (line & (LINES_PER_PAGE - 1));
      if (words > 0) processor.store(physical, words);
      processor.load(physical);
    }
  }

  private baseAddress(at: number): number {
    const table = this.referenceTable;
    switch (table[at + R.mode]) {
      case MODE.self:
        return this.objects.memory[this.self * MEMBERS + table[at + R.a]];
      case MODE.object:
        return this.objects.memory[this.threads.stack[this.fp + table[at + R.b]] * MEMBERS + table[at + R.a]];
      case MODE.address:
        return this.threads.stack[this.fp + table[at + R.b]];
      default:
        return this.spaces.addressOfSegment(this.spaceOf(this.self), table[at + R.a]);
    }
  }

  /** Whether all demand pages of some references are mapped; enters the page-fault path for the first that is not. */
  private accessible(first: number, count: number): boolean {
    const table = this.referenceTable;
    for (let reference = first; reference < first + count; reference++) {
      const at = reference * REFERENCE_WORDS;
      if (table[at + R.region] >= 0 || table[at + R.mode] < MODE.address) continue;
      const address = this.baseAddress(at) + (table[at + R.line] << LINE_SHIFT);
      const every = table[at + R.every];
      const bytes = ((table[at + R.count] - 1) * every + 1) << LINE_SHIFT;
      if (!this.reachable(address, bytes, every, table[at + R.words] > 0)) return false;
    }
    return true;
  }

  /** Whether the bytes can be accessed through the hardware page table now; enters the page-fault path if not. */
  private reachable(address: number, bytes: number, every: number, write: boolean): boolean {
    const region = regionOf(address);
    if (region < 0)
      throw new ModelError(`${this.program.structure}: access to a segment that the image does not have`);
    if ((this.map.flags[region] & REGION.demand) === 0) return true;
    const bit = write ? PAGE.mappedWritable : PAGE.mapped;
    const end = offsetOf(address) + bytes;
    if (end > this.map.pages[region] * PAGE_BYTES) throw new ModelError('access beyond the end of a segment');
    // A sparse walk may step over whole pages.
    const step = every << LINE_SHIFT > PAGE_BYTES ? every << LINE_SHIFT : PAGE_BYTES;
    const start = step > PAGE_BYTES ? offsetOf(address) : offsetOf(address) & -PAGE_BYTES;
    for (let offset = start; offset < end; offset += step) {
      if ((this.map.state[this.map.first[region] + (offset >> PAGE_SHIFT)] & bit) !== 0) continue;
      this.fault(addressOf(region, offset & -PAGE_BYTES), write, this.program.hooks.pageFault);
      return false;
    }
    return true;
  }

  /** The same through the operating system's own view of physical memory. */
  private present(address: number, bytes: number, write: boolean): boolean {
    const region = regionOf(address);
    if ((this.map.flags[region] & REGION.demand) === 0) return true;
    const bit = write ? PAGE.writable : PAGE.present;
    const end = offsetOf(address) + bytes;
    if (end > this.map.pages[region] * PAGE_BYTES) throw new ModelError('access beyond the end of a segment');
    for (let offset = offsetOf(address) & -PAGE_BYTES; offset < end; offset += PAGE_BYTES) {
      if ((this.map.state[this.map.first[region] + offset / PAGE_BYTES] & bit) !== 0) continue;
      this.fault(addressOf(region, offset), write, this.program.hooks.resolvePage);
      return false;
    }
    return true;
  }

  private fault(address: number, write: boolean, hook: number): void {
    this.counters[1]++;
    this.faultCount = this.faultPc === this.pc ? this.faultCount + 1 : 1;
    this.faultPc = this.pc;
    if (this.faultCount > MAX_FAULTS * 64) {
      throw new ModelError(
        `structure ${this.program.structure}: path ${this.program.paths[hook].name} does not make the faulting page accessible`,
      );
    }
    this.threads.kernelDepth[this.thread]++;
    const kind = this.spaces.faultKind(address, write);
    this.enterHook(hook, FRAME_KIND.kernel, this.program.hooks.faultHandler, [kind, address, write ? 1 : 0]);
  }

  /** Translates an address for a string instruction; returns the physical line number. */
  private dataLine(address: number, byFrame: boolean): number {
    const { map, processor } = this;
    let region = regionOf(address);
    let slot = map.first[region] + (offsetOf(address) >> 12);
    const line = (offsetOf(address) >> LINE_SHIFT) & (LINES_PER_PAGE - 1);
    if (byFrame) {
      const frame = map.frame[slot];
      region = this.linuxWindow;
      slot = map.first[region] + frame;
    }
    const linear = map.linearPage[region] + slot - map.first[region];
    if ((map.flags[region] & REGION.large) !== 0) processor.translateLargeData(linear, map.space[region]);
    else processor.translateData(linear, map.space[region], map.entryLine[slot]);
    return (map.frame[slot] << LINES_PER_PAGE_SHIFT) + line;
  }

  private copy(bytes: number, from: number, to: number, byFrame: number): boolean {
    if (bytes <= 0) return true;
    const fromFrame = (byFrame & 1) !== 0;
    const toFrame = (byFrame & 2) !== 0;
    const fromReady = fromFrame ? this.present(from, bytes, false) : this.reachable(from, bytes, 1, false);
    if (!fromReady) return false;
    const toReady = toFrame ? this.present(to, bytes, true) : this.reachable(to, bytes, 1, true);
    if (!toReady) return false;
    const { processor } = this;
    processor.charge(COPY, processor.costs.stringStart);
    for (let done = 0; done < bytes; done += 32) {
      const words = bytes - done >= 32 ? WORDS_PER_LINE : Math.ceil((bytes - done) / WORD_BYTES);
      const source = this.dataLine(from + done, fromFrame);
      processor.load(source);
      const target = this.dataLine(to + done, toFrame);
      processor.store(target, words);
      processor.charge(COPY, words * processor.costs.stringWord);
    }
    return true;
  }

  private fillMemory(bytes: number, to: number, byFrame: number): boolean {
    if (bytes <= 0) return true;
    const toFrame = byFrame !== 0;
    if (!(toFrame ? this.present(to, bytes, false) : this.reachable(to, bytes, 1, true))) return false;
    const { processor } = this;
    processor.charge(COPY, processor.costs.stringStart);
    for (let done = 0; done < bytes; done += 32) {
      const words = bytes - done >= 32 ? WORDS_PER_LINE : Math.ceil((bytes - done) / WORD_BYTES);
      processor.store(this.dataLine(to + done, toFrame), words);
      processor.charge(COPY, words * processor.costs.stringWord);
    }
    return true;
  }

  /** Reads every word in order: each line must have arrived as a whole before the next. */
  private scan(bytes: number, from: number, instructionsPerWord: number, byFrame: number): boolean {
    if (bytes <= 0) return true;
    const fromFrame = byFrame !== 0;
    if (!(fromFrame ? this.present(from, bytes, false) : this.reachable(from, bytes, 1, false))) return false;
    const { processor } = this;
    const ticksPerWord = Math.round(instructionsPerWord * processor.costs.instruction);
    for (let done = 0; done < bytes; done += 32) {
      const words = bytes - done >= 32 ? WORDS_PER_LINE : Math.ceil((bytes - done) / WORD_BYTES);
      processor.load(this.dataLine(from + done, fromFrame));
      processor.awaitLine(L1_DATA_MISS);
      processor.charge(INSTRUCTIONS, words * ticksPerWord);
    }
    return true;
  }

  /** User code beyond its first pass: instructions only, interruptible at any of them. */
  private spin(instructions: number): boolean {
    const { processor, threads, thread } = this;
    const each = processor.costs.instruction;
    const left = threads.spin[thread] > 0 ? threads.spin[thread] : instructions;
    const until = this.events.nextTime - processor.now;
    const possible = each > 0 && threads.inInterrupt[thread] === 0 ? Math.ceil(until / each) : Infinity;
    const count = Math.min(left, possible);
    processor.charge(INSTRUCTIONS, count * each);
    threads.spin[thread] = left - count;
    return left === count;
  }

  // Expressions

  private evaluate(at: number): number {
    if (at < 0) return this.program.constants[-1 - at];
    const { expressions, constants } = this.program;
    const stack = this.evaluation;
    let top = -1;
    for (;;) {
      const operation = expressions[at++];
      if (operation === EXPR.end) return stack[0];
      if (operation === EXPR.constant) stack[++top] = constants[expressions[at++]];
      else if (operation === EXPR.local) stack[++top] = this.threads.stack[this.fp + expressions[at++]];
      else if (operation === EXPR.self) stack[++top] = this.self;
      else if (operation === EXPR.field)
        stack[top] = this.objects.fields[stack[top] * MEMBERS + expressions[at++]];
      else if (operation === EXPR.memory)
        stack[top] = this.objects.memory[stack[top] * MEMBERS + expressions[at++]];
      else if (operation === EXPR.queue) stack[top] = stack[top] * QUEUES + expressions[at++];
      else if (operation === EXPR.segment)
        stack[++top] = this.spaces.addressOfSegment(this.spaceOf(this.self), expressions[at++]);
      else if (operation === EXPR.region) stack[++top] = this.placement.regionAddress[expressions[at++]];
      else if (operation === EXPR.frame) stack[top] = this.frameAddress(stack[top]);
      else if (operation === EXPR.areas) stack[top] = this.spaces.areaCount(this.spaceOf(stack[top]));
      else if (operation === EXPR.kernelDepth) stack[++top] = this.threads.kernelDepth[this.thread];
      else if (operation === EXPR.waiters) stack[top] = this.threads.waitersOf(stack[top]);
      else if (operation === EXPR.not) stack[top] = stack[top] === 0 ? 1 : 0;
      else if (operation === EXPR.negate) stack[top] = -stack[top];
      else if (operation === EXPR.mustReschedule)
        stack[++top] = this.threads.mustReschedule && this.threads.ready.length > 0 ? 1 : 0;
      else {
        const right = stack[top--];
        stack[top] = binary(operation, stack[top], right);
      }
    }
  }

  /** The address of a page's frame in the operating system's view of physical memory. */
  private frameAddress(address: number): number {
    const frame = this.map.frame[this.map.slotOf(address)];
    return addressOf(this.linuxWindow, Math.max(0, frame) * PAGE_BYTES + (offsetOf(address) % PAGE_BYTES));
  }

  // Results

  /** Adds the time since the last change of part to the current part. */
  flushPart(): void {
    if (this.part >= 0) this.partTicks[this.part] += this.processor.now - this.partStart;
    this.partStart = this.processor.now;
  }

  /** Registers of the running thread that a repeated state must share. */
  registers(): readonly number[] {
    return [this.thread, this.fp, this.self, this.part, this.processor.place, this.processor.space];
  }

  /** Lets the clock stand later without anything happening: part of a skip over repeated iterations. */
  advance(ticks: number): void {
    this.processor.now += ticks;
    this.processor.busBusyUntil += ticks;
    this.partStart += ticks;
  }

  private outcome(): Outcome {
    const { program } = this;
    const measures: Record<string, Measurement> = {};
    program.measures.forEach((name, index) => {
      if (this.measureOperations[index] === 0) return;
      measures[name] = {
        cycles: cyclesOf(this.measureTicks[index]),
        operations: this.measureOperations[index],
        minimumCycles: cyclesOf(this.measureMinimum[index]),
      };
    });
    const parts: Record<string, number> = {};
    program.parts.forEach((name, index) => {
      if (this.partTicks[index] > 0) parts[name] = cyclesOf(this.partTicks[index]);
    });
    return {
      elapsedCycles: cyclesOf(this.processor.now),
      charges: this.charges.cells(),
      measures,
      parts,
      fingerprint: this.fingerprint(),
      skippedIterations: this.fastForward?.skipped ?? 0,
    };
  }

  /** A hash over times, charges, counts and the final contents of caches and TLBs. */
  private fingerprint(): string {
    const { processor } = this;
    const hash = new Fingerprint();
    hash.add([processor.now, this.random.draws, this.events.length]);
    for (const array of [
      this.charges.ticks,
      this.counters,
      this.partTicks,
      this.measureTicks,
      this.measureOperations,
    ])
      hash.add(array);
    for (const array of this.hardwareState()) hash.add(array);
    return hash.digest();
  }

  /** Contents of caches and TLBs. */
  hardwareState(): readonly (Int32Array | Uint8Array)[] {
    const { l1Instruction, l1Data, l2, instructionTlb, dataTlb, largeInstructionTlb, largeDataTlb } =
      this.processor;
    return [
      l1Instruction.lines,
      l1Data.lines,
      l1Data.dirty,
      instructionTlb.keys,
      dataTlb.keys,
      largeInstructionTlb.keys,
      largeDataTlb.keys,
      l2.lines,
      l2.dirty,
    ];
  }

  private resolveFunctions(): Int32Array {
    const { functions, domains } = this.program;
    const table = new Int32Array(functions.length * FUNCTION_WORDS);
    functions.forEach((fn, index) => {
      const demand = this.program.references
        .slice(fn.firstReference, fn.firstReference + fn.references)
        .some((reference) => reference.mode >= MODE.address);
      table.set(
        [
          fn.lines,
          fn.references,
          fn.firstReference,
          fn.segment,
          this.placement.codeRegion[index],
          fn.segment >= 0 ? fn.segmentLine : this.placement.codeLine[index],
          demand ? 1 : 0,
          domains[fn.domain].place,
          fn.instructions,
          fn.every,
        ],
        index * FUNCTION_WORDS,
      );
    });
    return table;
  }

  private resolveReferences(): Int32Array {
    const { references } = this.program;
    const table = new Int32Array(references.length * REFERENCE_WORDS);
    references.forEach((reference, index) => {
      const { mode, a, b, count, words } = reference;
      table.set(
        [
          this.placement.referenceRegion[index],
          this.placement.referenceLine[index],
          mode,
          a,
          b,
          count,
          words,
          references[index].every,
        ],
        index * REFERENCE_WORDS,
      );
    });
    return table;
  }
}

const FUNCTION_WORDS = 10;
const F = {
  lines: 0,
  references: 1,
  firstReference: 2,
  segment: 3,
  region: 4,
  line: 5,
  demand: 6,
  place: 7,
  instructions: 8,
  every: 9,
} as const;
const REFERENCE_WORDS = 8;
const R = { region: 0, line: 1, mode: 2, a: 3, b: 4, count: 5, words: 6, every: 7 } as const;

const TOP_OF = (frame: number): number => frame - TOP;

/** Filters of each-page over a page's state and its segment's backing. */
const PAGE_FILTERS: readonly ((state: number, backing: number) => boolean)[] = [
  (state) => (state & PAGE.present) !== 0,
  (state) => (state & PAGE.mapped) !== 0,
  (state, backing) => backing !== BACKING.file && (state & PAGE.writable) !== 0,
];

function binary(operation: number, left: number, right: number): number {
  switch (operation) {
    case EXPR.add:
      return left + right;
    case EXPR.subtract:
      return left - right;
    case EXPR.multiply:
      return left * right;
    case EXPR.divide:
      return right === 0 ? 0 : Math.floor(left / right);
    case EXPR.remainder:
      return right === 0 ? 0 : left % right;
    case EXPR.less:
      return left < right ? 1 : 0;
    case EXPR.lessEqual:
      return left <= right ? 1 : 0;
    case EXPR.greater:
      return left > right ? 1 : 0;
    case EXPR.greaterEqual:
      return left >= right ? 1 : 0;
    case EXPR.equal:
      return left === right ? 1 : 0;
    case EXPR.notEqual:
      return left !== right ? 1 : 0;
    case EXPR.and:
      return left !== 0 && right !== 0 ? 1 : 0;
    case EXPR.or:
      return left !== 0 || right !== 0 ? 1 : 0;
    case EXPR.minimum:
      return Math.min(left, right);
    default:
      return Math.max(left, right);
  }
}

/** Gives each segment its linear page: program, libraries and stack areas fill upwards in order. */
function layOut(segments: Program['images'][number]['segments'], segmentCount: number): ImageLayout {
  const next: Record<string, number> = { ...USER_BASES };
  const layout: (ImageLayout[number] | undefined)[] = new Array<undefined>(segmentCount).fill(undefined);
  for (const segment of segments) {
    layout[segment.segment] = {
      pages: segment.pages,
      backing: segment.backing,
      file: segment.file,
      linearPage: next[segment.at],
      resident: segment.resident,
    };
    next[segment.at] += segment.pages;
  }
  return layout;
}
