import { BufferCache } from './buffer-cache.ts';
import type { JobMixSpec } from './mix-file.ts';

/** A request to the disk: first block, bytes. */
export interface Transfer {
  block: number;
  bytes: number;
  write: boolean;
}

/**
 * The files of a mix at one load: a common one, and a temporary one for each task; their pages in memory and their blocks on disk.
 *
 * Files lie one behind the other, as ext2 lays them out: the first blocks are named by the inode, the others by indirect blocks that lie in
 * front of those that they name; a group of blocks begins with its bitmap and its inodes. These blocks, too, are dirty until they are written.
 */
export class MixFiles {
  readonly cache: BufferCache;
  private readonly spec: JobMixSpec;
  private readonly blocks: number;
  readonly blocksPerPage: number;
  private readonly pagesPerFile: number;
  /** Blocks on the disk from the start of a file to that of the next. */
  private readonly stride: number;
  private readonly dirtyLimit: number;
  /** Dirty bitmaps, inodes and indirect blocks, and since when, the oldest first. */
  private readonly metadata = new Map<number, number>();
  /** The last blocks that were added: those up to `end` of the file need no second look at that time. */
  private readonly extended = { at: NaN, file: 0, end: 0 };

  /** @param memory bytes of the machine's memory */
  constructor(spec: JobMixSpec, tasks: number, blocks: number, memory: number) {
    this.spec = spec;
    this.blocks = blocks;
    this.blocksPerPage = Math.max(1, Math.floor(spec.memory.page / spec.files.block));
    this.pagesPerFile = Math.ceil(blocks / this.blocksPerPage);
    this.stride = this.pagesPerFile * this.blocksPerPage + this.indirectBlocksUpTo(blocks - 1);
    const free = memory - spec.memory.system - tasks * spec.memory['each-task'];
    const capacity = Math.floor(free / spec.memory.page);
    this.cache = new BufferCache(capacity, this.pagesPerFile * (tasks + 1));
    this.dirtyLimit = this.cache.capacity * spec['write-back']['dirty-limit'];
    // The driver has just written the common file, and synced.
    for (let page = 0; page < this.pagesPerFile; page++) this.cache.touch(page);
  }

  /** The page of a file's block; file 0 is the common one, file n + 1 that of task n. */
  pageOf(file: number, block: number): number {
    return file * this.pagesPerFile + Math.floor(block / this.blocksPerPage);
  }

  /** Where a file's block lies on the disk. */
  diskBlock(file: number, block: number): number {
    return this.spec.files['first-block'] + file * this.stride + block + this.indirectBlocksUpTo(block);
  }

  /** The block that names a file's block: the inode, or the indirect block. */
  namingBlock(file: number, block: number): number {
    const { 'direct-blocks': direct, 'blocks-per-indirect': named } = this.spec.files;
    if (block < direct) return this.inodeBlock(file);
    return this.diskBlock(file, block - ((block - direct) % named)) - 1;
  }

  /** The block that holds the inode of a file. */
  inodeBlock(file: number): number {
    return this.bitmapBlock(this.diskBlock(file, 0)) + 1;
  }

  /** The bitmap that says which blocks of a block's group are free. */
  bitmapBlock(diskBlock: number): number {
    return diskBlock - (diskBlock % this.spec.files['blocks-per-group']);
  }

  /** Indirect blocks of a file that lie in front of a block of it. */
  private indirectBlocksUpTo(block: number): number {
    const { 'direct-blocks': direct, 'blocks-per-indirect': named } = this.spec.files;
    return block < direct ? 0 : 1 + Math.floor((block - direct) / named);
  }

  /** Marks a bitmap, an inode or an indirect block as changed; its age counts from the first change. */
  change(block: number, now: number): void {
    if (!this.metadata.has(block)) this.metadata.set(block, now);
  }

  /** Marks such a block as written to the disk. */
  written(block: number): void {
    this.metadata.delete(block);
    this.extended.at = NaN;
  }

