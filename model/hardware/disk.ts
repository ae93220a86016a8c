import type { RandomStream } from '../core/random.ts';
import { ticksOf } from '../core/clock.ts';
import type { Machine } from './machine.ts';
import { RequestQueue, type Request } from './request-queue.ts';

const BYTES_PER_BLOCK = 1024;
const NS_PER_S = 1e9;
const NS_PER_MIN = 60e9;

/**
 * A disk with one arm: seek by distance, rotational delay, transfer; a queue orders the requests.
 *
 * Seek time grows with the square root of the distance, from the track-to-track time, so that the mean over random
 * distances is the average seek of the profile. A request that continues the one before needs neither seek nor rotation.
 */
export class Disk {
  private readonly waiting: RequestQueue;
  private active: Request | undefined;
  private cylinder = 0;
  private nextBlock = 0;
  private readonly machine: Machine;
  private readonly rotation: RandomStream;

  private readonly waitNs: number;

  /** @param waitNs time that each request keeps the disk waiting before it is served */
  constructor(machine: Machine, rotation: RandomStream, waitNs = 0) {
    this.waitNs = waitNs;
    this.machine = machine;
    this.rotation = rotation;
    this.waiting = new RequestQueue(machine.disk.queue);
  }

  /** Adds a request; returns the ticks until it is done when the disk was idle, else -1: it waits its turn. */
  submit(block: number, bytes: number, queue: number, write: boolean): number {
    const request = { block, blocks: Math.ceil(bytes / BYTES_PER_BLOCK), bytes, write, queues: [queue] };
    if (!this.active) return this.start(request);
    this.waiting.add(request, this.active);
    return -1;
  }

  /** Ends the active request: the queues to wake, and the ticks until the next request is done (-1 for none). */
  complete(): { queues: readonly number[]; next: number } {
    const { queues } = this.active as Request;
    this.active = this.waiting.take();
    if (this.active === undefined) return { queues, next: -1 };
    const next = this.start(this.active);
    this.waiting.admit(this.active);
    return { queues, next };
  }

  /** Of the writes that found no free request: how many there were, and how many have got one. */
  get writesRefused(): number {
    return this.waiting.writesRefused;
  }

  get writesAdmitted(): number {
    return this.waiting.writesAdmitted;
  }

  get busy(): boolean {
    return this.active !== undefined;
  }

  /** Service time in nanoseconds from the arm's present position; moves the arm. */
  serviceTime(block: number, bytes: number): number {
    const { disk } = this.machine;
    const blocksPerCylinder = disk.size / BYTES_PER_BLOCK / disk.cylinders;
    const target = Math.min(disk.cylinders - 1, Math.floor(block / blocksPerCylinder));
    const distance = Math.abs(target - this.cylinder);
    const sequential = block === this.nextBlock;
    this.cylinder = target;
    this.nextBlock = block + Math.ceil(bytes / BYTES_PER_BLOCK);
    // The mean of sqrt(d / D) over two uniform positions is 8/15.
    const slope = (disk['average-seek'] - disk['track-seek']) / (8 / 15);
    const seek = distance === 0 ? 0 : disk['track-seek'] + slope * Math.sqrt(distance / disk.cylinders);
    const delay = sequential ? 0 : (this.rotation.uniform() * NS_PER_MIN) / disk.rotation;
    return disk['command-overhead'] + seek + delay + (bytes / disk['transfer-rate']) * NS_PER_S;
  }

  private start(request: Request): number {
    this.active = request;
    const time = this.waitNs + this.serviceTime(request.block, request.bytes);
    return ticksOf((time * this.machine.processor.clock) / NS_PER_S);
  }
}
