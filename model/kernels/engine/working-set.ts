import { CAUSES } from '../../core/charges.ts';
import type { EventQueue } from '../../core/event-queue.ts';
import type { RandomStream } from '../../core/random.ts';
import { LINES_PER_PAGE_SHIFT } from '../../hardware/layout.ts';
import type { Processor } from '../../hardware/processor.ts';
import type { AddressSpaces } from './address-spaces.ts';
import { PAGE, type MemoryMap } from './memory-map.ts';
import type { MemoryAccess } from './memory-access.ts';
import { ModelError } from '../../core/model-error.ts';
import type { ObjectStore } from './objects.ts';
import { lineOf, popularity } from './popularity.ts';
import type { CompiledLocality } from '../compile/program.ts';
import type { Registers } from '../compile/registers.ts';
import type { Threads } from './threads.ts';
import type { WorkLimit } from './work-limit.ts';

/** How a stretch of work ended: over, interrupted by an event that is due, or at a page that is not mapped. */
export const WORK = { done: 0, interrupted: 1, fault: 2 } as const;

const TWO_TO_32 = 2 ** 32;
const LINE_MASK = (1 << LINES_PER_PAGE_SHIFT) - 1;
/** Bits of a draw that decide whether a data line is written; the others choose the line. */
const WRITE_SHIFT = 4;
const WRITE_MASK = 0xfff;

/** The part of a working set that lies in one segment: its region, and its pages from the first on. */
interface Extent {
  region: number;
  pages: number;
  popularity: Int32Array;
}

/**
 * User code with a working set. It visits runs of code lines, and data lines between them; which ones is drawn, the
 * more popular ones oftener.
 *
 * Only a window of instructions after each entry from the kernel is simulated line by line: that is where caches and TLBs
 * that the kernel has polluted are filled again. The instructions after it cost what those of the window's second half did,
 * cause by cause.
 */
export class WorkingSet {
  private readonly processor: Processor;
  private readonly events: EventQueue;
  private readonly map: MemoryMap;
  private readonly spaces: AddressSpaces;
  private readonly objects: ObjectStore;
  private readonly registers: Registers;
  private readonly threads: Threads;
  private readonly memory: MemoryAccess;
  private readonly stream: RandomStream;
  private readonly userPlace: number;
  private readonly limit: WorkLimit;
  private readonly before = new Float64Array(CAUSES.length);
  private readonly code: Extent = { region: 0, pages: 0, popularity: new Int32Array(0) };
  private readonly data: Extent = { region: 0, pages: 0, popularity: new Int32Array(0) };
  /** By thread: state of its generator, so that its visits are the same on every system; 0 before its first. */
  private readonly states: number[] = [];
  private state = 0;
  private left = 0;
  private measured = 0;

  constructor(
    processor: Processor,
    events: EventQueue,
    spaces: AddressSpaces,
    objects: ObjectStore,
    registers: Registers,
    threads: Threads,
    memory: MemoryAccess,
    stream: RandomStream,
    userPlace: number,
    limit: WorkLimit,
  ) {
    this.processor = processor;
    this.events = events;
    this.map = spaces.map;
    this.spaces = spaces;
    this.objects = objects;
    this.registers = registers;
    this.threads = threads;
    this.memory = memory;
    this.stream = stream;
    this.userPlace = userPlace;
    this.limit = limit;
  }

  /**
   * Goes on with a stretch of work of the running thread; what is left of it stays with the thread.
   * @throws ModelError when the working set is larger than its segments
   */
  run(
    locality: CompiledLocality,
    instructions: number,
    codeSegment: number,
    codePages: number,
    dataSegment: number,
    dataPages: number,
  ): number {
    const { threads, registers } = this;
    const { thread } = registers;
    this.processor.place = this.userPlace;
    this.place(this.code, codeSegment, codePages, locality.codeSkew, locality.linesTogether);
    this.place(this.data, dataSegment, dataPages, locality.dataSkew, locality.linesTogether);
    this.state = this.states[thread] ?? 1 + this.stream.below(TWO_TO_32 - 1);
    // Counts as a draw, so that no loop with work in it is taken to repeat.
    this.stream.draws++;
    let left = threads.spin[thread] > 0 ? threads.spin[thread] : instructions;
    const ended = this.detail(locality, left);
    left = this.left;
    if (ended === WORK.done && left > 0) left -= this.extrapolate(left, this.measured);
    this.states[thread] = this.state;
    threads.spin[thread] = left;
    return ended === WORK.done && left > 0 ? WORK.interrupted : ended;
  }

