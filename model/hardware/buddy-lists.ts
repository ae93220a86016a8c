import type { RandomStream } from '../core/random.ts';
import { removeAt, type Earlier, type FramePool } from './frame-pool.ts';

const NONE = -1;

/**
 * The free lists of Linux 2.0: one for each size of block, 1, 2, 4 and so on frames, last in, first out. A frame comes from the
 * smallest block that there is, which is halved: the lower halves go to their lists, and the last frame of the upper one is
 * handed out. A freed block merges with its buddy, the other half of the block of twice the size, as long as that is free.
 *
 * Blocks that were used before the run are the highest, for memory is handed out from the top. Which of their frames are free is
 * drawn when a frame is asked for and no single one is listed.
 */
export class BuddyLists implements FramePool {
  private readonly first: number;
  private readonly end: number;
  private readonly draw: RandomStream;
  private readonly kept: number;
  /** By list: its first block. Blocks are known by their first frame. */
  private readonly heads: Int32Array;
  /** By frame, counted from `first`: the blocks beside the one that begins here, and 1 plus the number of its list, or 0. */
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  private readonly listed: Uint8Array;
  /** Blocks that were used before, whose free frames are not listed yet. */
  private readonly used: number[] = [];
  /** Frames that have been in use since before the run. */
  private readonly inUse: number[] = [];

  constructor(first: number, end: number, lists: number, { used, kept }: Earlier, draw: RandomStream) {
    this.first = first;
    this.end = end;
    this.draw = draw;
    this.kept = kept;
    this.heads = new Int32Array(lists).fill(NONE);
    this.next = new Int32Array(end - first);
    this.previous = new Int32Array(end - first);
    this.listed = new Uint8Array(end - first);
    const size = 1 << (lists - 1);
    const low = Math.ceil(first / size) * size;
    const high = Math.floor(end / size) * size;
    if (low >= high) {
      this.freeAll(first, end);
      return;
    }
    const fresh = high - Math.round((used * (high - low)) / size) * size;
    this.freeAll(first, low);
    for (let block = low; block < fresh; block += size) this.insert(block, lists - 1);
    for (let block = fresh; block < high; block += size) this.used.push(block);
    this.freeAll(high, end);
  }

  take(): number | undefined {
    while (this.heads[0] === NONE && this.used.length > 0) this.openOne();
    const list = this.heads.findIndex((head) => head !== NONE);
    if (list >= 0) {
      const block = this.heads[list];
      return this.carve(block, list, block + (1 << list) - 1);
    }
    return this.inUse.length > 0 ? removeAt(this.inUse, this.draw.below(this.inUse.length)) : undefined;
  }

  takeCongruent(remainder: number, modulus: number): number | undefined {
    this.openAll();
    for (let list = 0; list < this.heads.length; list++) {
      for (let block = this.heads[list]; block !== NONE; block = this.next[block - this.first]) {
        const frame = block + ((remainder - (block % modulus) + modulus) % modulus);
        if (frame < block + (1 << list)) return this.carve(block, list, frame);
      }
    }
    const kept = this.inUse.findIndex((frame) => frame % modulus === remainder);
    return kept >= 0 ? removeAt(this.inUse, kept) : undefined;
  }

  /** Those that were used before go to the taker whether they are in use or not: the taker starts before whatever uses them. */
  takeAll(passes: (frame: number) => boolean): number[] {
    this.openAll();
    const others = (frame: number): boolean => !passes(frame);
    const taken = this.inUse.filter(passes);
    this.inUse.splice(0, this.inUse.length, ...this.inUse.filter(others));
    const blocks = [...this.heads.keys()].flatMap((list) => this.blocksOf(list));
    // Backwards, so that the order of each list stays.
    for (const { block, list } of blocks.reverse()) {
      const frames = Array.from({ length: 1 << list }, (_, index) => block + index);
      const own = frames.filter(passes);
      if (own.length === 0) continue;
      this.remove(block, list);
      taken.push(...own);
      for (const frame of frames.filter(others)) this.free(frame);
    }
    return taken;
  }

  free(frame: number): void {
    let block = frame;
    let list = 0;
    while (list < this.heads.length - 1) {
      const buddy = block ^ (1 << list);
      if (buddy < this.first || buddy >= this.end || this.listed[buddy - this.first] !== list + 1) break;
      this.remove(buddy, list);
      block &= buddy;
      list++;
    }
    this.insert(block, list);
  }

  private freeAll(from: number, to: number): void {
    for (let frame = from; frame < to; frame++) this.free(frame);
  }

  /** Draws a block that was used before, and which of its frames are free. */
  private openOne(): void {
    const block = removeAt(this.used, this.draw.below(this.used.length));
    for (let frame = block; frame < block + (1 << (this.heads.length - 1)); frame++)
      if (this.draw.uniform() < this.kept) this.inUse.push(frame);
      else this.free(frame);
  }

  private openAll(): void {
    while (this.used.length > 0) this.openOne();
  }

  private blocksOf(list: number): { block: number; list: number }[] {
    const blocks = [];
    for (let block = this.heads[list]; block !== NONE; block = this.next[block - this.first])
      blocks.push({ block, list });
    return blocks;
  }

  /** Takes one frame of a free block: halves the block until only the frame is left, and lists the other halves. */
  private carve(block: number, list: number, frame: number): number {
    this.remove(block, list);
    let rest = block;
    for (let half = list - 1; half >= 0; half--) {
      const upper = rest + (1 << half);
      if (frame >= upper) {
        this.insert(rest, half);
        rest = upper;
      } else this.insert(upper, half);
    }
    return frame;
  }

  private insert(block: number, list: number): void {
    const head = this.heads[list];
    const at = block - this.first;
    this.next[at] = head;
    this.previous[at] = NONE;
    if (head !== NONE) this.previous[head - this.first] = block;
    this.heads[list] = block;
    this.listed[at] = list + 1;
  }

  private remove(block: number, list: number): void {
    const at = block - this.first;
    const next = this.next[at];
    const previous = this.previous[at];
    if (next !== NONE) this.previous[next - this.first] = previous;
    if (previous !== NONE) this.next[previous - this.first] = next;
    else this.heads[list] = next;
    this.listed[at] = 0;
  }
}
