/**
 * Random ticks, exponentially distributed to within 0.1 % of the mean, from integer operations only: every
 * language of the bench draws the same numbers, so that checksums can agree exactly.
 *
 * xorshift32 gives u = x / 2^32; a tick is a 65536th of -log2(u), whose fraction part is taken from a parabola.
 * The mean is about 94549 ticks, the least draw 1 tick.
 */
export class RandomTicks {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  next(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    const zeros = Math.clz32(x);
    const fraction = ((x << zeros) << 1) >>> 16;
    const bend = Math.imul(Math.imul(fraction, 65536 - fraction) >>> 16, 22) >>> 6;
    return ((zeros + 1) << 16) - fraction - bend;
  }
}
