/** A 64-bit hash of numbers (FNV-1a over their 64-bit representations): the fingerprint of a trajectory. */
export class Fingerprint {
  private low = 0x811c9dc5;
  private high = 0xcbf29ce4;

  add(values: ArrayLike<number>): void {
    // Converted as a whole: the loop then sees one kind of array, whatever was given.
    const words = new Uint32Array(new Float64Array(values).buffer);
    let { low, high } = this;
    for (let index = 0; index < words.length; index += 2) {
      low = Math.imul(low ^ words[index], 0x01000193);
      high = Math.imul(high ^ words[index + 1] ^ (low >>> 15), 0x01000193);
      low ^= high >>> 13;
    }
    this.low = low;
    this.high = high;
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
