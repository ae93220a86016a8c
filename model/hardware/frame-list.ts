import type { RandomStream } from '../core/random.ts';
import { removeAt, type Earlier, type FramePool } from './frame-pool.ts';

/**
 * A free list of single frames, last in, first out. Below what the run has freed lie the free ones among the frames that were used
 * before, in an order that is drawn as they are asked for; below these the others as they were listed at boot, in rising order.
 */
export class FrameList implements FramePool {
  private readonly draw: RandomStream;
  private readonly freed: number[] = [];
  /** First those that were used before and have not been handed out, `left` of them; from `fresh` to the end the others. */
  private readonly frames: Int32Array;
  private left: number;
  private fresh: number;
  private end: number;
  /** How many of those used before are free; the rest is in use, and goes last. */
  private spare: number;

  /** @param frames in rising order, the lowest of which were used before */
  constructor(frames: ArrayLike<number>, { used, kept }: Earlier, draw: RandomStream) {
    this.draw = draw;
    this.frames = new Int32Array(frames);
    this.end = frames.length;
    this.left = this.fresh = Math.round(used * frames.length);
    this.spare = this.left - Math.round(kept * this.left);
  }

  take(): number | undefined {
    const freed = this.freed.pop();
    if (freed !== undefined) return freed;
    if (this.spare > 0) return this.takeUsed(this.draw.below(this.left));
    if (this.fresh < this.end) return this.frames[this.fresh++];
    return this.left > 0 ? this.takeUsed(this.draw.below(this.left)) : undefined;
  }

  takeCongruent(remainder: number, modulus: number): number | undefined {
    const fits = (frame: number): boolean => frame % modulus === remainder;
    const freed = this.freed.findIndex(fits);
    if (freed >= 0) return removeAt(this.freed, freed);
    const used = this.frames.subarray(0, this.left).findIndex(fits);
    if (used >= 0 && this.spare > 0) return this.takeUsed(used);
    const fresh = this.frames.subarray(this.fresh, this.end).findIndex(fits);
    if (fresh >= 0) return this.takeFresh(this.fresh + fresh);
    return used >= 0 ? this.takeUsed(used) : undefined;
  }

  /** Those that were used before go to the taker whether they are in use or not: the taker starts before whatever uses them. */
  takeAll(passes: (frame: number) => boolean): number[] {
    const { freed, frames, left } = this;
    const used = frames.slice(0, left);
    const fresh = frames.slice(this.fresh, this.end);
    const taken = [...freed.filter(passes), ...used.filter(passes), ...fresh.filter(passes)];
    const others = (frame: number): boolean => !passes(frame);
    freed.splice(0, freed.length, ...freed.filter(others));
    const usedLeft = used.filter(others);
    const freshLeft = fresh.filter(others);
    frames.set(usedLeft);
    frames.set(freshLeft, this.fresh);
    this.left = usedLeft.length;
    this.end = this.fresh + freshLeft.length;
    this.spare = left === 0 ? 0 : Math.round((this.spare * this.left) / left);
    return taken;
  }

  free(frame: number): void {
    this.freed.push(frame);
  }

  /** One step of a Fisher-Yates shuffle: the last frame takes the place of the removed one. */
  private takeUsed(at: number): number {
    const { frames } = this;
    const frame = frames[at];
    frames[at] = frames[--this.left];
    this.spare = Math.max(0, this.spare - 1);
    return frame;
  }

  private takeFresh(at: number): number {
    const { frames } = this;
    const frame = frames[at];
    frames.copyWithin(this.fresh + 1, this.fresh, at);
    this.fresh++;
    return frame;
  }
}
