/**
 * The pending events of a simulation: a 4-ary heap over typed arrays.
 *
 * Events leave in order of time; events of the same time leave in the order in which they were scheduled.
 * Times are ticks (integers up to 2^53). Push and pop cost O(log n) and allocate nothing but, rarely, a
 * doubling of the arrays.
 */
export class EventQueue {
  /** The event that the last {@link pop} took out. */
  time = 0;
  kind = 0;
  argument = 0;

  private size = 0;
  private sequence = 0;
  private times: Float64Array;
  private sequences: Float64Array;
  private kinds: Int32Array;
  private arguments: Int32Array;

  constructor(capacity = 64) {
    this.times = new Float64Array(capacity);
    this.sequences = new Float64Array(capacity);
    this.kinds = new Int32Array(capacity);
    this.arguments = new Int32Array(capacity);
  }

  get length(): number {
    return this.size;
  }

  /** Time of the earliest event, or Infinity when none is pending. */
  get nextTime(): number {
    return this.size === 0 ? Infinity : this.times[0];
  }

  /** Schedules an event. */
  push(time: number, kind: number, argument = 0): void {
    if (this.size === this.times.length) this.grow();
    const { times, sequences, kinds, arguments: args } = this;
    const sequence = this.sequence++;
    // A new event has the highest sequence number, so it rises only past strictly later times.
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      if (times[parent] <= time) break;
      times[at] = times[parent];
      sequences[at] = sequences[parent];
      kinds[at] = kinds[parent];
      args[at] = args[parent];
      at = parent;
    }
    times[at] = time;
    sequences[at] = sequence;
    kinds[at] = kind;
    args[at] = argument;
  }

  /** Takes the earliest event out into `time`, `kind` and `argument`; false when none is pending. */
  pop(): boolean {
    if (this.size === 0) return false;
    const { times, sequences, kinds, arguments: args } = this;
    this.time = times[0];
    this.kind = kinds[0];
    this.argument = args[0];
    const last = --this.size;
    const time = times[last];
    const sequence = sequences[last];
    let at = 0;
    for (;;) {
      const first = (at << 2) + 1;
      if (first >= last) break;
      const end = first + 4 < last ? first + 4 : last;
      let least = first;
      let leastTime = times[first];
      for (let child = first + 1; child < end; child++) {
        const childTime = times[child];
        if (childTime < leastTime || (childTime === leastTime && sequences[child] < sequences[least])) {
          least = child;
          leastTime = childTime;
        }
      }
      if (leastTime > time || (leastTime === time && sequences[least] > sequence)) break;
      times[at] = leastTime;
      sequences[at] = sequences[least];
      kinds[at] = kinds[least];
      args[at] = args[least];
      at = least;
    }
    times[at] = time;
    sequences[at] = sequence;
    kinds[at] = kinds[last];
    args[at] = args[last];
    return true;
  }

  private grow(): void {
    const capacity = this.times.length * 2;
    const enlarge = <T extends Float64Array | Int32Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.times = enlarge(this.times, new Float64Array(capacity));
    this.sequences = enlarge(this.sequences, new Float64Array(capacity));
    this.kinds = enlarge(this.kinds, new Int32Array(capacity));
    this.arguments = enlarge(this.arguments, new Int32Array(capacity));
  }
}
