import type { RandomStream } from '../core/random.ts';

/** Page frames of one owner, handed out in an order that is drawn as they are asked for. */
export class FramePool {
  private readonly order: RandomStream;
  private readonly freed: number[] = [];
  /** Frames that have not been handed out yet. */
  private readonly frames: number[];

  /** @param frames the pool's own from now on */
  constructor(frames: number[], order: RandomStream) {
    this.order = order;
    this.frames = frames;
  }

  take(): number | undefined {
    const freed = this.freed.pop();
    if (freed !== undefined) return freed;
    if (this.frames.length === 0) return undefined;
    // One step of a Fisher-Yates shuffle.
    return this.remove(this.frames, this.order.below(this.frames.length));
  }

  /** Takes a frame that is `remainder` modulo `modulus`, as a colour is. */
  takeCongruent(remainder: number, modulus: number): number | undefined {
    for (const list of [this.freed, this.frames]) {
      const at = list.findIndex((frame) => frame % modulus === remainder);
      if (at >= 0) return this.remove(list, at);
    }
    return undefined;
  }

  /** Takes all frames that pass; those in use stay in use. */
  takeAll(passes: (frame: number) => boolean): number[] {
    const taken: number[] = [];
    for (const list of [this.freed, this.frames]) {
      taken.push(...list.filter(passes));
      const kept = list.filter((frame) => !passes(frame));
      list.splice(0, list.length, ...kept);
    }
    return taken;
  }

  free(frame: number): void {
    this.freed.push(frame);
  }

  /** The last frame takes the place of the removed one. */
  private remove(list: number[], at: number): number {
    const frame = list[at];
    const last = list.pop() as number;
    if (at < list.length) list[at] = last;
    return frame;
  }
}
