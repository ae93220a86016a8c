import type { Frames } from '../../hardware/frames.ts';
import {
  ENTRIES_PER_LINE_SHIFT,
  LINES_PER_PAGE_SHIFT,
  PAGES_PER_TABLE,
  PAGES_PER_TABLE_SHIFT,
} from '../../hardware/layout.ts';

/** Bits of a page. The logical table is the operating system's; the hardware table is what the MMU reads. */
export const PAGE = {
  /** The logical table has the page. */
  present: 1,
  /** The logical table allows writing. */
  writable: 2,
  /** The hardware table has the page. */
  mapped: 4,
  /** The hardware table allows writing. */
  mappedWritable: 8,
  /** The program has asked that it be not written, whether it is in memory or not. */
  protected: 16,
} as const;
/** Whose table has had an entry in a page table since the space began: the operating system's, the MMU's. */
export const TABLE = { logical: 1, hardware: 2 } as const;
const RESIDENT = PAGE.present | PAGE.writable | PAGE.mapped | PAGE.mappedWritable;

export const REGION = {
  /** Mapped by large pages: one level of page walk, large TLB entries. */
  large: 1,
  /** Pages come and go by page faults. */
  demand: 2,
} as const;

/** An address names a byte: region number times 2^28 plus the offset. */
const OFFSET_RANGE = 2 ** 28;

export const addressOf = (region: number, offset = 0): number => region * OFFSET_RANGE + offset;
export const regionOf = (address: number): number => Math.floor(address / OFFSET_RANGE);
export const offsetOf = (address: number): number => address - regionOf(address) * OFFSET_RANGE;

/** Linear page numbers at which the parts of an address space begin (4 KB pages). */
const USER_PROGRAM = 0x08048;
const USER_LIBRARIES = 0x40000;
const USER_STACK = 0xbfff0;
export const USER_BASES = { program: USER_PROGRAM, libraries: USER_LIBRARIES, stack: USER_STACK };

/**
 * Regions of memory: runs of pages at linear addresses of a space, each page with a frame and its state.
 *
 * Everything is flat typed arrays indexed by region or by page slot (`first[region] + page`).
 */
export class MemoryMap {
  /** Changes with every change of a page's state or of the set of regions. */
  generation = 0;
  /** By region. */
  linearPage = new Int32Array(256);
  first = new Int32Array(256);
  pages = new Int32Array(256);
  flags = new Uint8Array(256);
  space = new Int32Array(256);
  /** By page slot. */
  frame = new Int32Array(4096);
  state = new Uint8Array(4096);
  /** Physical line of the page's hardware page-table entry. */
  entryLine = new Int32Array(4096);

  readonly frames: Frames;
  private readonly largePages: boolean;
  private regionCount = 0;
  private slotCount = 0;
  private readonly freeRegions = new Map<number, number[]>();
  private readonly tables = new Map<number, number>();
  /** Bits of {@link TABLE} by the frame of a page table. */
  private readonly entered = new Map<number, number>();

  /** @param largePages whether the processor has any; else windows of large pages are mapped by small ones */
  constructor(frames: Frames, largePages = true) {
    this.frames = frames;
    this.largePages = largePages;
  }

  /**
   * Creates a region of pages at a linear page number. Demand regions start without frames; others get theirs, one by
   * one, at once.
   */
  create(space: number, linearPage: number, pages: number, options: { demand?: boolean } = {}): number {
    this.generation++;
    const region = this.freeRegions.get(pages)?.pop() ?? this.newRegion(pages);
    this.linearPage[region] = linearPage;
    this.space[region] = space;
    this.flags[region] = options.demand ? REGION.demand : 0;
    const first = this.first[region];
    if (options.demand) {
      this.fillEntryLines(first, space, linearPage, pages);
      this.frame.fill(-1, first, first + pages);
      this.state.fill(0, first, first + pages);
      return region;
    }
    this.state.fill(RESIDENT, first, first + pages);
    for (let page = 0; page < pages; page++) {
      this.fillEntryLines(first + page, space, linearPage + page, 1);
      this.frame[first + page] = this.frames.allocateSystem();
    }
    return region;
  }

  /** A region through which a domain sees all of physical memory, frame by frame. */
  createWindow(space: number, linearPage: number, frameCount: number, wantsLarge: boolean): number {
    const large = wantsLarge && this.largePages;
    const region = this.newRegion(frameCount);
    this.linearPage[region] = linearPage;
    this.space[region] = space;
    this.flags[region] = large ? REGION.large : 0;
    const first = this.first[region];
    this.state.fill(RESIDENT, first, first + frameCount);
    for (let frame = 0; frame < frameCount; frame++) this.frame[first + frame] = frame;
    if (!large) this.fillEntryLines(first, space, linearPage, frameCount);
    return region;
  }

