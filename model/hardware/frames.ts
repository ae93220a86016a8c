import { ModelError } from '../core/model-error.ts';
import type { RandomStream } from '../core/random.ts';

/** The first frames hold the kernel image, loaded in one piece at 1 MiB. */
const IMAGE_START = 256;
/** Frames from here on are handed out one by one, in an order drawn once. */
const IMAGE_END = 4096;

/**
 * Physical page frames. A frame's colour, the L2 sets that it falls into, is its number modulo the pages of the L2, so
 * the order in which frames are handed out decides which pages conflict.
 *
 * Freed frames are handed out again last in, first out, as the free lists of the kernels do. Pages of programs and files
 * come from one end of the drawn order, pages of the system (page tables, objects) from the other: systems that need more or
 * fewer of the latter give the same programs the same colours.
 */
export class Frames {
  /** Changes with every allocation and release. */
  generation = 0;
  /** Users of each frame: mappings of it and the page cache. */
  readonly references: Int32Array;
  /** Frames in the drawn order: those of the system's end have been handed out, then free ones up to `freeEnd`. */
  private readonly free: Int32Array;
  private freeStart = 0;
  private freeEnd: number;
  private readonly freeSystem: number[] = [];
  private nextContiguous = IMAGE_START;

  /** @param count number of frames of the machine; more than 16 MiB worth */
  constructor(count: number, order: RandomStream) {
    this.references = new Int32Array(count);
    this.free = Int32Array.from({ length: count - IMAGE_END }, (_, index) => IMAGE_END + index);
    order.shuffle(this.free);
    this.freeEnd = this.free.length;
  }

  /**
   * Takes one frame for a page of a program or a file.
   * @throws ModelError when physical memory is used up
   */
  allocate(): number {
    this.checkFree();
    return this.take(this.free[--this.freeEnd]);
  }

  /**
   * Takes one frame for the system itself.
   * @throws ModelError when physical memory is used up
   */
  allocateSystem(): number {
    const freed = this.freeSystem.pop();
    if (freed !== undefined) return this.take(freed);
    this.checkFree();
    return this.take(this.free[this.freeStart++]);
  }

  /** Takes frames that follow each other, for a kernel image; such frames are never given back. */
  allocateContiguous(count: number): number {
    const first = this.nextContiguous;
    this.nextContiguous += count;
    if (this.nextContiguous > IMAGE_END)
      throw new ModelError('the kernel images need more memory than 15 MiB');
    return first;
  }

  share(frame: number): void {
    this.generation++;
    this.references[frame]++;
  }

  /** Gives up one use of a frame; the last one frees it. */
  release(frame: number): void {
    this.generation++;
    if (--this.references[frame] === 0) this.free[this.freeEnd++] = frame;
  }

  /** Gives back a frame of {@link allocateSystem}. */
  releaseSystem(frame: number): void {
    this.generation++;
    this.references[frame] = 0;
    this.freeSystem.push(frame);
  }

  private take(frame: number): number {
    this.generation++;
    this.references[frame] = 1;
    return frame;
  }

  private checkFree(): void {
    if (this.freeStart === this.freeEnd)
      throw new ModelError('the workload needs more physical memory than the machine has');
  }
}
