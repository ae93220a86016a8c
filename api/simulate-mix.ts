import type { Charge } from '../model/core/charges.ts';
import type { Library } from '../model/library.ts';
import { curveResults } from '../model/run/curve-results.ts';
import { runOn } from '../model/run/run.ts';
import { mixOf } from '../model/run/selection.ts';
import { crossoverLoad } from '../model/workloads/load-curve.ts';
import { totalsOf } from '../model/run/curve-totals.ts';
import { runOptions, type RunOptions } from './run-options.ts';
import type { Settings } from './settings.ts';
import { loadSystem, type SystemOptions } from './system.ts';

/** What {@link simulateMix} runs, and how. */
export interface MixOptions extends SystemOptions, RunOptions {
  /** The job mix of the workload; the first by default. */
  mix?: string;
  /** Few loads, for a first look. */
  quick?: boolean;
  /** The loads that the benchmark's driver would choose, instead of those that the workload lists. */
  driverLoads?: boolean;
  /** Is called after each load. */
  onLoad?: (load: number) => void;
}

/** A job mix at one load. */
export interface MixPoint {
  /** How many tasks ran at once. */
  load: number;
  /** Real time of all tasks in seconds, the mean over the replications. */
  seconds: number;
  /** The same by replication. */
  secondsEach: readonly number[];
  /** Throughput, the mean over the replications. */
  jobsPerMinute: number;
}

/** What a job mix gave, with what it was run on. The same inputs and seed give the same result on every machine. */
export interface MixResult {
  /** The machine's name. */
  machine: string;
  /** The structure, as it was asked for. */
  system: string;
  /** The workload, as it was asked for. */
  workload: string;
  /** Name of the mix. */
  mix: string;
  /** Seed of all random streams. */
  seed: string;
  /** What was set. */
  set: Settings;
  /** By rising load. */
  points: MixPoint[];
  /** The greatest throughput, in jobs a minute: the mean over the replications. */
  maxJobsPerMinute: number;
  /** The load at which the benchmark's driver stops, or the last that ran where it was not reached. */
  crossoverLoad: number;
  /** Clock of the processor, in Hz. */
  clock: number;
  /** Where the time of all loads and replications went. */
  charges: Charge[];
  /** Time of all loads and replications, in cycles: the sum of `charges`. */
  elapsedCycles: number;
  /** A hash of all trajectories. */
  fingerprint: string;
}

/**
 * Runs a job mix at rising loads on one system: throughput and real time against the number of tasks.
 *
 * **When to use.** For workloads with a job mix, of which `aim7` is shipped. Single tests, of `aim7` too, are run by {@link simulate}.
 *
 * **Details.** Equal to `ukperf run WORKLOAD MIX --system S`, to the last cycle and with the same fingerprint. What one job takes is
 * measured once on the system; then tasks of such jobs compete for one processor and one disk.
 *
 * **Gotchas.** All loads of `aim7` take several seconds, `quick` ones about one; `onLoad` tells how far it is. The greatest throughput is
 * the greatest of the loads that ran, so `quick` may miss it.
 *
 * @param library - where the files come from
 * @param options - what to run
 * @throws `SpecError` when a file is missing or wrong, a job mix is unknown, a value is impossible, or the parts do not fit together
 * @throws `ModelError` when the structure or workload turns out wrong as it runs
 * @throws `RangeError` when `set` names no key, or `replications` is no whole number from 1 to 10,000
 *
 * @example
 * ```ts
 * import { simulateMix } from 'ukperf';
 * import { shipped } from 'ukperf/data';
 *
 * const { points } = simulateMix(shipped, { machine: 'pentium-133', system: 'l4linux', workload: 'aim7', quick: true });
 * for (const { load, seconds, jobsPerMinute } of points) console.log(load, seconds, jobsPerMinute);
 * ```
 */
export function simulateMix(library: Library, options: MixOptions): MixResult {
  const { system, workload, set = {}, quick = false, driverLoads = false, onLoad } = options;
  const { seed, replications } = runOptions(options);
  const { machine, sources, program } = loadSystem(library, options);
  const mix = mixOf(sources.workload, options.mix);
  const {
    curves: [curve],
  } = runOn(
    { machine: machine.values, sources, program },
    { tests: [mix], seed, replications, quick, driverLoads },
    onLoad ? { onLoad } : {},
  );
  const [most, ...byLoad] = curveResults(curve).map(({ value }) => value);
  return {
    ...{ machine: machine.name, system, workload, mix, seed, set },
    points: curve.points.map(({ load, seconds: secondsEach }, index) => {
      const [seconds, jobsPerMinute] = byLoad.slice(2 * index);
      return { load, seconds, secondsEach, jobsPerMinute };
    }),
    maxJobsPerMinute: most,
    crossoverLoad: crossoverLoad(curve),
    clock: machine.values.processor.clock,
    ...totalsOf(curve),
  };
}
