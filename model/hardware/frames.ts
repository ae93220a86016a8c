import type { RandomStream } from '../core/random.ts';

/** The first frames hold the kernel image, loaded in one piece at 1 MiB. */
const IMAGE_START = 256;
/** Frames from here on are handed out one by one, in an order drawn once. */
const IMAGE_END = 4096;

/**
 * Physical page frames. A frame's colour, the L2 sets that it falls into, is its number modulo the pages of the L2, so
 * the order in which frames are handed out decides which pages conflict.
 *
 * Freed frames are handed out again last in, first out, as the free lists of the kernels do.
 */
export class Frames {
  /** Changes with every allocation and release. */
  generation = 0;
  /** Users of each frame: mappings of it and the page cache. */
  readonly references: Int32Array;
  private readonly free: Int32Array;
  private freeCount: number;
  private nextContiguous = IMAGE_START;

  /** @param count number of frames of the machine; more than 16 MiB worth */
  constructor(count: number, order: RandomStream) {
    this.references = new Int32Array(count);
    this.free = Int32Array.from({ length: count - IMAGE_END }, (_, index) => IMAGE_END + index);
    order.shuffle(this.free);
    this.freeCount = this.free.length;
  }

  /**
   * Takes one frame.
   * @throws RangeError when physical memory is used up
   */
  allocate(): number {
    if (this.freeCount === 0)
      throw new RangeError('the workload needs more physical memory than the machine has');
    this.generation++;
    const frame = this.free[--this.freeCount];
    this.references[frame] = 1;
    return frame;
  }

  /** Takes frames that follow each other, for a kernel image; such frames are never given back. */
  allocateContiguous(count: number): number {
    const first = this.nextContiguous;
    this.nextContiguous += count;
    if (this.nextContiguous > IMAGE_END)
      throw new RangeError('the kernel images need more memory than 15 MiB');
    return first;
  }

  share(frame: number): void {
    this.generation++;
    this.references[frame]++;
  }

  /** Gives up one use of a frame; the last one frees it. */
  release(frame: number): void {
    this.generation++;
    if (--this.references[frame] === 0) this.free[this.freeCount++] = frame;
  }
}
