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

/** Page numbers of one space stay below 2^20, so that a tagged key holds the space above them. */
const SPACE_TAG_SHIFT = 20;

/**
 * A single-issue processor of the Pentium kind: clock, TLBs, first-level caches without allocation on a write miss,
 * a physically indexed second-level cache, and one bus that fills, write-backs and posted writes share.
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

  private readonly table: Float64Array;
  private readonly tagged: boolean;
  private readonly writeBuffer: number;

  constructor(machine: Machine, charges: Charges) {
    this.costs = costsOf(machine);
    this.charges = charges;
    this.table = charges.ticks;
    const { caches, tlb } = machine;
    const cacheOf = (spec: { size: number; ways: number }): Cache =>
      new Cache(spec.size / LINE_BYTES / spec.ways, spec.ways);
    this.l1Instruction = cacheOf(caches['l1-instruction']);
    this.l1Data = cacheOf(caches['l1-data']);
    this.l2 = cacheOf(caches.l2);
    const tlbOf = (entries: number, ways: number): Tlb => new Tlb(entries / ways, ways);
    this.instructionTlb = tlbOf(tlb.instruction.entries, tlb.instruction.ways);
    this.dataTlb = tlbOf(tlb.data.entries, tlb.data.ways);
    this.largeInstructionTlb = tlbOf(tlb.instruction['large-entries'], tlb.instruction['large-ways']);
    this.largeDataTlb = tlbOf(tlb.data['large-entries'], tlb.data['large-ways']);
    this.tagged = tlb.tagged === 1;
    this.writeBuffer = machine.memory['write-buffer-words'] * this.costs.writeWord;
  }

  /** Lets time pass for a cause, at the current place. */
  charge(cause: number, ticks: number): void {
    this.now += ticks;
    this.table[this.place * CAUSES.length + cause] += ticks;
  }

  /** Runs instructions that touch nothing new. */
  execute(count: number): void {
    this.charge(INSTRUCTIONS, count * this.costs.instruction);
  }

  /** Fetches a line of code; a miss fills it. */
  fetch(line: number): void {
    if (!this.l1Instruction.touch(line)) {
      this.l1Instruction.fill(line);
      this.fill(line, L1_INSTRUCTION_MISS);
    }
  }

  /** Reads from a line of data; a miss fills it and may push a dirty line out. */
  load(line: number): void {
    const cache = this.l1Data;
    if (cache.touch(line)) return;
    cache.fill(line);
    const victim = cache.evicted;
    this.fill(line, L1_DATA_MISS);
    if (victim >= 0) this.writeBack(victim);
  }

  /** Writes words to a line of data. A miss does not allocate: the words pass through the write buffer one by one. */
  store(line: number, words: number): void {
    if (this.l1Data.write(line)) return;
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

  /** Contents of caches and TLBs. */
  state(): readonly (Int32Array | Uint8Array)[] {
    return [
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

  /** Fills an L1 line from L2 or memory: waits for the bus and the first word; the rest streams in behind. */
  private fill(line: number, cause: number): void {
    this.awaitLine(cause);
    this.charge(cause, this.costs.l2FirstWord);
    if (this.l2.touch(line)) {
      this.busBusyUntil = this.now + this.costs.l2RestOfLine;
      return;
    }
    this.charge(L2_MISS, Math.max(0, this.costs.memoryFirstWord - this.costs.l2FirstWord));
    this.busBusyUntil = this.now + this.costs.memoryRestOfLine;
    this.installL2(line);
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
