import type { Measurement } from './measurement.ts';
import type { PendingEvents } from './pending-events.ts';
import { RandomTicks } from './random-ticks.ts';

const ARRIVAL = 0;
const DEPARTURE = 1;

export const ARRIVAL_SEED = 1;
export const SERVICE_SEED = 2;

/** Ticks between arrivals for one draw: 5/4 of a service, for a utilisation of 0.8. */
export function interarrival(ticks: RandomTicks): number {
  return (5 * ticks.next()) >> 2;
}

/**
 * An M/M/1 queue that serves `customers` and then is empty.
 *
 * The checksum is the ticks that all customers together waited for the server. Arrivals and services draw from
 * streams of their own, so the checksum does not depend on how simultaneous events are ordered.
 */
export function mm1(events: PendingEvents, customers: number): Measurement {
  const arrivals = new RandomTicks(ARRIVAL_SEED);
  const services = new RandomTicks(SERVICE_SEED);

  const start = process.hrtime.bigint();
  let arrived = 0;
  let waiting = 0;
  let busy = false;
  let now = 0;
  let waited = 0;
  events.push(interarrival(arrivals), ARRIVAL, 0);
  while (events.pop()) {
    waited += waiting * (events.time - now);
    now = events.time;
    if (events.kind === ARRIVAL) {
      if (++arrived < customers) events.push(now + interarrival(arrivals), ARRIVAL, arrived);
      if (busy) {
        waiting++;
      } else {
        busy = true;
        events.push(now + services.next(), DEPARTURE, 0);
      }
    } else if (waiting > 0) {
      waiting--;
      events.push(now + services.next(), DEPARTURE, 0);
    } else {
      busy = false;
    }
  }
  const nanoseconds = Number(process.hrtime.bigint() - start);
  return { checksum: waited, nanoseconds };
}
