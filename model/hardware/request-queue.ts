import type { Machine } from './machine.ts';

/** A request to the disk, and who sleeps until it is done. */
export interface Request {
  block: number;
  blocks: number;
  bytes: number;
  write: boolean;
  /** Wait queues to wake: more than one when neighbours were merged. */
  queues: number[];
}

/** What the profile says of the queue; without it requests are served first come, first served. */
type Policy = NonNullable<Machine['disk']['queue']>;

/**
 * The requests that wait for the disk, in the order in which they will be served.
 *
 * `elevator` is that of Linux 2.0 (ll_rw_blk.c): a request is put in order of its blocks behind the running one, so the arm sweeps one way
 * and begins again; a neighbour of a waiting request of the same direction becomes part of it. The number of requests
 * is limited, and of writes among them: who finds none free waits for one, and is not merged afterwards. `first-come` has no such limits.
 */
export class RequestQueue {
  /** Writes that found no free request, and how many of them have got one since. */
  writesRefused = 0;
  writesAdmitted = 0;
  private readonly ordered: Request[] = [];
  private readonly refused: { reads: Request[]; writes: Request[] } = { reads: [], writes: [] };
  private writes = 0;
  private readonly elevator: boolean;
  private readonly sweep: boolean;
  private readonly most: number;
  private readonly mostWrites: number;
  private readonly mostBytes: number;

  constructor(policy: Policy | undefined) {
    this.sweep = policy?.order === 'sweep';
    this.elevator = this.sweep || policy?.order === 'elevator';
    const limits = this.elevator ? policy : undefined;
    this.most = limits?.requests ?? Infinity;
    this.mostWrites = limits?.['write-requests'] ?? Infinity;
    this.mostBytes = limits?.['merge-limit'] ?? 0;
  }

  /** Adds a request while another one is running. */
  add(request: Request, running: Request): void {
    if (this.merged(request)) return;
    if (this.hasRoomFor(request, running)) this.insert(request, running);
    else if (request.write) {
      this.writesRefused++;
      this.refused.writes.push(request);
    } else this.refused.reads.push(request);
  }

  /** Takes the request that is served next out; undefined when none waits. */
  take(): Request | undefined {
    const next = this.ordered.shift();
    if (next?.write) this.writes--;
    return next ?? this.refused.reads.shift() ?? this.takeRefusedWrite();
  }

  /** Puts those that had to wait for a free request into those that are free now; reads first. */
  admit(running: Request): void {
    const { reads, writes } = this.refused;
    while (reads.length > 0 && this.hasRoomFor(reads[0], running))
      this.insert(reads.shift() as Request, running);
    while (writes.length > 0 && this.hasRoomFor(writes[0], running))
      this.insert(this.takeRefusedWrite() as Request, running);
  }

  private takeRefusedWrite(): Request | undefined {
    const write = this.refused.writes.shift();
    if (write !== undefined) this.writesAdmitted++;
    return write;
  }

  private hasRoomFor({ write }: Request, running: Request): boolean {
    if (this.ordered.length + 1 >= this.most) return false;
    return !write || this.writes + (running.write ? 1 : 0) < this.mostWrites;
  }

  /** Makes a request part of a waiting one when they are neighbours. */
  private merged({ block, blocks, bytes, write, queues }: Request): boolean {
    for (const other of this.ordered) {
      if (other.write !== write || other.bytes + bytes > this.mostBytes) continue;
      if (other.block + other.blocks !== block && block + blocks !== other.block) continue;
      other.block = Math.min(other.block, block);
      other.blocks += blocks;
      other.bytes += bytes;
      other.queues.push(...queues);
      return true;
    }
    return false;
  }

  private insert(request: Request, running: Request): void {
    if (request.write) this.writes++;
    this.ordered.splice(this.elevator ? this.placeOf(request, running) : this.ordered.length, 0, request);
  }

  /**
   * As in add_request of Linux 2.0 (`elevator`), a request goes before the first one that is beyond it, where the one in front is before it or
   * ends a sweep. What is beyond the last of this sweep when the next one has begun to form comes last, then; a `sweep` takes it along.
   */
  private placeOf({ block }: Request, running: Request): number {
    let before = running.block;
    for (let place = 0; place < this.ordered.length; place++) {
      const after = this.ordered[place].block;
      const [behind, ahead, wraps] = [before < block, block < after, before >= after];
      if (wraps && this.sweep ? behind || ahead : (behind || wraps) && ahead) return place;
      before = after;
    }
    return this.ordered.length;
  }
}
