import { ARRIVAL_SEED, interarrival, SERVICE_SEED } from '../workloads/mm1.ts';
import type { Measurement } from '../workloads/measurement.ts';
import { RandomTicks } from '../workloads/random-ticks.ts';

/** As much of simjs as an M/M/1 queue needs; the package has no types. */
interface Request {
  done(callback: () => void): Request;
}
interface Facility {
  queueStats(): { durationSeries: { sum(): number } };
}
interface Simulation {
  addEntity(entity: EntityClass): void;
  simulate(until: number): void;
}
interface Entity {
  setTimer(delay: number): Request;
  useFacility(facility: Facility, duration: number): Request;
}
type EntityClass = new (...parameters: never[]) => Entity;
interface SimJs {
  Sim: new () => Simulation;
  Entity: EntityClass;
  Facility: new (name: string) => Facility;
}

/** simjs 2 is bundled for browsers: it exports nothing and, where there is a `window`, defines `window.Sim`. */
async function importSimJs(): Promise<SimJs> {
  const window: { Sim?: SimJs } = {};
  const name = 'simjs';
  Object.assign(globalThis, { window });
  await import(name);
  Reflect.deleteProperty(globalThis, 'window');
  if (!window.Sim) throw new Error('simjs has not defined window.Sim');
  return window.Sim;
}

/** The M/M/1 queue of workloads/mm1.ts as a source that uses a facility. */
export async function loadMm1SimJs(): Promise<(customers: number) => Measurement> {
  const simjs = await importSimJs();

  return (customers) => {
    const arrivals = new RandomTicks(ARRIVAL_SEED);
    const services = new RandomTicks(SERVICE_SEED);
    const server = new simjs.Facility('server');
    let arrived = 0;

    class Source extends simjs.Entity {
      private readonly arrive = (): void => {
        this.useFacility(server, services.next());
        if (++arrived < customers) this.setTimer(interarrival(arrivals)).done(this.arrive);
      };

      start(): void {
        this.setTimer(interarrival(arrivals)).done(this.arrive);
      }
    }

    const start = process.hrtime.bigint();
    const simulation = new simjs.Sim();
    simulation.addEntity(Source);
    simulation.simulate(Number.MAX_SAFE_INTEGER);
    const nanoseconds = Number(process.hrtime.bigint() - start);
    return { checksum: server.queueStats().durationSeries.sum(), nanoseconds };
  };
}
