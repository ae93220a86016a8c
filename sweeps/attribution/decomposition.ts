import { mean } from 'simple-statistics';
import type { Job } from '../../model/run/job.ts';
import type { Execute } from '../../calibration/experiments/reproduce.ts';
import { confidenceInterval } from '../../model/confidence.ts';
import { RandomStreams } from '../../model/core/random.ts';
import type { Library, Measured, Override } from '../../model/index.ts';
import { MECHANISMS, type Mechanism } from '../../model/kernels/files/mechanisms.ts';
import { switchesOf, type Mechanisms } from './mechanisms.ts';
import { coalitionsOf, drawOrders, shapleyValues, type Coalition } from './shapley.ts';

export interface DecomposeOptions {
  library: Library;
  mechanisms: Mechanisms;
  machine: string;
  system: string;
  against: string;
  workload: string;
  test: string;
  seed: string;
  replications: number;
  overrides?: readonly Override[];
  quick?: boolean;
  /** So many pairs of drawn orders; all orders by default. */
  orderPairs?: number;
  execute: Execute;
  /** Called as runs end, with their number and that of all. */
  onProgress?: (done: number, total: number) => void;
}

/** A mechanism's part in a penalty, in cycles of one operation. */
export interface Part {
  mechanism: Mechanism;
  cycles: number;
  /** 95 % confidence interval over replications; absent for a single one. */
  interval?: [number, number];
  /** Of drawn orders. */
  standardError?: number;
}

/** What a system takes beyond another for one operation, by mechanism. */
export interface Decomposition {
  /** Cycles of one operation on each system. */
  cycles: number;
  baseCycles: number;
  parts: Part[];
  /** What is left with every mechanism off: the systems' other code. */
  rest: Omit<Part, 'mechanism' | 'standardError'>;
  runs: number;
  /** Orders that were drawn; absent when all were taken. */
  orders?: number;
}

/**
 * Splits the penalty of a system over mechanisms: every mechanism is switched off and on, on both systems, in all orders or in drawn
 * ones, and gets its mean contribution (its Shapley value). The parts and the rest add up to the penalty.
 * @throws SpecError, ModelError
 */
export async function decompose(options: DecomposeOptions): Promise<Decomposition> {
  const { seed, orderPairs, execute, onProgress } = options;
  const players = MECHANISMS.length;
  const orders =
    orderPairs === undefined
      ? undefined
      : drawOrders(players, orderPairs, new RandomStreams(seed).stream('orders'));
  const coalitions = coalitionsOf(players, orders);
  const systems = [options.system, options.against];
  const jobs = systems.flatMap((system) => jobsOf(options, system, coalitions));
  let done = 0;
  const results = await execute(jobs, (count) => onProgress?.((done += count), jobs.length));
  const [own, base] = systems.map((_, index) =>
    timesOf(coalitions, results.slice(index * coalitions.length, (index + 1) * coalitions.length)),
  );

  const all = 2 ** players - 1;
  const beyond = (coalition: Coalition, replication: number): number =>
    timeAt(own, coalition)[replication] - timeAt(base, coalition)[replication];
  const replications = timeAt(own, all).map((_, replication) => replication);
  const shares = replications.map((replication) =>
    shapleyValues(players, (coalition) => beyond(coalition, replication), orders),
  );
  const pooled = shapleyValues(
    players,
    (coalition) => mean(replications.map((replication) => beyond(coalition, replication))),
    orders,
  );
  return {
    cycles: mean(timeAt(own, all)),
    baseCycles: mean(timeAt(base, all)),
    parts: MECHANISMS.map((mechanism, player) => ({
      mechanism,
      ...summaryOf(shares.map((values) => values[player].value)),
      ...(orders ? { standardError: pooled[player].standardError } : {}),
    })),
    rest: summaryOf(replications.map((replication) => beyond(0, replication))),
    runs: jobs.length,
    ...(orders ? { orders: orders.length } : {}),
  };
}

/** One run for each coalition of mechanisms that are on. */
function jobsOf(options: DecomposeOptions, system: string, coalitions: readonly Coalition[]): Job[] {
  const { library, mechanisms, machine, workload, test, seed, replications, overrides = [], quick } = options;
  const switches = switchesOf(library, mechanisms, machine, system, workload);
  const off = MECHANISMS.map(switches);
  return coalitions.map((coalition) => ({
    ...{ machine, system, workload, tests: [test], seed, replications },
    ...(quick ? { quick } : {}),
    overrides: [...overrides, ...off.filter((_, player) => (coalition & (1 << player)) === 0).flat()],
  }));
}

/** Cycles of one operation by coalition, and by replication where the test reports their mean. */
type Times = ReadonlyMap<Coalition, readonly number[]>;

function timesOf(coalitions: readonly Coalition[], results: readonly Measured[][]): Times {
  return new Map(coalitions.map((coalition, index) => [coalition, reportedTimes(results[index][0])]));
}

/** Of a test that does not take all replications, the one time that it reports: its replications are no pairs. */
function reportedTimes({ taken, cyclesEach, cyclesPerOperation }: Measured): readonly number[] {
  return taken.length === cyclesEach.length ? cyclesEach : [cyclesPerOperation];
}

function timeAt(times: Times, coalition: Coalition): readonly number[] {
  return times.get(coalition) as readonly number[];
}

function summaryOf(values: readonly number[]): { cycles: number; interval?: [number, number] } {
  const cycles = mean([...values]);
  return values.length > 1 ? { cycles, interval: confidenceInterval(values) } : { cycles };
}
