import { MappingTree } from './mapping-tree.ts';
import { addressOf, MemoryMap, PAGE, regionOf, TABLE } from './memory-map.ts';
import { ModelError } from '../../core/model-error.ts';
import { FAULT } from '../program/faults.ts';
import { BACKING } from '../program/program.ts';

/** A segment of a program image. */
export interface SegmentLayout {
  pages: number;
  backing: number;
  /** File that the pages come from; -1 for none. */
  file: number;
  linearPage: number;
  /** Pages that are in memory before the workload starts, as in a process that has been running. */
  resident: number;
  /** Who hands out the frames of its own pages. */
  pager: number;
}

/** An executable image: its segments in the numbering that the whole program shares; absent ones are undefined. */
export type ImageLayout = readonly (SegmentLayout | undefined)[];

/** Numbers of the spaces that are there from the start. */
export const KERNEL_SPACE = 0;
export const SERVER_SPACE = 1;
/** Holder of every frame in the mapping tree, from which pagers have theirs. */
const SIGMA0 = -2;

/** A space's hardware page tables are the logical ones (native), or kept apart by the kernel below (L4, Mach). */
export type PageTables = 'shared' | 'separate';

/**
 * User address spaces: segments, demand paging, copy on write, and who holds which frame.
 *
 * These operations change state and take no time: the paths of kernels and personalities say what they cost.
 */
export class AddressSpaces {
  readonly map: MemoryMap;
  private readonly pageTables: PageTables;
  private readonly segmentCount: number;
  /** Region of each segment of each space, -1 for none. */
  private readonly regions: Int32Array[] = [];
  private readonly images: ImageLayout[] = [];
  /** By space: number of the load (fork, exec) that its contents began with. */
  readonly contents: number[] = [];
  private loads = 0;
  private readonly freeSpaces: number[] = [];
  /** First frame-table entry and length of each file of the page cache: frames, -1 where the page is on disk. */
  private readonly files: Int32Array[] = [];
  private readonly tree = new MappingTree();
  /** Node of the pager that holds each frame, below σ0's; nodes of user pages by page slot, below the pager's. */
  private readonly ownerNodes = new Map<number, number>();
  private readonly slotNodes = new Map<number, number>();

  constructor(map: MemoryMap, pageTables: PageTables, segmentCount: number) {
    this.map = map;
    this.pageTables = pageTables;
    this.segmentCount = segmentCount;
    // The kernel's space and the server's have no segments.
    for (const reserved of [KERNEL_SPACE, SERVER_SPACE]) {
      this.regions[reserved] = new Int32Array(segmentCount).fill(-1);
      this.images[reserved] = [];
    }
  }

  /** Adds a file whose pages are all in the page cache. */
  addFile(pages: number, resident: boolean): number {
    const frames = new Int32Array(pages).fill(-1);
    if (resident) for (let page = 0; page < pages; page++) frames[page] = this.map.frames.allocate();
    this.files.push(frames);
    return this.files.length - 1;
  }

  /**
   * Frame of a page of a file in the page cache; -1 when it is on disk.
   * @throws ModelError beyond the end of the file
   */
  cachedFrame(file: number, page: number): number {
    const frames = this.files[file];
    if (frames === undefined || page < 0 || page >= frames.length)
      throw new ModelError(`page ${page} of file ${file}, which has ${frames?.length ?? 0} pages`);
    return frames[page];
  }

  /** Gives a page of a file a frame in the page cache, unless it has one. */
  cachePage(file: number, page: number): void {
    if (this.cachedFrame(file, page) < 0) this.files[file][page] = this.map.frames.allocate();
  }

  create(image: ImageLayout): number {
    const space = this.freeSpaces.pop() ?? this.regions.length;
    this.regions[space] ??= new Int32Array(this.segmentCount);
    this.load(space, image);
    return space;
  }

