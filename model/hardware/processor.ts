import { CAUSE, CAUSES, type Charges } from '../core/charges.ts';
import { Cache } from './cache.ts';
import { costsOf, type Costs } from './costs.ts';
import {
  ENTRIES_PER_LINE_SHIFT,
  LINE_BYTES,
  LINES_PER_PAGE_SHIFT,
  PAGES_PER_TABLE_SHIFT,
  WORDS_PER_LINE,
} from './layout.ts';
import type { Machine } from './machine.ts';
import { Tlb } from './tlb.ts';

const { instructions: INSTRUCTIONS, copy: COPY } = CAUSE;
const { 'write-miss': WRITE_MISS, 'l2-miss': L2_MISS } = CAUSE;
const { 'l1-data-miss': L1_DATA_MISS, 'l1-instruction-miss': L1_INSTRUCTION_MISS } = CAUSE;
const { 'itlb-miss': ITLB_MISS, 'dtlb-miss': DTLB_MISS, 'address-space-switch': SPACE_SWITCH } = CAUSE;

/** Columns of the charge table. */
const CAUSE_COUNT = CAUSES.length;

/** Before the first fill: no line follows it. */
const NO_LINE = -2;

/** Page numbers of one space stay below 2^20, so that a tagged key holds the space above them. */
const SPACE_TAG_SHIFT = 20;

/**
 * A single-issue processor: clock, TLBs, first-level caches, a physically indexed second-level cache, and one bus that
 * fills, write-backs and posted writes share. The profile says whether code and data share TLB and first-level cache,
 * whether a write goes through it, whether a write miss allocates, and how many misses in a row overlap.
 *
 * Every advance of the clock goes through {@link charge}, so the charges always add up to the elapsed time.
 */
export class Processor {
  /** Ticks since the start. */
  now = 0;
  /** The place that charges go to: an index into the places of the charge table. */
  place = 0;
  /** The bus is occupied until this tick: a line still streaming in, a write-back, or posted writes. */
  busBusyUntil = 0;

  readonly costs: Costs;
  readonly charges: Charges;
  readonly l1Instruction: Cache;
  readonly l1Data: Cache;
  readonly l2: Cache;
  readonly instructionTlb: Tlb;
  readonly dataTlb: Tlb;
  readonly largeInstructionTlb: Tlb;
  readonly largeDataTlb: Tlb;
  /** Number of the address space in CR3, and the frame of its page directory. */
  space = 0;
  directoryFrame = 0;

  private table: Float64Array;
  private readonly tagged: boolean;
  private readonly writeBuffer: number;
  private readonly writeThrough: boolean;
  private readonly writeAllocate: boolean;
  /** First words of L2 and memory for a fill that follows the line before it. */
  private readonly nextL2FirstWord: number;
  private readonly nextMemoryFirstWord: number;
  private readonly overlaps: boolean;
  /** The line filled last. */
  private readonly lastFill = Int32Array.of(NO_LINE);

  constructor(machine: Machine, charges: Charges) {
    this.costs = costsOf(machine);
    this.charges = charges;
    this.table = charges.ticks;
    const { caches, tlb } = machine;
    this.writeThrough = caches['l1-write-through'] === 1;
    this.writeAllocate = caches['l1-write-allocate'] === 1;
    const cacheOf = (spec: { size: number; ways: number }, writeThrough = false): Cache =>
      new Cache(spec.size / LINE_BYTES / spec.ways, spec.ways, writeThrough);
    this.l1Data = cacheOf(caches['l1-data'], this.writeThrough);
    this.l1Instruction = caches['l1-unified'] === 1 ? this.l1Data : cacheOf(caches['l1-instruction']);
    this.l2 = cacheOf(caches.l2, caches['l2-write-through'] === 1);
    const inFlight = caches['misses-in-flight'];
    this.overlaps = inFlight > 1;
    this.nextL2FirstWord = Math.round(this.costs.l2FirstWord / inFlight);
    this.nextMemoryFirstWord = Math.round(this.costs.memoryFirstWord / inFlight);
    const tlbOf = (entries: number, ways: number): Tlb => new Tlb(entries / ways, ways);
    const unified = tlb.unified === 1;
    const { instruction, data } = tlb;
    this.dataTlb = tlbOf(data.entries, data.ways);
    this.instructionTlb = unified ? this.dataTlb : tlbOf(instruction.entries, instruction.ways);
    this.largeDataTlb = tlbOf(data['large-entries'], data['large-ways']);
    this.largeInstructionTlb = unified
      ? this.largeDataTlb
      : tlbOf(instruction['large-entries'], instruction['large-ways']);
    this.tagged = tlb.tagged === 1;
    this.writeBuffer = machine.memory['write-buffer-words'] * this.costs.writeWord;
  }