  /** Gives a demand region up, which must hold no page any more. */
  destroy(region: number): void {
    this.generation++;
    const pages = this.pages[region];
    const free = this.freeRegions.get(pages);
    if (free) free.push(region);
    else this.freeRegions.set(pages, [region]);
  }

  /** Makes room for page slots: many at once are cheaper than a few at a time. */
  reserve(slots: number): void {
    let length = this.frame.length;
    while (length < slots) length *= 2;
    if (length === this.frame.length) return;
    this.frame = lengthened(this.frame, length);
    this.entryLine = lengthened(this.entryLine, length);
    const state = new Uint8Array(length);
    state.set(this.state);
    this.state = state;
  }

  /** Number of the page slot that an address falls into. */
  slotOf(address: number): number {
    return this.first[regionOf(address)] + (offsetOf(address) >> 12);
  }

  /** The region that a page slot belongs to. */
  regionOfSlot(slot: number): number {
    let region = this.regionCount - 1;
    while (this.first[region] > slot) region--;
    return region;
  }

  /** Frame of the page directory of a space. */
  directoryOf(space: number): number {
    return this.tableFrame(space, -1);
  }

  /** Notes that a page has been entered into a table: from now on its page table exists there. */
  noteEntry(slot: number, table: number): void {
    const frame = this.tableOf(slot);
    this.entered.set(frame, (this.entered.get(frame) ?? 0) | table);
  }

  /** Whether the page table for a page exists. */
  hasTable(slot: number, table: number): boolean {
    return this.exists(this.tableOf(slot), table);
  }

  /** Number of page tables of a space that exist. */
  tableCount(space: number, table: number): number {
    let count = 0;
    for (const [, frame] of this.tablesOf(space)) if (this.exists(frame, table)) count++;
    return count;
  }

  /** Frame of a page table of a space that exists, counted from 0; -1 beyond the last. */
  tableAt(space: number, table: number, index: number): number {
    for (const [, frame] of this.tablesOf(space))
      if (this.exists(frame, table) && index-- === 0) return frame;
    return -1;
  }

  /** Forgets which page tables of a space exist: after exec there are none. */
  forgetEntries(space: number): void {
    for (const [, frame] of this.tablesOf(space)) this.entered.delete(frame);
  }

  /** Forgets the page tables of a space, and frees their frames. */
  dropTables(space: number): void {
    this.forgetEntries(space);
    for (const [key, frame] of this.tablesOf(space)) {
      this.tables.delete(key);
      this.frames.release(frame);
    }
  }

  /** Keys and frames of the directory and all page tables of a space that have a frame. */
  private tablesOf(space: number): [key: number, frame: number][] {
    return [...this.tables].filter(([key]) => Math.floor(key / TABLES_PER_SPACE) === space);
  }

  /** Frame of the page table that holds the entry of a page. */
  private tableOf(slot: number): number {
    return this.entryLine[slot] >> LINES_PER_PAGE_SHIFT;
  }

  private exists(frame: number, table: number): boolean {
    return ((this.entered.get(frame) ?? 0) & table) !== 0;
  }

  private newRegion(pages: number): number {
    const region = this.regionCount++;
    if (region === this.first.length) {
      const length = 2 * region;
      this.linearPage = lengthened(this.linearPage, length);
      this.first = lengthened(this.first, length);
      this.pages = lengthened(this.pages, length);
      this.space = lengthened(this.space, length);
      const flags = new Uint8Array(length);
      flags.set(this.flags);
      this.flags = flags;
    }
    this.reserve(this.slotCount + pages);
    this.first[region] = this.slotCount;
    this.pages[region] = pages;
    this.slotCount += pages;
    return region;
  }

  /** Notes where the hardware page-table entries of pages lie, table by table. */
  private fillEntryLines(slot: number, space: number, linearPage: number, pages: number): void {
    const { entryLine } = this;
    const end = linearPage + pages;
    for (let page = linearPage; page < end;) {
      const tableEnd = Math.min(end, (page | (PAGES_PER_TABLE - 1)) + 1);
      const table = this.tableFrame(space, page >> PAGES_PER_TABLE_SHIFT) << LINES_PER_PAGE_SHIFT;
      for (; page < tableEnd; page++)
        entryLine[slot++] = table + ((page & (PAGES_PER_TABLE - 1)) >> ENTRIES_PER_LINE_SHIFT);
    }
  }

  /** Frame of a page table, or of the directory for index -1; made when it is first asked for. */
  private tableFrame(space: number, index: number): number {
    const key = space * TABLES_PER_SPACE + index + 1;
    let frame = this.tables.get(key);
    if (frame === undefined) {
      frame = this.frames.allocateSystem();
      this.tables.set(key, frame);
    }
    return frame;
  }
}

/** Directory plus 1024 page tables, rounded up. */
const TABLES_PER_SPACE = 2048;

function lengthened(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}