  /** Replaces a space's contents by a fresh image (exec); the old pages must have been dropped. */
  exec(space: number, image: ImageLayout): void {
    this.releaseRegions(space);
    this.map.forgetEntries(space);
    this.load(space, image);
  }

  regionOfSegment(space: number, segment: number): number {
    return this.regions[space][segment];
  }

  addressOfSegment(space: number, segment: number): number {
    return addressOf(this.regions[space][segment]);
  }

  /** Copies a space for fork: private pages become shared until one side writes. */
  fork(parent: number, child: number): void {
    const { map } = this;
    this.exec(
      child,
      this.images[parent].map((segment) => segment && { ...segment, resident: 0 }),
    );
    this.images[child] = this.images[parent];
    this.images[parent].forEach((segment, index) => {
      if (!segment) return;
      const from = map.first[this.regions[parent][index]];
      const to = map.first[this.regions[child][index]];
      for (let page = 0; page < segment.pages; page++) {
        if ((map.state[from + page] & PAGE.present) === 0) continue;
        if (segment.backing !== BACKING.file) this.writeProtect(from + page);
        map.frame[to + page] = map.frame[from + page];
        map.frames.share(map.frame[to + page]);
        map.state[to + page] = map.state[from + page] & (PAGE.present | PAGE.writable | PAGE.protected);
        map.noteEntry(to + page, TABLE.logical);
        if (this.pageTables === 'shared') this.mapPage(to + page);
      }
    });
  }

  /** Ends a space whose pages have been dropped. */
  destroy(space: number): void {
    this.releaseRegions(space);
    this.map.dropTables(space);
    this.freeSpaces.push(space);
  }

  /** Whether an access through the hardware table would go without a fault. */
  isMapped(slot: number, write: boolean): boolean {
    return (this.map.state[slot] & (write ? PAGE.mappedWritable : PAGE.mapped)) !== 0;
  }

  /** Whether the operating system may access the page through its own mapping of physical memory. */
  isPresent(slot: number, write: boolean): boolean {
    return (this.map.state[slot] & (write ? PAGE.writable : PAGE.present)) !== 0;
  }

  /** Why an access to the page of an address faults. */
  faultKind(address: number, write: boolean): number {
    const slot = this.map.slotOf(address);
    const state = this.map.state[slot];
    if (write && this.isProtected(slot)) return FAULT.protection;
    if ((state & PAGE.present) !== 0) {
      if (!write || (state & PAGE.writable) !== 0) return FAULT.soft;
      // The page cache holds its pages too, so a page of a file is never the last.
      return this.map.frames.references[this.map.frame[slot]] > 1 ? FAULT.copyOnWrite : FAULT.lastSharer;
    }
    const { segment, page } = this.pageOf(address);
    if (segment.backing === BACKING.zero) return FAULT.zeroFill;
    if (this.files[segment.file][page] < 0) return FAULT.absent;
    return write && segment.backing === BACKING.privateFile ? FAULT.privateFile : FAULT.file;
  }

  /** Enters the page of an address into the logical table, as the page-fault handler does once it has the frame. */
  install(address: number, write: boolean): void {
    const { map } = this;
    const slot = map.slotOf(address);
    const { segment, page } = this.pageOf(address);
    map.generation++;
    switch (this.faultKind(address, write)) {
      case FAULT.soft:
      case FAULT.protection:
        return;
      case FAULT.lastSharer:
        map.state[slot] |= PAGE.writable;
        return;
      case FAULT.absent:
        this.files[segment.file][page] = map.frames.allocate();
        this.install(address, write);
        return;
      case FAULT.file: {
        const frame = this.files[segment.file][page];
        map.frames.share(frame);
        map.frame[slot] = frame;
        map.state[slot] |= PAGE.present;
        map.noteEntry(slot, TABLE.logical);
        return;
      }
      default:
        this.dropPage(slot);
        map.frame[slot] = map.frames.allocate(segment.pager);
        map.state[slot] |= PAGE.present | (this.isProtected(slot) ? 0 : PAGE.writable);
        map.noteEntry(slot, TABLE.logical);
    }
  }

