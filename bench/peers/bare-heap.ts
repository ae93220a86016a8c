/** A binary heap over typed arrays with the key (time, sequence), of fixed capacity: the plain textbook queue. */
export class BareHeap {
  time = 0;
  kind = 0;
  argument = 0;

  private size = 0;
  private sequence = 0;
  private readonly times: Float64Array;
  private readonly sequences: Float64Array;
  private readonly kinds: Int32Array;
  private readonly arguments: Int32Array;

  constructor(capacity: number) {
    this.times = new Float64Array(capacity);
    this.sequences = new Float64Array(capacity);
    this.kinds = new Int32Array(capacity);
    this.arguments = new Int32Array(capacity);
  }

  push(time: number, kind: number, argument: number): void {
    const { times, sequences, kinds, arguments: args } = this;
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
    sequences[at] = this.sequence++;
    kinds[at] = kind;
    args[at] = argument;
  }

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
      let child = 2 * at + 1;
      if (child >= last) break;
      const right = child + 1;
      if (
        right < last &&
        (times[right] < times[child] ||
          (times[right] === times[child] && sequences[right] < sequences[child]))
      ) {
        child = right;
      }
      if (times[child] > time || (times[child] === time && sequences[child] > sequence)) break;
      times[at] = times[child];
      sequences[at] = sequences[child];
      kinds[at] = kinds[child];
      args[at] = args[child];
      at = child;
    }
    times[at] = time;
    sequences[at] = sequence;
    kinds[at] = kinds[last];
    args[at] = args[last];
    return true;
  }
}
