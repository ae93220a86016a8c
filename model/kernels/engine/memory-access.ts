import { CAUSE } from '../../core/charges.ts';
import {
  LINE_BYTES,
  LINES_PER_PAGE,
  LINES_PER_PAGE_SHIFT,
  LINE_SHIFT,
  PAGE_BYTES,
  PAGE_SHIFT,
  WORD_BYTES,
  WORDS_PER_LINE,
} from '../../hardware/layout.ts';
import type { Processor } from '../../hardware/processor.ts';
import type { AddressSpaces } from './address-spaces.ts';
import { addressOf, offsetOf, PAGE, REGION, regionOf, type MemoryMap } from './memory-map.ts';
import { ModelError } from '../../core/model-error.ts';
import type { ObjectStore } from './objects.ts';
import { MEMBERS, type Program } from '../program/program.ts';
import type { Placement } from './placement.ts';
import { COPY_MODE, MODE } from '../program/codes.ts';
import type { Registers } from './registers.ts';
import type { Threads } from './threads.ts';

const { instructions: INSTRUCTIONS, copy: COPY, 'l1-data-miss': L1_DATA_MISS } = CAUSE;

/** An access that the page tables do not allow: of the hardware's, or of the operating system's own. */
export interface Fault {
  address: number;
  write: boolean;
  /** The operating system found the page missing as it walked its own tables. */
  byFrame: boolean;
}

/**
 * What running code and string instructions do to TLBs, caches and the clock.
 *
 * Every access is checked before any of it happens. When a page is missing, the method returns false, has done
 * nothing, and {@link fault} says what is missing: the step runs again once the fault has been handled.
 */
export class MemoryAccess {
  readonly fault: Fault = { address: 0, write: false, byFrame: false };

  private readonly program: Program;
  private readonly processor: Processor;
  private readonly registers: Registers;
  private readonly threads: Threads;
  private readonly objects: ObjectStore;
  private readonly spaces: AddressSpaces;
  private readonly map: MemoryMap;
  private readonly systemWindow: number;
  private readonly functionTable: Int32Array;
  private readonly referenceTable: Int32Array;

  constructor(
    program: Program,
    processor: Processor,
    registers: Registers,
    threads: Threads,
    objects: ObjectStore,
    spaces: AddressSpaces,
    placement: Placement,
  ) {
    this.program = program;
    this.processor = processor;
    this.registers = registers;
    this.threads = threads;
    this.objects = objects;
    this.spaces = spaces;
    this.map = spaces.map;
    this.systemWindow = placement.systemWindow;
    this.functionTable = functionTableOf(program, placement);
    this.referenceTable = referenceTableOf(program, placement);
  }