  /** Simulates instructions line by line, up to the window; notes what is left and how many were measured. */
  private detail(locality: CompiledLocality, instructions: number): number {
    let left = instructions;
    const half = Math.ceil(locality.window / 2);
    let done = 0;
    let noted = 0;
    this.noteCharges();
    while (left > 0 && done < locality.window) {
      this.left = left;
      this.limit.add(1);
      if (this.due()) return WORK.interrupted;
      if (noted === 0 && done >= half) {
        noted = done;
        this.noteCharges();
      }
      const step = Math.min(left, locality.visit);
      const { state } = this;
      if (!this.visit(locality, step)) {
        // After the fault the same visit is tried again.
        this.state = state;
        return WORK.fault;
      }
      left -= step;
      done += step;
    }
    this.left = left;
    this.measured = done - noted;
    return WORK.done;
  }

  private due(): boolean {
    return (
      this.processor.now >= this.events.nextTime && this.threads.inInterrupt[this.registers.thread] === 0
    );
  }

  private place(extent: Extent, segment: number, pages: number, skew: number, together: number): void {
    extent.region = this.spaces.regionOfSegment(this.objects.spaceOf(this.registers.self), segment);
    if (extent.region < 0) throw new ModelError('a working set in a segment that the image does not have');
    if (pages < 1 || pages > this.map.pages[extent.region])
      throw new ModelError(
        `a working set of ${pages} pages in a segment of ${this.map.pages[extent.region]}`,
      );
    extent.pages = Math.floor(pages);
    extent.popularity = popularity(extent.pages, skew, together);
  }

  /** One run of code lines with the data lines that it uses; false at a page that is not mapped. */
  private visit(locality: CompiledLocality, instructions: number): boolean {
    const { processor, map, code, data } = this;
    const writtenBelow = locality.writtenShare * (WRITE_MASK + 1);
    const from = lineOf(code.popularity, this.bits());
    const page = from >> LINES_PER_PAGE_SHIFT;
    if (!this.memory.pageReady(code.region, page, PAGE.mapped)) return false;
    for (let index = 0; index < locality.dataLines; index++) {
      const bits = this.bits();
      const line = lineOf(data.popularity, bits);
      const write = ((bits >>> WRITE_SHIFT) & WRITE_MASK) < writtenBelow;
      const dataPage = line >> LINES_PER_PAGE_SHIFT;
      if (!this.memory.pageReady(data.region, dataPage, write ? PAGE.mappedWritable : PAGE.mapped))
        return false;
      const slot = map.first[data.region] + dataPage;
      processor.translateData(
        map.linearPage[data.region] + dataPage,
        map.space[data.region],
        map.entryLine[slot],
      );
      const physical = (map.frame[slot] << LINES_PER_PAGE_SHIFT) + (line & LINE_MASK);
      if (write) processor.store(physical, 1);
      else processor.load(physical);
    }
    const slot = map.first[code.region] + page;
    processor.translateCode(map.linearPage[code.region] + page, map.space[code.region], map.entryLine[slot]);
    const first = from & LINE_MASK;
    const frameLine = map.frame[slot] << LINES_PER_PAGE_SHIFT;
    for (let index = 0; index < locality.codeLines; index++)
      processor.fetch(frameLine + ((first + index) & LINE_MASK));
    processor.execute(instructions);
    return true;
  }

  /** 32 bits of a cheap generator (xorshift32), seeded from the named stream when a thread first works. */
  private bits(): number {
    let { state } = this;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.state = state;
    return state;
  }

  private noteCharges(): void {
    const { place, charges } = this.processor;
    this.before.set(charges.ticks.subarray(place * CAUSES.length, (place + 1) * CAUSES.length));
  }

  /** Charges instructions at the rate of those since the last note, up to the next event; returns how many. */
  private extrapolate(left: number, measured: number): number {
    const { processor, before } = this;
    const base = processor.place * CAUSES.length;
    const each = new Float64Array(CAUSES.length);
    let total = 0;
    for (let cause = 0; cause < CAUSES.length; cause++) {
      each[cause] = Math.round((processor.charges.ticks[base + cause] - before[cause]) / measured);
      total += each[cause];
    }
    const until = this.events.nextTime - processor.now;
    const interruptible = total > 0 && this.threads.inInterrupt[this.registers.thread] === 0;
    const count = interruptible ? Math.max(0, Math.min(left, Math.ceil(until / total))) : left;
    for (let cause = 0; cause < CAUSES.length; cause++) {
      if (each[cause] > 0) processor.charge(cause, count * each[cause]);
    }
    return count;
  }
}
