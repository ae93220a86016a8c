/**
 * One Node contestant in a process of its own, so that none is slowed by what the compiler learnt of another:
 *
 *   run-workload.js event-queue|bare-heap hold PENDING HOLDS
 *   run-workload.js event-queue|bare-heap|simjs mm1 CUSTOMERS
 *
 * prints "checksum nanoseconds", as the peers in other languages do.
 */
import { EventQueue } from '../model/core/event-queue.ts';
import { BareHeap } from './peers/bare-heap.ts';
import { loadMm1SimJs } from './peers/mm1-simjs.ts';
import { hold } from './workloads/hold.ts';
import type { Measurement } from './workloads/measurement.ts';
import { mm1 } from './workloads/mm1.ts';
import type { PendingEvents } from './workloads/pending-events.ts';

const WARM_UPS = 4;

const queues: Record<string, (capacity: number) => PendingEvents> = {
  'event-queue': () => new EventQueue(),
  'bare-heap': (capacity) => new BareHeap(capacity),
};

const [contestant, workload, ...sizes] = process.argv.slice(2);
const [count, pending] = sizes.map(Number).reverse();
const run = contestant === 'simjs' ? await loadMm1SimJs() : workloadOn(queues[contestant]);
for (let i = 0; i < WARM_UPS; i++) run(Math.ceil(count / 8));
const { checksum, nanoseconds } = run(count);
console.log(`${checksum} ${nanoseconds}`);

function workloadOn(queue: (capacity: number) => PendingEvents): (count: number) => Measurement {
  if (workload === 'hold') return (holds) => hold(queue(pending), pending, holds);
  return (customers) => mm1(queue(64), customers);
}