  /** Runs a function: instructions spread over its lines of code, and data touched along the way. */
  runFunction(fn: number): boolean {
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
      region = this.spaces.regionOfSegment(this.objects.spaceOf(this.registers.self), segment);
      const bytes = ((lines - 1) * every + 1) << LINE_SHIFT;
      if (!this.reachable(addressOf(region, line << LINE_SHIFT), bytes, every, false)) return false;
    }
    if (table[at + F.demand] === 1 && !this.accessible(firstReference, references)) return false;
    const { processor, map } = this;
    processor.place = table[at + F.place];
    const ticks = table[at + F.instructions] * processor.costs.instruction;
    if (lines === 0) {
      processor.charge(INSTRUCTIONS, ticks);
      this.touch(firstReference, references);
      return true;
    }
    const { l1Instruction } = processor;
    const large = (map.flags[region] & REGION.large) !== 0;
    const first = map.first[region];
    const space = map.space[region];
    const ticksOfLine = Math.floor(ticks / lines);
    const rest = ticks - ticksOfLine * lines;
    let page = -1;
    let frameLine = 0;
    let restDue = 0;
    /** Ticks that have not been charged: nothing looks at the clock before the next miss. */
    let due = 0;
    let reference = 0;
    let referencesDue = 0;
    for (let index = 0, codeLine = line; index < lines; index++, codeLine += every) {
      if (codeLine >> LINES_PER_PAGE_SHIFT !== page) {
        page = codeLine >> LINES_PER_PAGE_SHIFT;
        processor.charge(INSTRUCTIONS, due);
        due = 0;
        const linear = map.linearPage[region] + page;
        if (large) processor.translateLargeCode(linear, space);
        else processor.translateCode(linear, space, map.entryLine[first + page]);
        frameLine = map.frame[first + page] << LINES_PER_PAGE_SHIFT;
      }
      const physical = frameLine + (codeLine & (LINES_PER_PAGE - 1));
      if (!l1Instruction.touch(physical)) {
        processor.charge(INSTRUCTIONS, due);
        due = 0;
        processor.fetchAbsent(physical);
      }
      due += ticksOfLine;
      restDue += rest;
      if (restDue >= lines) {
        restDue -= lines;
        due++;
      }
      referencesDue += references;
      if (reference * lines >= referencesDue) continue;
      processor.charge(INSTRUCTIONS, due);
      due = 0;
      for (; reference * lines < referencesDue; reference++) this.touchReference(firstReference + reference);
    }
    processor.charge(INSTRUCTIONS, due);
    return true;
  }

  /** Stores to and reads the lines of some references. */
  touch(first: number, count: number): void {
    for (let reference = first; reference < first + count; reference++) this.touchReference(reference);
  }

  /** Whether all demand pages of some references are mapped. */
  accessible(first: number, count: number): boolean {
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

  /**
   * Copies bytes by a string instruction, line by line, with some instructions more for each word.
   * @param modes bits of {@link COPY_MODE}; by frame means through the operating system's view of physical memory
   */
  copy(bytes: number, from: number, to: number, instructionsPerWord: number, modes: number): boolean {
    if (bytes <= 0) return true;
    const fromFrame = (modes & COPY_MODE.fromByFrame) !== 0;
    const toFrame = (modes & COPY_MODE.toByFrame) !== 0;
    const fetchTarget = (modes & COPY_MODE.fetchTarget) !== 0;
    if (!this.ready(from, bytes, false, fromFrame) || !this.ready(to, bytes, true, toFrame)) return false;
    const { processor } = this;
    const ticksPerWord = Math.round(instructionsPerWord * processor.costs.instruction);
    processor.charge(COPY, processor.costs.stringStart);
    for (let done = 0; done < bytes; done += LINE_BYTES) {
      const words = wordsOfLine(bytes - done);
      processor.load(this.dataLine(from + done, fromFrame));
      processor.charge(INSTRUCTIONS, words * ticksPerWord);
      const target = this.dataLine(to + done, toFrame);
      if (fetchTarget) processor.load(target);
      processor.store(target, words);
      processor.charge(COPY, words * processor.costs.stringWord);
    }
    return true;
  }

  /** Stores bytes by a string instruction. A frame that is not in any table yet may be filled by its frame. */
  fill(bytes: number, to: number, byFrame: boolean): boolean {
    if (bytes <= 0) return true;
    if (!(byFrame ? this.present(to, bytes, false) : this.reachable(to, bytes, 1, true))) return false;
    const { processor } = this;
    processor.charge(COPY, processor.costs.stringStart);
    for (let done = 0; done < bytes; done += LINE_BYTES) {
      const words = wordsOfLine(bytes - done);
      processor.store(this.dataLine(to + done, byFrame), words);
      processor.charge(COPY, words * processor.costs.stringWord);
    }
    return true;
  }

  /** Reads every word in order: each line must have arrived as a whole before the next. */
  scan(bytes: number, from: number, instructionsPerWord: number, byFrame: boolean): boolean {
    if (bytes <= 0) return true;
    if (!this.ready(from, bytes, false, byFrame)) return false;
    const { processor } = this;
    const ticksPerWord = Math.round(instructionsPerWord * processor.costs.instruction);
    for (let done = 0; done < bytes; done += LINE_BYTES) {
      processor.load(this.dataLine(from + done, byFrame));
      processor.awaitLine(L1_DATA_MISS);
      processor.charge(INSTRUCTIONS, wordsOfLine(bytes - done) * ticksPerWord);
    }
    return true;
  }

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
    const { registers, objects, threads } = this;
    switch (table[at + R.mode]) {
      case MODE.self:
        return objects.memory[registers.self * MEMBERS + table[at + R.a]];
      case MODE.object:
        return objects.memory[threads.stack[registers.fp + table[at + R.b]] * MEMBERS + table[at + R.a]];
      case MODE.address:
        return threads.stack[registers.fp + table[at + R.b]];
      default:
        return this.spaces.addressOfSegment(objects.spaceOf(registers.self), table[at + R.a]);
    }
  }

  private ready(address: number, bytes: number, write: boolean, byFrame: boolean): boolean {
    return byFrame ? this.present(address, bytes, write) : this.reachable(address, bytes, 1, write);
  }

  /** Whether a page of a region has a bit of {@link PAGE}. */
  pageReady(region: number, page: number, bit: number): boolean {
    const { map, fault } = this;
    if ((map.flags[region] & REGION.demand) === 0 || (map.state[map.first[region] + page] & bit) !== 0)
      return true;
    fault.address = addressOf(region, page * PAGE_BYTES);
    fault.write = bit === PAGE.mappedWritable;
    fault.byFrame = false;
    return false;
  }

  /** Whether the bytes can be accessed through the hardware page table now. */
  private reachable(address: number, bytes: number, every: number, write: boolean): boolean {
    const region = regionOf(address);
    if (region < 0)
      throw new ModelError(`${this.program.structure}: access to a segment that the image does not have`);
    if ((this.map.flags[region] & REGION.demand) === 0) return true;
    // A sparse walk may step over whole pages.
    const stride = every << LINE_SHIFT;
    const step = Math.max(stride, PAGE_BYTES);
    const start = stride > PAGE_BYTES ? offsetOf(address) : offsetOf(address) & -PAGE_BYTES;
    const bit = write ? PAGE.mappedWritable : PAGE.mapped;
    return this.allHave(bit, region, start, offsetOf(address) + bytes, step, write, false);
  }

  /** The same through the operating system's own view of physical memory. */
  private present(address: number, bytes: number, write: boolean): boolean {
    const region = regionOf(address);
    if ((this.map.flags[region] & REGION.demand) === 0) return true;
    const start = offsetOf(address) & -PAGE_BYTES;
    const bit = write ? PAGE.writable : PAGE.present;
    return this.allHave(bit, region, start, offsetOf(address) + bytes, PAGE_BYTES, write, true);
  }

  /** Whether the pages at the offsets from `start` to before `end` have a bit; the first without it is the fault. */
  private allHave(
    bit: number,
    region: number,
    start: number,
    end: number,
    step: number,
    write: boolean,
    byFrame: boolean,
  ): boolean {
    const { map, fault } = this;
    if (end > map.pages[region] * PAGE_BYTES) throw new ModelError('access beyond the end of a segment');
    for (let offset = start; offset < end; offset += step) {
      if ((map.state[map.first[region] + (offset >> PAGE_SHIFT)] & bit) !== 0) continue;
      fault.address = addressOf(region, offset & -PAGE_BYTES);
      fault.write = write;
      fault.byFrame = byFrame;
      return false;
    }
    return true;
  }

  /** Translates an address for a string instruction; returns the physical line number. */
  private dataLine(address: number, byFrame: boolean): number {
    const { map } = this;
    let region = regionOf(address);
    const offset = offsetOf(address);
    let slot = map.first[region] + (offset >> PAGE_SHIFT);
    const line = (offset >> LINE_SHIFT) & (LINES_PER_PAGE - 1);
    if (byFrame) {
      const frame = map.frame[slot];
      region = this.systemWindow;
      slot = map.first[region] + frame;
    }
    return this.dataPage(region, slot - map.first[region]) + line;
  }

  /** Translates a page for data; returns the first physical line of its frame. */
  dataPage(region: number, page: number): number {
    const { map, processor } = this;
    const slot = map.first[region] + page;
    const linear = map.linearPage[region] + page;
    if ((map.flags[region] & REGION.large) !== 0) processor.translateLargeData(linear, map.space[region]);
    else processor.translateData(linear, map.space[region], map.entryLine[slot]);
    return map.frame[slot] << LINES_PER_PAGE_SHIFT;
  }
}

