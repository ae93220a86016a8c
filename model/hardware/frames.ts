import { ModelError } from '../core/model-error.ts';
import type { RandomStreams, RandomStream } from '../core/random.ts';

/** The first frames hold the kernel image, loaded in one piece at 1 MiB. */
const IMAGE_START = 256;
/** Frames from here on are handed out one by one. */
const IMAGE_END = 4096;
/** One in so many of them serves the system itself. */
const SYSTEM_SHARE = 4;

/**
 * Physical page frames. A frame's colour, the L2 sets that it falls into, is its number modulo the pages of the L2, so
 * the order in which frames are handed out decides which pages conflict; it is drawn.
 *
 * Freed frames are handed out again last in, first out, as the free lists of the kernels do. Pages of programs and files
 * come from one pool, pages of the system (page tables, objects) from another: systems that need more or fewer of the
 * latter give the same programs the same colours.
 */
export class Frames {
  /** Changes with every allocation and release. */
  generation = 0;
  /** Users of each frame: mappings of it and the page cache. */
  readonly references: Int32Array;
  private readonly programs: Pool;
  private readonly system: Pool;
  private nextContiguous = IMAGE_START;

  /** @param count number of frames of the machine; more than 16 MiB worth */
  constructor(count: number, random: RandomStreams) {
    this.references = new Int32Array(count);
    const border = count - Math.floor((count - IMAGE_END) / SYSTEM_SHARE);
    this.programs = new Pool(IMAGE_END, border, random.stream('page-frames'));
    this.system = new Pool(border, count, random.stream('system-frames'));
  }

  /**
   * Takes one frame for a page of a program or a file.
   * @throws ModelError when physical memory is used up
   */
  allocate(): number {
    return this.take(this.programs, this.system);
  }

  /**
   * Takes one frame for the system itself.
   * @throws ModelError when physical memory is used up
   */
  allocateSystem(): number {
    return this.take(this.system, this.programs);
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
    if (--this.references[frame] > 0) return;
    (this.programs.owns(frame) ? this.programs : this.system).free(frame);
  }

  private take(pool: Pool, other: Pool): number {
    this.generation++;
    const frame = pool.take() ?? other.take();
    if (frame === undefined)
      throw new ModelError('the workload needs more physical memory than the machine has');
    this.references[frame] = 1;
    return frame;
  }
}

/** Frames from `first` to before `end`, handed out in an order that is drawn as they are asked for. */
class Pool {
  private readonly first: number;
  private readonly end: number;
  private readonly order: RandomStream;
  private readonly freed: number[] = [];
  /** Frames that have not been handed out yet stand before `left`. */
  private readonly frames: Int32Array;
  private left: number;

  constructor(first: number, end: number, order: RandomStream) {
    this.first = first;
    this.end = end;
    this.order = order;
    this.frames = new Int32Array(end - first);
    for (let index = 0; index < this.frames.length; index++) this.frames[index] = first + index;
    this.left = this.frames.length;
  }

  owns(frame: number): boolean {
    return frame >= this.first && frame < this.end;
  }

  take(): number | undefined {
    const freed = this.freed.pop();
    if (freed !== undefined) return freed;
    if (this.left === 0) return undefined;
    // One step of a Fisher-Yates shuffle.
    const drawn = this.order.below(this.left);
    const frame = this.frames[drawn];
    this.frames[drawn] = this.frames[--this.left];
    return frame;
  }

  free(frame: number): void {
    this.freed.push(frame);
  }
}
