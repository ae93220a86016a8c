/** The values that were asked for last, each with what it was made from: as many as fit, so that a sweep never fills the memory. */
export class Recent<Key, Value> {
  /** The latest first. */
  private readonly entries: { key: Key; value: Value }[] = [];
  private readonly most: number;
  private readonly same: (left: Key, right: Key) => boolean;

  /** @param same whether two keys make the same value */
  constructor(most: number, same: (left: Key, right: Key) => boolean) {
    this.most = most;
    this.same = same;
  }

  /** The value of a key: the one that is known, or a new one. */
  get(key: Key, make: () => Value): Value {
    const at = this.entries.findIndex((entry) => this.same(entry.key, key));
    const entry = at < 0 ? { key, value: make() } : this.entries.splice(at, 1)[0];
    this.entries.unshift(entry);
    if (this.entries.length > this.most) this.entries.pop();
    return entry.value;
  }
}
