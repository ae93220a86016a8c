const NONE = -1;
const ABSENT = 0;
const CLEAN = 1;
const DIRTY = 2;

/** A doubly linked list of pages, threaded through arrays. */
class PageList {
  head = NONE;
  tail = NONE;
  length = 0;
  private readonly before: Int32Array;
  private readonly after: Int32Array;

  constructor(pages: number) {
    this.before = new Int32Array(pages);
    this.after = new Int32Array(pages);
  }

  append(page: number): void {
    this.before[page] = this.tail;
    this.after[page] = NONE;
    if (this.tail === NONE) this.head = page;
    else this.after[this.tail] = page;
    this.tail = page;
    this.length++;
  }

  remove(page: number): void {
    const { before, after } = this;
    if (before[page] === NONE) this.head = after[page];
    else after[before[page]] = after[page];
    if (after[page] === NONE) this.tail = before[page];
    else before[after[page]] = before[page];
    this.length--;
  }
}

/**
 * The pages of files that are in memory: least recently used first out. Dirty ones are kept in the order in which they became dirty.
 */
export class BufferCache {
  readonly capacity: number;
  private readonly state: Uint8Array;
  private readonly dirtySince: Float64Array;
  private readonly used: PageList;
  private readonly dirtied: PageList;

  /** @param pages pages of all files, in memory or not */
  constructor(capacity: number, pages: number) {
    this.capacity = Math.max(1, capacity);
    this.state = new Uint8Array(pages);
    this.dirtySince = new Float64Array(pages);
    this.used = new PageList(pages);
    this.dirtied = new PageList(pages);
  }

  get pages(): number {
    return this.used.length;
  }

  get dirtyPages(): number {
    return this.dirtied.length;
  }

  has(page: number): boolean {
    return this.state[page] !== ABSENT;
  }

  /** Makes a page the most recently used one and brings it in; the dirty page that had to go for it, or -1. */
  touch(page: number): number {
    const { used } = this;
    if (used.tail === page) return NONE;
    if (this.state[page] !== ABSENT) {
      used.remove(page);
      used.append(page);
      return NONE;
    }
    let evicted = NONE;
    if (used.length >= this.capacity) {
      const oldest = used.head;
      if (this.state[oldest] === DIRTY) evicted = oldest;
      this.drop(oldest);
    }
    this.state[page] = CLEAN;
    used.append(page);
    return evicted;
  }

  /** Marks a page that is in memory as written to; its age counts from the first write. */
  dirty(page: number, now: number): void {
    if (this.state[page] !== CLEAN) return;
    this.state[page] = DIRTY;
    this.dirtySince[page] = now;
    this.dirtied.append(page);
  }

  /** Marks a page as written to the disk. */
  clean(page: number): void {
    if (this.state[page] !== DIRTY) return;
    this.state[page] = CLEAN;
    this.dirtied.remove(page);
  }

  /** Forgets a page, written or not. */
  drop(page: number): void {
    if (this.state[page] === ABSENT) return;
    this.clean(page);
    this.state[page] = ABSENT;
    this.used.remove(page);
  }

  /** The page that has been dirty longest when that is since `limit` or before; -1 when there is none. */
  oldestDirty(limit: number): number {
    const page = this.dirtied.head;
    return page !== NONE && this.dirtySince[page] <= limit ? page : NONE;
  }
}