  /** Enters a page of the logical table into the hardware table with the same rights. */
  mapPage(slot: number): void {
    const { map } = this;
    map.generation++;
    const writable = (map.state[slot] & PAGE.writable) !== 0;
    map.state[slot] |= PAGE.mapped | (writable ? PAGE.mappedWritable : 0);
    map.noteEntry(slot, TABLE.hardware);
    if (this.pageTables === 'separate' && !this.slotNodes.has(slot)) {
      this.slotNodes.set(slot, this.tree.map(this.ownerNode(map.frame[slot]), slot));
    }
  }

  /**
   * Takes a page out of the hardware tables of *every* space that holds its frame, as L4's unmap by the owner does.
   */
  unmapEverywhere(slot: number): void {
    this.map.generation++;
    this.tree.unmap(this.ownerNode(this.map.frame[slot]), (holder) => {
      this.slotNodes.delete(holder);
      this.map.state[holder] &= ~(PAGE.mapped | PAGE.mappedWritable);
    });
    this.map.state[slot] &= ~(PAGE.mapped | PAGE.mappedWritable);
  }

  /**
   * Makes a page that one space has appear in another as well. The giver may take it back; what the receiver had there before is given up.
   * @throws ModelError when the giver does not have the page, or may not write to it
   */
  sharePage(from: number, to: number, write: boolean): void {
    const { map } = this;
    const needed = write ? PAGE.mappedWritable : PAGE.mapped;
    if ((map.state[from] & needed) === 0)
      throw new ModelError(`a page that its holder does not have${write ? ' for writing' : ''} is shared`);
    this.dropPage(to);
    map.generation++;
    const frame = map.frame[from];
    map.frames.share(frame);
    map.frame[to] = frame;
    map.state[to] = PAGE.present | PAGE.mapped | (write ? PAGE.writable | PAGE.mappedWritable : 0);
    map.noteEntry(to, TABLE.logical | TABLE.hardware);
    this.slotNodes.set(to, this.tree.map(this.nodeOf(from), to));
  }

  /** Takes a page away from everybody who got it, directly or not, from one holder; tells of each page that is lost. */
  unmapOthers(slot: number, lost: (slot: number, region: number) => void): void {
    const node = this.slotNodes.get(slot);
    if (node === undefined) return;
    this.map.generation++;
    this.tree.unmap(node, (holder) => {
      lost(holder, this.map.regionOfSlot(holder));
      this.lose(holder);
    });
  }

  /** Forbids writing to a page, in both tables, until the next write fault. */
  writeProtect(slot: number): void {
    this.map.generation++;
    this.map.state[slot] &= ~(PAGE.writable | PAGE.mappedWritable);
  }

  /** Forbids the program to write to a page, in both tables, until it is allowed again. */
  protect(slot: number): void {
    this.writeProtect(slot);
    this.map.state[slot] |= PAGE.protected;
  }

  /** Allows writing again. The tables learn of it by the next write fault, which finds out whether the page is shared. */
  unprotect(slot: number): void {
    this.map.generation++;
    this.map.state[slot] &= ~PAGE.protected;
  }

  /** Forbids writing to a page to everybody who got it, directly or not, from one holder; tells of each page that changes. */
  writeProtectOthers(slot: number, changed: (slot: number, region: number) => void): void {
    const node = this.slotNodes.get(slot);
    if (node === undefined) return;
    this.tree.visit(node, (holder) => {
      changed(holder, this.map.regionOfSlot(holder));
      this.writeProtect(holder);
    });
  }

