/**
 * The pending events of a simulation: a binary heap over typed arrays.
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
  /** The root has been popped and not been filled yet: most pops are followed by a push, which then fills it. */
  private rootOpen = false;
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
    return this.rootOpen ? this.size - 1 : this.size;
  }

  /** Time of the earliest event, or Infinity when none is pending. */
  get nextTime(): number {
    if (this.rootOpen) this.closeRoot();
    return this.size === 0 ? Infinity : this.times[0];
  }

  /** Schedules an event. */
  push(time: number, kind: number, argument = 0): void {
    const sequence = this.sequence++;
    if (this.rootOpen) {
      this.rootOpen = false;
      this.sink(time, sequence, kind, argument);
      return;
    }
    if (this.size === this.times.length) this.grow();
    const { times, sequences, kinds, arguments: args } = this;
    // A new event has the highest sequence number, so it rises only past strictly later times.
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
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
    if (this.rootOpen) this.closeRoot();
    if (this.size === 0) return false;
    this.time = this.times[0];
    this.kind = this.kinds[0];
    this.argument = this.arguments[0];
    this.rootOpen = true;
    return true;
  }

  /** Fills the open root with the last event. */
  private closeRoot(): void {
    this.rootOpen = false;
    const last = --this.size;
    if (last > 0) this.sink(this.times[last], this.sequences[last], this.kinds[last], this.arguments[last]);
  }

  /** Places an event, from the root down. */
  private sink(time: number, sequence: number, kind: number, argument: number): void {
    const { size, times, sequences, kinds, arguments: args } = this;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= size) break;
      const right = left + 1;
      let least = left;
      if (right < size) {
        // Added up, not branched on: which child is earlier cannot be predicted; a tie can.
        least = left + (Number(times[right] < times[left]) | 0);
        if (times[right] === times[left] && sequences[right] < sequences[left]) least = right;
      }
      const leastTime = times[least];
      if (leastTime > time || (leastTime === time && sequences[least] > sequence)) break;
      times[at] = leastTime;
      sequences[at] = sequences[least];
      kinds[at] = kinds[least];
      args[at] = args[least];
      at = least;
    }
    times[at] = time;
    sequences[at] = sequence;
    kinds[at] = kind;
    args[at] = argument;
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
