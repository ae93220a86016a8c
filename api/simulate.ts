import type { Charge } from '../model/core/charges.ts';
import type { Distribution } from '../model/distribution.ts';
import type { Library } from '../model/library.ts';
import type { Precision } from '../model/run/measure.ts';
import { runOn } from '../model/run/run.ts';
import { testOf } from '../model/run/selection.ts';
import type { Unit } from '../model/units.ts';
import { runOptions, type RunOptions } from './run-options.ts';
import type { Settings } from './settings.ts';
import { loadSystem, type SystemOptions } from './system.ts';

/** What {@link simulate} runs, and how. */
export interface SimulateOptions extends SystemOptions, RunOptions {
  /** The test of the workload; the only one by default. */
  test?: string;
  /**
   * For whole workloads, such as `compile`, in place of `replications`: as many as make the confidence interval narrow enough. Other tests
   * do not look at it.
   */
  precision?: Precision;
  /** What the workload sets for a quick look, such as fewer instructions that are run one by one. */
  quick?: boolean;
  /** Skip repetitions of loops that have reached a repeating state: the result is the same. True by default. */
  fastForward?: boolean;
}

/** What a test gave, with what it was run on. The same inputs and seed give the same result on every machine. */
export interface SimulationResult {
  /** The machine's name. */
  machine: string;
  /** The structure, as it was asked for. */
  system: string;
  /** The workload, as it was asked for. */
  workload: string;
  /** Name of the test. */
  test: string;
  /** Seed of all random streams. */
  seed: string;
  /** What was set. */
  set: Settings;
  /** Unit of the values. */
  unit: Unit;
  /** What the benchmark would print: the mean over the replications, or what the test takes in its place. */
  value: number;
  /** Two or more replications: the least and the greatest value, or the 95 % confidence interval of a whole workload. */
  interval?: [number, number];
  /** By replication. On two systems the same place in the list has the same random numbers. */
  values: number[];
  /** `value` without the whole units in which some benchmarks count: it moves smoothly with the costs. */
  expected: number;
  /** Times of the single executions, where the test asks for them. */
  distribution?: Distribution;
  /** Clock of the processor, in Hz. */
  clock: number;
  /** Time of one operation before units and rounding, in cycles: of what `value` is of, be it a part, or the worst replication. */
  cyclesPerOperation: number;
  /** Where the time of one operation went: cycles by place and cause. They add up to `cyclesPerOperation`. */
  operationCharges: Charge[];
  /** Cycles of one operation by named part, where the workload names parts. */
  parts: Record<string, number>;
  /** Where the time of all replications went, warm-up included. */
  charges: Charge[];
  /** Time of all replications, in cycles: the sum of `charges`. */
  elapsedCycles: number;
  /** A hash of the whole trajectory: two runs with the same one went the same way. */
  fingerprint: string;
}

/**
 * Runs one test of a workload on one system: a kernel structure on a machine.
 *
 * **When to use.** For whatever the model can say of one operation or one workload: its time, and where the time goes. Call it twice for a
 * comparison, in a loop for a sweep. Job mixes such as `aim7` are run by {@link simulateMix}.
 *
 * **Details.** Equal to `ukperf run WORKLOAD TEST --system S --machine M`, to the last cycle and with the same fingerprint. Values that
 * are set stand for the files' own; functions that are set to `none` are never run. Runs of two systems with one seed have common
 * random numbers, so that their difference is that of the systems. `operationCharges` belong to just what the test reports: to a part of
 * what runs, to the fastest execution (the first of several that are equal), or to the operation less the overhead that is subtracted, whose
 * charges may be less than nothing. They add up to `cyclesPerOperation`, but for the rounding of divisions.
 *
 * **Gotchas.** Where pages lie in memory is drawn from the seed and decides what shares cache lines: take ten or more `replications` before
 * you believe a difference of a few percent. It runs to its end before it returns, in milliseconds for most tests and in seconds for
 * `compile`: in a page, call it in a worker.
 *
 * @param library - where the files come from, such as `shipped` of `ukperf/data` or a `DiskLibrary` of `ukperf/node`
 * @param options - what to run
 * @throws `SpecError` when a file is missing or wrong, a test is unknown, a value is impossible, or the parts do not fit together
 * @throws `ModelError` when the structure or workload turns out wrong as it runs, such as threads that wait for ever
 * @throws `RangeError` when `set` names no key, or `replications` is no whole number from 1 to 10,000
 *
 * @example
 * ```ts
 * import { simulate } from 'ukperf';
 * import { shipped } from 'ukperf/data';
 *
 * const on = (system: string) => simulate(shipped, { machine: 'pentium-133', system, workload: 'getpid' });
 * const [native, l4linux] = [on('linux'), on('l4linux')];
 * console.log(`${native.value} and ${l4linux.value} ${native.unit}`);
 * for (const { place, cause, cycles } of l4linux.operationCharges) console.log(place, cause, cycles);
 * ```
 */
export function simulate(library: Library, options: SimulateOptions): SimulationResult {
  const { system, workload, set = {}, precision, fastForward = true, quick = false } = options;
  const { seed, replications } = runOptions(options);
  const { machine, sources, program } = loadSystem(library, options);
  const [name] = testOf(sources.workload, options.test);
  const { measured, ...totals } = runOn(
    { machine: machine.values, sources, program },
    { tests: [name], seed, replications, fastForward, quick, ...(precision ? { precision } : {}) },
  );
  const [{ unit, value, interval, values, expected, distribution, ...one }] = measured;
  const { cyclesPerOperation, operationCharges, parts } = one;
  const { charges, elapsedCycles, fingerprint } = totals;
  return {
    ...{ machine: machine.name, system, workload, test: name, seed, set },
    ...{ unit, value, values, expected },
    ...(interval ? { interval } : {}),
    ...(distribution ? { distribution } : {}),
    clock: machine.values.processor.clock,
    ...{ cyclesPerOperation, operationCharges, parts, charges, elapsedCycles },
    fingerprint,
  };
}
