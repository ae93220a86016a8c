import type { RandomStream } from '../core/random.ts';

/** Page frames of one owner, handed out in an order that is drawn as they are asked for. */
export class FramePool {
  private readonly order: RandomStream;
  private readonly freed: number[] = [];
  /** The first `left` of these frames have not been handed out yet. */
  private readonly frames: Int32Array;
  private left: number;

  constructor(frames: ArrayLike<number>, order: RandomStream) {
    this.order = order;
    this.frames = new Int32Array(frames);
    this.left = frames.length;
  }

  take(): number | undefined {
    const freed = this.freed.pop();
    if (freed !== undefined) return freed;
    if (this.left === 0) return undefined;
    // One step of a Fisher-Yates shuffle.
    return this.takeNew(this.order.below(this.left));
  }

  /** Takes a frame that is `remainder` modulo `modulus`, as a colour is. */
  takeCongruent(remainder: number, modulus: number): number | undefined {
    const fits = (frame: number): boolean => frame % modulus === remainder;
    const freed = this.freed.findIndex(fits);
    if (freed >= 0) return this.takeFreed(freed);
    const at = this.frames.subarray(0, this.left).findIndex(fits);
    return at >= 0 ? this.takeNew(at) : undefined;
  }

  /** Takes all frames that pass; those in use stay in use. */
  takeAll(passes: (frame: number) => boolean): number[] {
    const { freed, frames } = this;
    const fresh = frames.subarray(0, this.left);
    const taken = [...freed.filter(passes), ...fresh.filter(passes)];
    freed.splice(0, freed.length, ...freed.filter((frame) => !passes(frame)));
    const kept = fresh.filter((frame) => !passes(frame));
    frames.set(kept);
    this.left = kept.length;
    return taken;
  }

  free(frame: number): void {
    this.freed.push(frame);
  }

  /** The last frame takes the place of the removed one. */
  private takeNew(at: number): number {
    const { frames } = this;
    const frame = frames[at];
    frames[at] = frames[--this.left];
    return frame;
  }

  /** The same among the freed ones. */
  private takeFreed(at: number): number {
    const { freed } = this;
    const frame = freed[at];
    const last = freed.pop() as number;
    if (at < freed.length) freed[at] = last;
    return frame;
  }
}