  /** Lets time pass for a cause, at the current place. */
  charge(cause: number, ticks: number): void {
    this.now += ticks;
    this.table[Math.imul(this.place, CAUSE_COUNT) + cause] += ticks;
  }

  /** From now on, time is charged to another part of the program. */
  enterPart(part: number): void {
    this.table = this.charges.enter(part);
  }

  /** Runs instructions that touch nothing new. */
  execute(count: number): void {
    this.charge(INSTRUCTIONS, count * this.costs.instruction);
  }

  /** Does what changes caches and TLBs and takes no time: neither clock nor bus nor charges know of it. */
  untimed<Result>(action: () => Result): Result {
    const { now, busBusyUntil } = this;
    const charges = this.table.slice();
    const result = action();
    this.now = now;
    this.busBusyUntil = busBusyUntil;
    this.table.set(charges);
    return result;
  }

  /** Fetches a line of code; a miss fills it, and may push a dirty line out of a cache that holds data too. */
  fetch(line: number): void {
    if (!this.l1Instruction.touch(line)) this.fetchAbsent(line);
  }

  /** Fetches a line of code that has been looked for in L1 and is not there. */
  fetchAbsent(line: number): void {
    this.bringIn(this.l1Instruction, line, L1_INSTRUCTION_MISS);
  }

  /** Reads from a line of data; a miss fills it and may push a dirty line out. */
  load(line: number): void {
    if (!this.l1Data.touch(line)) this.bringIn(this.l1Data, line, L1_DATA_MISS);
  }

  /**
   * Writes words to a line of data. Words that L1 does not keep, on a miss without allocation or in a cache that
   * writes through, pass through the write buffer one by one.
   */
  store(line: number, words: number): void {
    const present = this.l1Data.write(line) || (this.writeAllocate && this.allocate(line));
    if (present && !this.writeThrough) return;
    this.l2.write(line);
    this.post(words * this.costs.writeWord);
  }

  /** Waits until a line that is streaming in has arrived as a whole. */
  awaitLine(cause: number): void {
    if (this.busBusyUntil > this.now) this.charge(cause, this.busBusyUntil - this.now);
  }

  /** Copies lines by a string instruction, one line from each address: fills, posted writes, a tick per word. */
  copyLine(from: number, to: number): void {
    this.load(from);
    this.store(to, WORDS_PER_LINE);
    this.charge(COPY, WORDS_PER_LINE * this.costs.stringWord);
  }

  /** Stores a whole line by a string instruction. */
  fillLine(to: number): void {
    this.store(to, WORDS_PER_LINE);
    this.charge(COPY, WORDS_PER_LINE * this.costs.stringWord);
  }

  /** Translates a code page through the instruction TLB. */
  translateCode(page: number, space: number, entryLine: number): void {
    if (this.instructionTlb.access(this.key(page, space))) return;
    this.walk(page >> PAGES_PER_TABLE_SHIFT, ITLB_MISS);
    this.walkEntry(entryLine, ITLB_MISS);
  }

  /** Translates a data page through the data TLB. */
  translateData(page: number, space: number, entryLine: number): void {
    if (this.dataTlb.access(this.key(page, space))) return;
    this.walk(page >> PAGES_PER_TABLE_SHIFT, DTLB_MISS);
    this.walkEntry(entryLine, DTLB_MISS);
  }

  /** Translates through the large-page entries: one level of page walk. */
  translateLargeCode(page: number, space: number): void {
    const large = page >> PAGES_PER_TABLE_SHIFT;
    if (!this.largeInstructionTlb.access(this.key(large, space))) this.walk(large, ITLB_MISS);
  }

  translateLargeData(page: number, space: number): void {
    const large = page >> PAGES_PER_TABLE_SHIFT;
    if (!this.largeDataTlb.access(this.key(large, space))) this.walk(large, DTLB_MISS);
  }

  /** Loads CR3: an untagged TLB loses every entry, kernel pages included. */
  loadSpace(space: number, directoryFrame: number): void {
    this.charge(SPACE_SWITCH, this.costs.cr3Load);
    this.installSpace(space, directoryFrame);
  }

  /** The effect of a CR3 load without its cost, for instructions that load CR3 on the way. */
  installSpace(space: number, directoryFrame: number): void {
    this.space = space;
    this.directoryFrame = directoryFrame;
    if (!this.tagged) this.flushTlbs();
  }

  flushTlbs(): void {
    this.instructionTlb.flush();
    this.dataTlb.flush();
    this.largeInstructionTlb.flush();
    this.largeDataTlb.flush();
  }