function wordsOfLine(bytesLeft: number): number {
  return bytesLeft >= LINE_BYTES ? WORDS_PER_LINE : Math.ceil(bytesLeft / WORD_BYTES);
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

/** Functions with the places of their code, flat. */
function functionTableOf(program: Program, placement: Placement): Int32Array {
  const { functions, domains, references } = program;
  const table = new Int32Array(functions.length * FUNCTION_WORDS);
  for (let index = 0; index < functions.length; index++) {
    const fn = functions[index];
    let demand = 0;
    for (let reference = 0; reference < fn.references; reference++)
      if (references[fn.firstReference + reference].mode >= MODE.address) demand = 1;
    const at = index * FUNCTION_WORDS;
    table[at + F.lines] = fn.lines;
    table[at + F.references] = fn.references;
    table[at + F.firstReference] = fn.firstReference;
    table[at + F.segment] = fn.segment;
    table[at + F.region] = placement.codeRegion[index];
    table[at + F.line] = fn.segment >= 0 ? fn.segmentLine : placement.codeLine[index];
    table[at + F.demand] = demand;
    table[at + F.place] = domains[fn.domain].place;
    table[at + F.instructions] = fn.instructions;
    table[at + F.every] = fn.every;
  }
  return table;
}

const REFERENCE_WORDS = 8;
const R = { region: 0, line: 1, mode: 2, a: 3, b: 4, count: 5, words: 6, every: 7 } as const;

/** References with the places of what they touch, flat. */
function referenceTableOf({ references }: Program, placement: Placement): Int32Array {
  const table = new Int32Array(references.length * REFERENCE_WORDS);
  for (let index = 0; index < references.length; index++) {
    const { mode, a, b, count, words, every } = references[index];
    const at = index * REFERENCE_WORDS;
    table[at + R.region] = placement.referenceRegion[index];
    table[at + R.line] = placement.referenceLine[index];
    table[at + R.mode] = mode;
    table[at + R.a] = a;
    table[at + R.b] = b;
    table[at + R.count] = count;
    table[at + R.words] = words;
    table[at + R.every] = every;
  }
  return table;
}
