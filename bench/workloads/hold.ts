import type { PendingEvents } from './pending-events.ts';
import { RandomTicks } from './random-ticks.ts';
import type { Measurement } from './measurement.ts';

/** Beyond 2^32 ticks, where the clock of a long simulation is. */
const EPOCH = 2 ** 33;

/**
 * The hold model: the earliest of `pending` events is taken out and scheduled again, `holds` times.
 *
 * The checksum depends on the order in which the events left. Filling the queue is not timed.
 */
export function hold(events: PendingEvents, pending: number, holds: number): Measurement {
  const ticks = new RandomTicks(1);
  for (let event = 0; event < pending; event++) events.push(EPOCH + ticks.next(), 0, event);

  const start = process.hrtime.bigint();
  let checksum = 0;
  for (let held = 0; held < holds; held++) {
    events.pop();
    const event = events.argument;
    checksum = (Math.imul(checksum, 31) + event) | 0;
    events.push(events.time + ticks.next(), 0, event);
  }
  const nanoseconds = Number(process.hrtime.bigint() - start);
  return { checksum: checksum >>> 0, nanoseconds };
}
