import { ModelError } from '../../core/model-error.ts';
import { PAGE_BYTES } from '../../hardware/layout.ts';
import type { Processor } from '../../hardware/processor.ts';
import type { AddressSpaces, ImageLayout } from './address-spaces.ts';
import { FRAME, type CallStack } from './call-stack.ts';
import type { Evaluator } from './evaluator.ts';
import { layOut } from './image-layout.ts';
import { PAGE, regionOf } from './memory-map.ts';
import type { ObjectStore } from './objects.ts';
import { BACKING, MEMBERS, PROCESS_FIELD, type Program } from '../program/program.ts';
import type { Registers } from './registers.ts';
import type { Threads } from './threads.ts';

/** Codes of the operations on spaces and pages, in the order of their names in steps.ts. */
const SPACE = { create: 0, fork: 1, exec: 2 } as const;
const PAGE_OPERATION = {
  install: 0,
  map: 1,
  unmapEverywhere: 2,
  writeProtect: 3,
  drop: 4,
  unmapOthers: 5,
  protect: 6,
  unprotect: 7,
} as const;

/** Filters of each-page over a page's state and its segment's backing, in the order of their names in steps.ts. */
const PAGE_FILTERS: readonly ((state: number, backing: number) => boolean)[] = [
  (state) => (state & PAGE.present) !== 0,
  (state) => (state & PAGE.mapped) !== 0,
  (state, backing) => backing !== BACKING.file && (state & PAGE.writable) !== 0,
  (_state, backing) => backing === BACKING.file,
];

/** Processes: an object with a space, a thread and a parent; and what paths do to their spaces and pages. */
export class Processes {
  /** By thread: values that the path of its next child begins with. */
  private readonly passed: number[][] = [];
  private readonly program: Program;
  private readonly threads: Threads;
  private readonly objects: ObjectStore;
  private readonly spaces: AddressSpaces;
  private readonly stack: CallStack;
  private readonly evaluator: Evaluator;
  private readonly registers: Registers;
  private readonly processor: Processor;
  private readonly images: readonly ImageLayout[];
  private readonly found = { position: -1, address: -1 };

  constructor(
    program: Program,
    threads: Threads,
    objects: ObjectStore,
    spaces: AddressSpaces,
    stack: CallStack,
    evaluator: Evaluator,
    registers: Registers,
    processor: Processor,
  ) {
    this.program = program;
    this.threads = threads;
    this.objects = objects;
    this.spaces = spaces;
    this.stack = stack;
    this.evaluator = evaluator;
    this.registers = registers;
    this.processor = processor;
    this.images = program.images.map((image) => layOut(image.segments, program.segments.length));
  }

  /** A process with the pages of an image. */
  create(image: number): number {
    const process = this.objects.allocate(this.program.processType);
    this.objects.fields[process * MEMBERS + PROCESS_FIELD.space] = this.spaces.create(this.images[image]);
    return process;
  }

  /** A thread for a process, about to run a path. */
  createThread(process: number, path: number, values: readonly number[]): number {
    const thread = this.threads.create(process);
    this.objects.fields[process * MEMBERS + PROCESS_FIELD.thread] = thread;
    this.stack.begin(thread, path, values);
    return thread;
  }

  /** Notes what the running thread's next child finds in its variables. */
  pass(values: number[]): void {
    this.passed[this.registers.thread] = values;
  }

  /** Makes a forked process ready: it leaves the kernel by the structure's start path, then runs `path`. */
  start(process: number, path: number): void {
    const values = this.passed[this.registers.thread] ?? [];
    const thread = this.createThread(process, this.program.hooks.startProcess, [path, ...values]);
    this.threads.kernelDepth[thread] = 1;
    this.threads.priority[thread] = this.threads.priority[this.registers.thread];
    this.threads.makeReady(thread);
  }

  /** Makes a process of the workload ready to run a program; returns the process. */
  launch(program: number, priority: number, values: readonly number[]): number {
    const { path, image } = this.program.programs[program];
    const process = this.create(image);
    this.objects.fields[process * MEMBERS + PROCESS_FIELD.parent] = this.registers.self;
    const thread = this.createThread(process, path, values);
    this.threads.priority[thread] = priority;
    this.threads.makeReady(thread);
    this.threads.preempt(thread, this.registers.thread);
    return process;
  }