  /** Drops what a tagged TLB still holds of a space that has come to its end. */
  forgetSpace(space: number): void {
    if (!this.tagged) return;
    for (const tlb of [this.instructionTlb, this.dataTlb, this.largeInstructionTlb, this.largeDataTlb])
      tlb.forget(space, SPACE_TAG_SHIFT);
  }

  /** Drops the translation of one page of a space. */
  invalidatePage(page: number, space: number): void {
    const key = this.key(page, space);
    this.instructionTlb.invalidate(key);
    this.dataTlb.invalidate(key);
  }

  /** Contents of caches and TLBs, and the last fill where the next one depends on it. */
  state(): readonly (Int32Array | Uint8Array)[] {
    return [
      ...(this.overlaps ? [this.lastFill] : []),
      this.l1Instruction.lines,
      this.l1Data.lines,
      this.l1Data.dirty,
      this.instructionTlb.keys,
      this.dataTlb.keys,
      this.largeInstructionTlb.keys,
      this.largeDataTlb.keys,
      this.l2.lines,
      this.l2.dirty,
    ];
  }

  private key(page: number, space: number): number {
    return this.tagged ? page + (space << SPACE_TAG_SHIFT) : page;
  }

  /** Reads the page directory entry of the current space. */
  private walk(directoryIndex: number, cause: number): void {
    this.walkEntry(
      (this.directoryFrame << LINES_PER_PAGE_SHIFT) + (directoryIndex >> ENTRIES_PER_LINE_SHIFT),
      cause,
    );
  }

  /** One level of a page walk: the entry comes from L2 or memory, never from L1, and is kept in L2 only. */
  private walkEntry(line: number, cause: number): void {
    if (this.l2.touch(line)) {
      this.charge(cause, this.costs.walkLevel);
      return;
    }
    this.awaitLine(cause);
    this.charge(cause, this.costs.memoryFirstWord);
    this.busBusyUntil = this.now + this.costs.memoryRestOfLine;
    this.installL2(line);
  }

  private bringIn(cache: Cache, line: number, cause: number): void {
    cache.fill(line);
    const victim = cache.evicted;
    this.fill(line, cause);
    if (victim >= 0) this.writeBack(victim);
  }

  /**
   * Fills an L1 line from L2 or memory: waits for the bus and the first word; the rest streams in behind. Where several
   * misses may be in flight, the first word of the line after the last one was asked for before.
   */
  private fill(line: number, cause: number): void {
    this.awaitLine(cause);
    const follows = line === this.lastFill[0] + 1;
    this.lastFill[0] = line;
    const l2FirstWord = follows ? this.nextL2FirstWord : this.costs.l2FirstWord;
    this.charge(cause, l2FirstWord);
    if (this.l2.touch(line)) {
      this.busBusyUntil = this.now + this.costs.l2RestOfLine;
      return;
    }
    const memoryFirstWord = follows ? this.nextMemoryFirstWord : this.costs.memoryFirstWord;
    this.charge(L2_MISS, Math.max(0, memoryFirstWord - l2FirstWord));
    this.busBusyUntil = this.now + this.costs.memoryRestOfLine;
    this.installL2(line);
  }

  /** Brings in the line of a store that missed: the bus fetches it while the store waits in the write buffer. */
  private allocate(line: number): true {
    const cache = this.l1Data;
    cache.fill(line);
    const victim = cache.evicted;
    cache.write(line);
    const { costs } = this;
    if (this.l2.touch(line)) {
      this.post(costs.l2FirstWord + costs.l2RestOfLine);
    } else {
      this.post(costs.memoryFirstWord + costs.memoryRestOfLine);
      this.installL2(line);
    }
    if (victim >= 0) this.writeBack(victim);
    return true;
  }

  private installL2(line: number): void {
    this.l2.fill(line);
    if (this.l2.evicted >= 0)
      this.busBusyUntil = Math.max(this.busBusyUntil, this.now) + this.costs.writeLine;
  }

  /** Writes a dirty L1 line out behind the program's back. */
  private writeBack(line: number): void {
    const ticks = this.l2.write(line)
      ? this.costs.l2FirstWord + this.costs.l2RestOfLine
      : this.costs.writeLine;
    this.busBusyUntil = Math.max(this.busBusyUntil, this.now) + ticks;
  }

  /** Puts writes on the bus; the processor stalls only while the write buffer is full. */
  private post(ticks: number): void {
    this.busBusyUntil = Math.max(this.busBusyUntil, this.now) + ticks;
    const stall = this.busBusyUntil - this.writeBuffer - this.now;
    if (stall > 0) this.charge(WRITE_MISS, stall);
  }
}
