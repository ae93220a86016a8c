/** What stands in an entry that holds nothing. */
const EMPTY = -1;

/**
 * A set-associative translation look-aside buffer with true LRU replacement.
 *
 * An entry is named by a key: the linear page number, with the address-space number in the higher bits when the
 * TLB is tagged. Within a set the entries stand in order of use, the latest first.
 */
export class Tlb {
  readonly sets: number;
  readonly ways: number;
  /** Keys, set by set, latest first; -1 is empty. */
  readonly keys: Int32Array;
  private readonly mask: number;

  /** @param sets a power of two */
  constructor(sets: number, ways: number) {
    // As words: from a profile they come as floating-point numbers, and every index would be computed so.
    this.sets = sets | 0;
    this.ways = ways | 0;
    this.mask = this.sets - 1;
    this.keys = new Int32Array(sets * ways).fill(EMPTY);
  }

  /** Looks a key up, brings it in when it is absent, and says whether it was present. */
  access(key: number): boolean {
    const { keys, ways } = this;
    const base = (key & this.mask) * ways;
    if (keys[base] === key) return true;
    let way = 1;
    while (way < ways && keys[base + way] !== key) way++;
    const hit = way < ways;
    for (let at = base + (hit ? way : ways - 1); at > base; at--) keys[at] = keys[at - 1];
    keys[base] = key;
    return hit;
  }

  /** Drops one entry (INVLPG). */
  invalidate(key: number): void {
    const base = (key & this.mask) * this.ways;
    const end = base + this.ways;
    for (let at = base; at < end; at++) {
      if (this.keys[at] !== key) continue;
      this.keys.copyWithin(at, at + 1, end);
      this.keys[end - 1] = EMPTY;
      return;
    }
  }

  /** Drops the entries whose keys, without their lowest bits, are `tag`. */
  forget(tag: number, shift: number): void {
    for (let base = 0; base < this.keys.length; base += this.ways) {
      for (let way = this.ways - 1; way >= 0; way--) {
        const key = this.keys[base + way];
        if (key !== EMPTY && key >>> shift === tag) this.invalidate(key);
      }
    }
  }

  /** Drops every entry, as a load of CR3 does on an untagged TLB. */
  flush(): void {
    this.keys.fill(EMPTY);
  }

  /** Number of valid entries. */
  get used(): number {
    return this.keys.reduce((count, key) => count + (key === EMPTY ? 0 : 1), 0);
  }
}