  /** Notes that blocks were added to a file, from one on: the naming block and the bitmap change. */
  extend(file: number, block: number, now: number): void {
    const { extended } = this;
    if (now === extended.at && file === extended.file && block < extended.end) return;
    const { 'direct-blocks': direct, 'blocks-per-indirect': named } = this.spec.files;
    const place = this.diskBlock(file, block);
    const bitmap = this.bitmapBlock(place);
    this.change(this.namingBlock(file, block), now);
    this.change(bitmap, now);
    // Up to here, what names the blocks and their bitmap are the same.
    const namedBefore = block < direct ? block : (block - direct) % named;
    const toNext = (block < direct ? direct : named) - namedBefore;
    const toGroup = bitmap + this.spec.files['blocks-per-group'] - place;
    extended.at = now;
    extended.file = file;
    extended.end = block + Math.min(toNext, toGroup);
  }

  /** Takes the bitmaps, inodes and indirect blocks that were changed at `limit` or before. */
  takeChanged(limit: number): Transfer[] {
    const transfers: Transfer[] = [];
    for (const [block, since] of this.metadata) {
      if (since > limit) break;
      this.written(block);
      transfers.push({ block, bytes: this.spec.files.block, write: true });
    }
    return transfers;
  }

  /** Reads ahead from a block that is not in memory; what has to be fetched. `evict` hears of dirty pages that had to go. */
  fetch(file: number, block: number, evict: (transfer: Transfer) => void): Transfer {
    const end = Math.min(this.blocks, block + 1 + this.spec.files['read-ahead']);
    const last = this.pageOf(file, end - 1);
    for (let page = this.pageOf(file, block); page <= last; page++) this.bringIn(page, evict);
    return { block: this.diskBlock(file, block), bytes: (end - block) * this.spec.files.block, write: false };
  }

  bringIn(page: number, evict: (transfer: Transfer) => void): void {
    const evicted = this.cache.touch(page);
    if (evicted >= 0) evict(this.transferOf(evicted, 1));
  }

  get tooDirty(): boolean {
    return this.cache.dirtyPages > this.dirtyLimit;
  }

  /** Takes dirty pages, the oldest first, that became dirty at `limit` or before; neighbours go in one request. */
  takeDirty(limit: number, most: number): Transfer[] {
    const { cache, spec } = this;
    const perRequest = Math.max(1, Math.floor(spec['write-back']['blocks-per-request'] / this.blocksPerPage));
    const transfers: Transfer[] = [];
    for (let taken = 0; taken < most;) {
      const first = cache.oldestDirty(limit);
      if (first < 0) break;
      let pages = 0;
      do {
        cache.clean(first + pages);
        pages++;
      } while (
        pages < perRequest &&
        cache.oldestDirty(limit) === first + pages &&
        this.adjoins(first + pages)
      );
      transfers.push(this.transferOf(first, pages));
      taken += pages * this.blocksPerPage;
    }
    return transfers;
  }

  /** Forgets a file's pages and its indirect blocks; its blocks are free again. */
  remove(file: number, blocks: number, now: number): void {
    for (let page = 0; page < this.pagesPerFile; page++) this.cache.drop(file * this.pagesPerFile + page);
    const {
      'direct-blocks': direct,
      'blocks-per-indirect': named,
      'blocks-per-group': group,
    } = this.spec.files;
    for (let block = direct; block < blocks; block += named) this.written(this.namingBlock(file, block));
    if (blocks > 0)
      for (
        let at = this.diskBlock(file, 0);
        at <= this.diskBlock(file, blocks - 1);
        at = this.bitmapBlock(at) + group
      )
        this.change(this.bitmapBlock(at), now);
    this.change(this.inodeBlock(file), now);
  }

  /** Whether a page lies right behind the one before it on the disk. */
  private adjoins(page: number): boolean {
    return this.placeOf(page) === this.placeOf(page - 1) + this.blocksPerPage;
  }

  private placeOf(page: number): number {
    const file = Math.floor(page / this.pagesPerFile);
    return this.diskBlock(file, (page % this.pagesPerFile) * this.blocksPerPage);
  }

  private transferOf(page: number, pages: number): Transfer {
    return { block: this.placeOf(page), bytes: pages * this.spec.memory.page, write: true };
  }
}
