import { CAUSES } from '../../core/charges.ts';
import type { EventQueue } from '../../core/event-queue.ts';
import type { RandomStream } from '../../core/random.ts';
import { LINES_PER_PAGE, LINES_PER_PAGE_SHIFT } from '../../hardware/layout.ts';
import type { Processor } from '../../hardware/processor.ts';
import type { AddressSpaces } from './address-spaces.ts';
import { PAGE, type MemoryMap } from './memory-map.ts';
import type { MemoryAccess } from './memory-access.ts';
import { ModelError } from '../../core/model-error.ts';
import type { ObjectStore } from './objects.ts';
import { boundOf, lineOf, lowerDraw, NearPages, pageOf, upperDraw } from './near-pages.ts';
import type { CompiledLocality, CompiledWander } from '../program/program.ts';
import type { Registers } from './registers.ts';
import type { Threads } from './threads.ts';
import type { WorkLimit } from './work-limit.ts';

/** How a stretch of work ended: over, interrupted by an event that is due, or at a page that is not mapped. */
export const WORK = { done: 0, interrupted: 1, fault: 2 } as const;

const TWO_TO_32 = 2 ** 32;
/** Where the code of a visit is drawn; its data lines have the numbers from 1 on. */
const CODE = 0;

/** What a process remembers between two stretches of work, so that its visits are the same on every system. */
interface Wanderer {
  /** The contents of the space that it began with. */
  contents: number;
  /** State of its generator. */
  state: number;
  /** What comes next in its visit: {@link CODE}, or the number of a data line. */
  next: number;
  /** By locality, segment and side. */
  near: Map<string, NearPages>;
}

/** The part of a working set that lies in one segment. */
interface Extent {
  region: number;
  written: boolean;
  near: NearPages;
}

/**
 * User code with a working set. It visits runs of code lines, and data lines between them, in the few pages that it is at home in at
 * the time. Now and then one of these is given up for another.
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
  /** By thread. */
  private readonly wanderers: Wanderer[] = [];
  private state = 0;
  private next = CODE;
  private written = 0;
  private filled = 0;
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
    const wanderer = this.wandererOf(thread);
    const code = this.extent(wanderer, locality, 'code', codeSegment, codePages);
    const data = this.extent(wanderer, locality, 'data', dataSegment, dataPages);
    this.state = wanderer.state;
    this.next = wanderer.next;
    this.written = boundOf(locality.writtenShare);
    this.filled = boundOf(locality.fillShare);
    // Counts as a draw, so that no loop with work in it is taken to repeat.
    this.stream.draws++;
    let left = threads.spin[thread] > 0 ? threads.spin[thread] : instructions;
    const ended = this.detail(locality, code, data, left);
    left = this.left;
    if (ended === WORK.done && left > 0) left -= this.extrapolate(left, this.measured);
    wanderer.state = this.state;
    wanderer.next = this.next;
    threads.spin[thread] = left;
    return ended === WORK.done && left > 0 ? WORK.interrupted : ended;
  }

  /** Simulates instructions line by line, up to the window; notes what is left and how many were measured. */
  private detail(locality: CompiledLocality, code: Extent, data: Extent, instructions: number): number {
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
      if (!this.visit(locality, code, data, step)) return WORK.fault;
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

  /** A process that has just been made or has begun another program begins to wander from the start. */
  private wandererOf(thread: number): Wanderer {
    const contents = this.spaces.contents[this.objects.spaceOf(this.registers.self)];
    const known = this.wanderers[thread];
    if (known?.contents === contents) return known;
    const state = 1 + this.stream.below(TWO_TO_32 - 1);
    return (this.wanderers[thread] = { contents, state, next: CODE, near: new Map() });
  }

  private extent(
    wanderer: Wanderer,
    locality: CompiledLocality,
    side: 'code' | 'data',
    segment: number,
    pages: number,
  ): Extent {
    const space = this.objects.spaceOf(this.registers.self);
    const region = this.spaces.regionOfSegment(space, segment);
    if (region < 0) throw new ModelError('a working set in a segment that the image does not have');
    if (pages < 1 || pages > this.map.pages[region])
      throw new ModelError(`a working set of ${pages} pages in a segment of ${this.map.pages[region]}`);
    const key = `${locality.name} ${side} ${segment}`;
    let near = wanderer.near.get(key);
    if (!near) wanderer.near.set(key, (near = new NearPages(locality[side])));
    near.resize(Math.floor(pages));
    return { region, written: !this.spaces.isShared(space, segment), near };
  }

  /**
   * One run of code lines with the data lines that it uses; false at a page that is not mapped. Each page is drawn and visited in
   * one go, so that a fault repeats nothing but its own access.
   */
  private visit(locality: CompiledLocality, code: Extent, data: Extent, instructions: number): boolean {
    if (this.next === CODE) {
      if (!this.runCode(locality.code, code)) return false;
      this.next = CODE + 1;
    }
    for (; this.next <= locality.data.lines; this.next++) if (!this.visitData(locality, data)) return false;
    this.next = CODE;
    this.processor.execute(instructions);
    return true;
  }

  private runCode({ lines, usedLines }: CompiledWander, extent: Extent): boolean {
    const { processor, map, state } = this;
    const { region } = extent;
    const page = this.draw(extent, PAGE.mapped, state);
    if (page < 0) return false;
    const first = upperDraw(this.bits(), usedLines - lines + 1);
    const slot = map.first[region] + page;
    processor.translateCode(map.linearPage[region] + page, map.space[region], map.entryLine[slot]);
    const frameLine = map.frame[slot] << LINES_PER_PAGE_SHIFT;
    for (let line = first; line < first + lines; line++) processor.fetch(frameLine + lineOf(page, line));
    return true;
  }

  private visitData(locality: CompiledLocality, extent: Extent): boolean {
    const { processor, map, state } = this;
    const { region } = extent;
    const bits = this.bits();
    const write = extent.written && lowerDraw(bits, this.written);
    const page = this.draw(extent, write ? PAGE.mappedWritable : PAGE.mapped, state);
    if (page < 0) return false;
    const fill = write && lowerDraw(this.bits(), this.filled);
    const line = lineOf(page, upperDraw(bits, fill ? LINES_PER_PAGE : locality.data.usedLines));
    const slot = map.first[region] + page;
    processor.translateData(map.linearPage[region] + page, map.space[region], map.entryLine[slot]);
    const physical = (map.frame[slot] << LINES_PER_PAGE_SHIFT) + line;
    if (write) processor.store(physical, locality.wordsPerWrittenLine);
    else processor.load(physical);
    return true;
  }

  /** Draws a page near by, or another one in its place; -1, and nothing has been drawn, when it lacks a bit of {@link PAGE}. */
  private draw({ region, near }: Extent, bit: number, state: number): number {
    const bits = this.bits();
    const slot = upperDraw(bits, near.slots.length);
    const page = lowerDraw(bits, near.turnover)
      ? pageOf(this.bits(), near.pages, near.skew)
      : near.slots[slot];
    if (!this.memory.pageReady(region, page, bit)) {
      this.state = state;
      return -1;
    }
    near.slots[slot] = page;
    return page;
  }

  /** 32 bits of a cheap generator (xorshift32), seeded from the named stream when a program first works. */
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