  /** From now on, a path handles the running process's writes to pages that it has protected. */
  handleFaults(path: number): void {
    this.objects.fields[this.registers.self * MEMBERS + PROCESS_FIELD.handler] = path + 1;
  }

  /** Runs the handler of the running process for a page, in user mode. @throws ModelError when it has none */
  enterHandler(page: number): void {
    const { program, registers } = this;
    const handler = this.objects.fields[registers.self * MEMBERS + PROCESS_FIELD.handler];
    if (handler === 0)
      throw new ModelError(
        `workload ${program.workload}: a program writes to a page that it may not write, and has no handler`,
      );
    this.stack.enterHook(handler - 1, FRAME.handler, 0, [page]);
  }

  directoryOf(space: number): number {
    return this.spaces.map.directoryOf(space);
  }

  faultKind(address: number, write: boolean): number {
    return this.spaces.faultKind(address, write);
  }

  spaceOperation(operation: number, process: number, image: number, from: number): void {
    const { fields } = this.objects;
    const field = process * MEMBERS + PROCESS_FIELD.space;
    switch (operation) {
      case SPACE.create:
        fields[field] = this.spaces.create(this.images[image]);
        break;
      case SPACE.fork: {
        const child = this.spaces.create([]);
        this.spaces.fork(this.objects.spaceOf(this.evaluator.value(from)), child);
        fields[field] = child;
        fields[process * MEMBERS + PROCESS_FIELD.handler] =
          fields[this.evaluator.value(from) * MEMBERS + PROCESS_FIELD.handler];
        break;
      }
      case SPACE.exec:
        fields[process * MEMBERS + PROCESS_FIELD.handler] = 0;
        this.processor.forgetSpace(fields[field]);
        this.spaces.exec(
          fields[field],
          this.images[image].map((segment) => segment && { ...segment, resident: 0 }),
        );
        break;
      default:
        this.processor.forgetSpace(fields[field]);
        this.spaces.destroy(fields[field]);
    }
  }

  pageOperation(operation: number, address: number, write: boolean): void {
    const { spaces } = this;
    const { map } = spaces;
    const slot = map.slotOf(address);
    const region = regionOf(address);
    if (operation === PAGE_OPERATION.install) return spaces.install(address, write);
    if (operation === PAGE_OPERATION.map) return spaces.mapPage(slot);
    if (operation === PAGE_OPERATION.unprotect) return spaces.unprotect(slot);
    if (operation === PAGE_OPERATION.unmapOthers) return spaces.unmapOthers(slot, this.invalidate);
    if (operation > PAGE_OPERATION.unprotect) return spaces.writeProtectOthers(slot, this.invalidate);
    this.invalidate(slot, region);
    switch (operation) {
      case PAGE_OPERATION.unmapEverywhere:
        return spaces.unmapEverywhere(slot);
      case PAGE_OPERATION.writeProtect:
        return spaces.writeProtect(slot);
      case PAGE_OPERATION.protect:
        return spaces.protect(slot);
      default:
        spaces.dropPage(slot);
    }
  }

  /** Makes a page of one process appear at an address of another. */
  sharePage(from: number, to: number, write: boolean): void {
    const { map } = this.spaces;
    const target = map.slotOf(to);
    this.invalidate(target, regionOf(to));
    this.spaces.sharePage(map.slotOf(from), target, write);
  }

  /** Drops the translation of a page. */
  private readonly invalidate = (slot: number, region: number): void => {
    const { map } = this.spaces;
    this.processor.invalidatePage(map.linearPage[region] + slot - map.first[region], map.space[region]);
  };

  /** Enters the page of a file at an offset into the page cache. */
  cachePage(file: number, offset: number): void {
    this.spaces.cachePage(file, Math.floor(offset / PAGE_BYTES));
  }

  /** The first page of a process, from a position on, that passes a filter; its position is -1 when there is none. */
  nextPage(
    filter: number,
    process: number,
    segment: number,
    from: number,
  ): { position: number; address: number } {
    const { spaces, found } = this;
    spaces.findPage(
      this.objects.spaceOf(process),
      segment,
      from,
      PAGE_FILTERS[filter],
      spaces.map.state,
      found,
    );
    return found;
  }
}
