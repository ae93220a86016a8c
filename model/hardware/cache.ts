/** Result of {@link Cache.evicted} when the victim needs no write-back. */
const CLEAN = -1;

/**
 * A set-associative cache of physical lines with true LRU replacement and write-back of dirty lines.
 *
 * A line is named by its physical line number (address / 32). Within a set the lines stand in order of use, the
 * latest first, so the contents compare equal exactly when the cache will behave equally.
 */
export class Cache {
  readonly sets: number;
  readonly ways: number;
  /** Line numbers, set by set, latest first; -1 is empty. */
  readonly lines: Int32Array;
  readonly dirty: Uint8Array;
  /** The dirty line that the last {@link fill} pushed out, or -1. */
  evicted = CLEAN;
  private readonly mask: number;
  private readonly dirtied: number;

  /**
   * @param sets a power of two
   * @param writeThrough lines stay clean: what is written goes on to the next level at once
   */
  constructor(sets: number, ways: number, writeThrough = false) {
    // As words: from a profile they come as floating-point numbers, and every index would be computed so.
    this.sets = sets | 0;
    this.ways = ways | 0;
    this.mask = this.sets - 1;
    this.dirtied = writeThrough ? 0 : 1;
    this.lines = new Int32Array(sets * ways).fill(-1);
    this.dirty = new Uint8Array(sets * ways);
  }

  /** Looks a line up and marks it as the latest of its set. */
  touch(line: number): boolean {
    const { lines, ways } = this;
    const base = (line & this.mask) * ways;
    if (lines[base] === line) return true;
    for (let way = 1; way < ways; way++) {
      if (lines[base + way] === line) {
        this.moveToFront(base, way);
        return true;
      }
    }
    return false;
  }

  /** Looks a line up for writing: on a hit it becomes the latest of its set, and dirty unless writes go through. */
  write(line: number): boolean {
    if (!this.touch(line)) return false;
    this.dirty[(line & this.mask) * this.ways] = this.dirtied;
    return true;
  }

  /** Whether the line is present; changes nothing. */
  holds(line: number): boolean {
    const base = (line & this.mask) * this.ways;
    for (let way = 0; way < this.ways; way++) if (this.lines[base + way] === line) return true;
    return false;
  }

  /** Brings an absent line in; `evicted` tells the dirty line that had to leave. */
  fill(line: number): void {
    const { lines, dirty, ways } = this;
    const base = (line & this.mask) * ways;
    const last = base + ways - 1;
    this.evicted = dirty[last] === 1 ? lines[last] : CLEAN;
    for (let at = last; at > base; at--) {
      lines[at] = lines[at - 1];
      dirty[at] = dirty[at - 1];
    }
    lines[base] = line;
    dirty[base] = 0;
  }

  /** Empties the cache without writing back. */
  clear(): void {
    this.lines.fill(-1);
    this.dirty.fill(0);
  }

  private moveToFront(base: number, way: number): void {
    const { lines, dirty } = this;
    const line = lines[base + way];
    const wasDirty = dirty[base + way];
    for (let at = base + way; at > base; at--) {
      lines[at] = lines[at - 1];
      dirty[at] = dirty[at - 1];
    }
    lines[base] = line;
    dirty[base] = wasDirty;
  }
}
