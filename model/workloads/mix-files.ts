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
 * Files lie one behind the other, in block groups that begin with the inodes.
 */
export class MixFiles {
  readonly cache: BufferCache;
  private readonly spec: JobMixSpec;
  private readonly blocks: number;
  readonly blocksPerPage: number;
  private readonly pagesPerFile: number;
  private readonly dirtyLimit: number;

  /** @param memory bytes of the machine's memory */
  constructor(spec: JobMixSpec, tasks: number, blocks: number, memory: number) {
    this.spec = spec;
    this.blocks = blocks;
    this.blocksPerPage = Math.max(1, Math.floor(spec.memory.page / spec.files.block));
    this.pagesPerFile = Math.ceil(blocks / this.blocksPerPage);
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
    return this.spec.files['first-block'] + file * this.pagesPerFile * this.blocksPerPage + block;
  }

  /** The block that holds the inode of a file whose block is given. */
  inodeBlock(diskBlock: number): number {
    const group = this.spec.files['blocks-per-group'];
    return Math.floor(diskBlock / group) * group;
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
      } while (pages < perRequest && cache.oldestDirty(limit) === first + pages);
      transfers.push(this.transferOf(first, pages));
      taken += pages * this.blocksPerPage;
    }
    return transfers;
  }

  /** Forgets a file's pages. */
  remove(file: number): void {
    for (let page = 0; page < this.pagesPerFile; page++) this.cache.drop(file * this.pagesPerFile + page);
  }

  private transferOf(page: number, pages: number): Transfer {
    return {
      block: this.spec.files['first-block'] + page * this.blocksPerPage,
      bytes: pages * this.spec.memory.page,
      write: true,
    };
  }
}
