/** A 64-bit hash of numbers (FNV-1a over their 64-bit representations): the fingerprint of a trajectory. */
export class Fingerprint {
  private low = 0x811c9dc5;
  private high = 0xcbf29ce4;
  private readonly double = new Float64Array(1);
  private readonly words = new Uint32Array(this.double.buffer);

  add(values: ArrayLike<number>): void {
    for (let index = 0; index < values.length; index++) {
      this.double[0] = values[index];
      this.low = Math.imul(this.low ^ this.words[0], 0x01000193);
      this.high = Math.imul(this.high ^ this.words[1] ^ (this.low >>> 15), 0x01000193);
      this.low ^= this.high >>> 13;
    }
  }

  /** Mixes a text in, such as the fingerprint of a part. */
  addText(text: string): void {
    this.add(Array.from(text, (character) => character.codePointAt(0) as number));
  }

  digest(): string {
    const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');
    return hex(this.high) + hex(this.low);
  }
}