  /** Takes a page out of both tables of its space and gives up its frame. What the program has protected stays protected. */
  dropPage(slot: number): void {
    const { map } = this;
    if ((map.state[slot] & PAGE.present) === 0) return;
    map.generation++;
    const node = this.slotNodes.get(slot);
    if (node !== undefined) {
      this.slotNodes.delete(slot);
      this.tree.remove(node, (holder) => {
        if (holder !== slot) this.lose(holder);
      });
    }
    this.lose(slot);
  }

  /**
   * Finds the first page of a space (or of one segment of it), in order of segments and pages, that passes a filter.
   * @param from position to begin at; `found.position` is -1 when there is none
   */
  findPage(
    space: number,
    segmentOnly: number,
    from: number,
    passes: (state: number, backing: number) => boolean,
    state: Uint8Array,
    found: { position: number; address: number },
  ): void {
    found.position = -1;
    let base = 0;
    for (let index = 0; index < this.segmentCount; index++) {
      const segment = this.images[space][index];
      if (!segment || (segmentOnly >= 0 && segmentOnly !== index)) continue;
      const region = this.regions[space][index];
      const first = this.map.first[region];
      for (let page = Math.max(0, from - base); page < segment.pages; page++) {
        if (!passes(state[first + page], segment.backing)) continue;
        found.position = base + page;
        found.address = addressOf(region, page * 4096);
        return;
      }
      base += segment.pages;
    }
  }

  /** Whether the pages of a segment are the file's own, and so not written by a program. */
  isShared(space: number, segment: number): boolean {
    return this.images[space][segment]?.backing === BACKING.file;
  }

  /** Number of segments of a space: its virtual memory areas. */
  areaCount(space: number): number {
    return this.images[space].reduce((count, segment) => count + (segment ? 1 : 0), 0);
  }

  private load(space: number, image: ImageLayout): void {
    this.images[space] = image;
    this.contents[space] = ++this.loads;
    this.regions[space].fill(-1);
    image.forEach((segment, index) => {
      if (!segment) return;
      const region = this.map.create(space, segment.linearPage, segment.pages, { demand: true });
      this.regions[space][index] = region;
      this.owners.set(region, { space, index });
      for (let page = 0; page < segment.resident; page++) {
        this.install(addressOf(region, page * 4096), segment.backing !== BACKING.file);
        this.mapPage(this.map.first[region] + page);
      }
    });
  }

  private readonly owners = new Map<number, { space: number; index: number }>();

  private pageOf(address: number): { segment: SegmentLayout; page: number } {
    const region = regionOf(address);
    const owner = this.owners.get(region) as { space: number; index: number };
    const segment = this.images[owner.space][owner.index] as SegmentLayout;
    return { segment, page: this.map.slotOf(address) - this.map.first[region] };
  }

  private releaseRegions(space: number): void {
    this.regions[space].forEach((region) => {
      if (region < 0) return;
      const first = this.map.first[region];
      for (let page = 0; page < this.map.pages[region]; page++) this.dropPage(first + page);
      this.map.destroy(region);
    });
    this.regions[space].fill(-1);
  }

  private isProtected(slot: number): boolean {
    return (this.map.state[slot] & PAGE.protected) !== 0;
  }

  /** The giver of a page has taken it back, or is gone. */
  private lose(slot: number): void {
    const { map } = this;
    this.slotNodes.delete(slot);
    map.frames.release(map.frame[slot]);
    map.frame[slot] = -1;
    map.state[slot] &= PAGE.protected;
  }

  /** The node of a page that a space has. */
  private nodeOf(slot: number): number {
    let node = this.slotNodes.get(slot);
    if (node === undefined) {
      node = this.tree.map(this.ownerNode(this.map.frame[slot]), slot);
      this.slotNodes.set(slot, node);
    }
    return node;
  }

  private ownerNode(frame: number): number {
    let node = this.ownerNodes.get(frame);
    if (node === undefined) {
      node = this.tree.map(this.tree.root(SIGMA0), this.map.frames.pagerOf(frame));
      this.ownerNodes.set(frame, node);
    }
    return node;
  }
}
