import { addCharge, type Charge } from '../core/charges.ts';
import { confidenceInterval, halfWidth } from '../confidence.ts';
import { cyclesOf, ticksOf } from '../core/clock.ts';
import { Fingerprint } from '../core/fingerprint.ts';
import { distributionOf, type Distribution } from '../distribution.ts';
import type { Machine } from '../hardware/machine.ts';
import type { WorkloadTest } from '../kernels/files/workload-file.ts';
import type { Program } from '../kernels/program/program.ts';
import type { Measurement } from '../kernels/engine/measures.ts';
import { ModelError } from '../core/model-error.ts';
import { Simulation, type Outcome } from '../kernels/engine/simulation.ts';
import { convert, type Unit } from '../units.ts';
import type { LoadCurve } from '../workloads/load-curve.ts';
import { oneOf, partOf, sumOf, times, type Operation } from './operation.ts';

export interface MeasureOptions {
  seed: string;
  /** Runs with page colourings and placements of their own; the value is their mean. */
  replications: number;
  /** For whole workloads, instead of `replications`: as many as make the interval narrow enough. */
  precision?: Precision;
  fastForward?: boolean;
}

/** When to stop replicating a whole workload. */
export interface Precision {
  /** Half the width of the confidence interval, as a share of the value. */
  halfWidth: number;
  /** Replications at least. */
  least: number;
  /** Replications at most. */
  most: number;
}

/** A benchmark's result as the benchmark reports it. */
export interface Measured {
  test: string;
  unit: Unit;
  /** A whole workload, of which measured parts are added up. */
  whole: boolean;
  /** Mean over the replications of the value that the benchmark prints, or what the test takes instead of the mean. */
  value: number;
  /**
   * For a whole workload the 95 % confidence interval of the value, for others the least and greatest value over the
   * replications; absent for a single run.
   */
  interval?: [number, number];
  /**
   * What `value` would be over many replications: without the steps of whole units, less the half unit that truncation takes on average.
   * It moves smoothly with the costs.
   */
  expected: number;
  /** By replication; the same number on two systems means the same random numbers. */
  values: number[];
  /** Of the single executions of a measure, in the unit of the test. */
  distribution?: Distribution;
  /** The replications that `value` is of, counted from zero: all, or those that a `maximum` or a `trimmed-mean` takes. */
  taken: number[];
  /** The time of one operation, before units and rounding: the mean over the replications that are taken. */
  cyclesPerOperation: number;
  /** The same by replication, taken or not. */
  cyclesEach: number[];
  /**
   * Where the time of one operation went: of just what the test reports, be it a part, the fastest execution, or less a subtracted
   * measure. They add up to `cyclesPerOperation`, but for the rounding of divisions.
   */
  operationCharges: Charge[];
  /** Cycles of one operation by named part; of the whole measured block where the test reports a single part. */
  parts: Record<string, number>;
  /** Where the time of each part went; adds up to its cycles in `parts`. */
  partCharges: Record<string, Charge[]>;
  /** Where the cycles of all replications went, warm-up and helpers included. */
  charges: Charge[];
  elapsedCycles: number;
  fingerprint: string;
  /** Of the greatest throughput of a job mix: the loads that it comes from. */
  curve?: LoadCurve;
}

/**
 * Runs a test of a workload and reports what the benchmark would print.
 *
 * @param program one system's compiled program
 * @throws ModelError when the structure or workload turns out wrong as it runs
 */
export function measure(
  program: Program,
  machine: Machine,
  name: string,
  test: WorkloadTest,
  options: MeasureOptions,
): Measured {
  const values: number[] = [];
  const exact: number[] = [];
  const operations: Operation[] = [];
  const charges = new Map<string, Charge>();
  const hash = new Fingerprint();
  const executions: [number, number][] = [];
  let elapsedCycles = 0;
  const enough = (): boolean => {
    const { precision } = options;
    if (test.total === undefined || precision === undefined)
      return values.length >= Math.max(options.replications, test.replications ?? 0);
    const narrow = (): boolean => halfWidth(values) <= precision.halfWidth * mean(values);
    return values.length >= precision.most || (values.length >= precision.least && narrow());
  };
  for (let replication = 0; !enough(); replication++) {
    const seed = seedOfReplication(options.seed, program, name, replication);
    const outcome = named(name, () =>
      new Simulation(program, machine, { seed, fastForward: options.fastForward ?? true }).run(test.program),
    );
    const { operation, charges: own, elapsed } = reportedOf(outcome, test, name);
    operations.push(operation);
    const value = convert(operation.cycles, test.unit, machine.processor.clock, test.bytes);
    exact.push(value);
    values.push(test.truncate ? Math.trunc(value) : value);
    executions.push(...executionsOf(outcome, test, machine.processor.clock));
    for (const charge of own) addCharge(charges, charge);
    elapsedCycles += elapsed;
    hash.addText(outcome.fingerprint);
  }
  const taken = takenOf(values, test);
  const operation = oneOf(sumOf(taken.map((replication) => operations[replication])), taken.length);
  return {
    test: name,
    unit: test.unit,
    whole: test.total !== undefined,
    value: overReplications(values, test),
    ...(values.length > 1 ? { interval: intervalOf(values, test) } : {}),
    values,
    expected:
      (test.statistic === 'maximum' ? Math.max(...exact) : mean(exact)) -
      (test.truncate ? TRUNCATION_LOSS : 0),
    ...(test.executions && executions.length > 0
      ? {
          distribution: distributionOf(
            executions,
            test.executions,
            deadlineOf(test, machine.processor.clock),
          ),
        }
      : {}),
    taken,
    cyclesPerOperation: operation.cycles,
    operationCharges: operation.charges,
    cyclesEach: operations.map(({ cycles }) => cycles),
    parts: operation.parts,
    partCharges: operation.partCharges,
    charges: [...charges.values()],
    elapsedCycles,
    fingerprint: hash.digest(),
  };
}

/** The seed of one replication of a test: the same on all systems, so that they have common random numbers. */
export function seedOfReplication(
  seed: string,
  { workload }: Program,
  test: string,
  replication: number,
): string {
  return `${seed}/${workload}/${test}/${replication}`;
}

/** Runs a test; what goes wrong is told with its name. */
function named(test: string, run: () => Outcome): Outcome {
  try {
    return run();
  } catch (error) {
    throw error instanceof ModelError ? new ModelError(`test ${test}: ${error.message}`) : error;
  }
}

/** What a run says about a test. */
interface Reported {
  operation: Operation;
  /** Of the whole run, or of the total. */
  charges: Charge[];
  /** What the charges add up to. */
  elapsed: number;
}

/** The measure whose operations the test is about. @throws ModelError when there is none */
export function mainMeasureOf(outcome: Outcome, test: WorkloadTest, name: string): string {
  const main = Object.keys(outcome.measures).find((key) => key !== test.subtract);
  if (main === undefined) throw new ModelError(`test ${name}: program ${test.program} measures nothing`);
  return main;
}

function reportedOf(outcome: Outcome, test: WorkloadTest, name: string): Reported {
  if (test.total !== undefined) return totalOf(outcome, test.total, name);
  const main = outcome.measures[mainMeasureOf(outcome, test, name)];
  const overhead = test.subtract === undefined ? undefined : outcome.measures[test.subtract];
  if (test.subtract !== undefined && overhead === undefined) {
    throw new ModelError(`test ${name}: program ${test.program} has no measure ${test.subtract} to subtract`);
  }
  const whole = operationOf(main, test);
  const operation = overhead ? sumOf([whole, times(operationOf(overhead, test), -1)]) : whole;
  return { operation, charges: outcome.charges, elapsed: outcome.elapsedCycles };
}

/** One operation of a measured block: of all executions or of the fastest; a part of it, or all. */
function operationOf(measurement: Measurement, { part, statistic }: WorkloadTest): Operation {
  const mean = oneOf(measurement, measurement.operations);
  if (part !== undefined) return partOf(mean, part);
  const { least } = measurement;
  return statistic === 'minimum' ? oneOf(least, least.operations) : mean;
}

/** The single executions that a test asks for: times in its unit, and their numbers. */
function executionsOf(
  outcome: Outcome,
  { executions, unit }: WorkloadTest,
  clock: number,
): [number, number][] {
  const noted = outcome.measures[executions?.of ?? '']?.executions ?? [];
  return noted.map(([cycles, times]) => [convert(cycles, unit, clock), times]);
}

function deadlineOf({ executions, unit }: WorkloadTest, clock: number): number | undefined {
  const { deadline } = executions ?? {};
  return deadline === undefined ? undefined : convert((deadline * clock) / NS_PER_S, unit, clock);
}

/** Each measured block as often as the whole has it; charges are scaled to whole ticks, and the time is their sum. */
function totalOf(outcome: Outcome, total: Readonly<Record<string, number>>, name: string): Reported {
  const blocks = Object.entries(total).map(([measure, often]): Operation => {
    const measurement = outcome.measures[measure];
    if (measurement === undefined)
      throw new ModelError(`test ${name}: nothing was measured under the name ${measure}`);
    const scale = often / measurement.operations;
    const charges = measurement.charges.map(({ place, cause, cycles }) => ({
      ...{ place, cause },
      cycles: cyclesOf(ticksOf(cycles * scale)),
    }));
    const cycles = charges.reduce((sum, charge) => sum + charge.cycles, 0);
    return { ...times(measurement, scale), cycles, charges };
  });
  const operation = sumOf(blocks);
  return { operation, charges: operation.charges, elapsed: operation.cycles };
}

/** Charges in the order of their cycles, the most first. */
export function largestFirst(charges: Iterable<Charge>): Charge[] {
  return [...charges].sort((left, right) => right.cycles - left.cycles);
}

/** One fingerprint for the results of several tests. */
export function fingerprintOf(measured: readonly Measured[]): string {
  const hash = new Fingerprint();
  for (const { fingerprint } of measured) hash.addText(fingerprint);
  return hash.digest();
}

function intervalOf(values: readonly number[], test: WorkloadTest): [number, number] {
  return test.total === undefined ? [Math.min(...values), Math.max(...values)] : confidenceInterval(values);
}

const NS_PER_S = 1e9;

/** What whole units leave out of a value, on average. */
const TRUNCATION_LOSS = 0.5;

/** Which replications the value is of: the worst one, the first of several that are equal; all but the extremes; or all. */
function takenOf(values: readonly number[], { statistic }: WorkloadTest): number[] {
  if (statistic === 'maximum') return [values.indexOf(Math.max(...values))];
  const all = values.map((_, replication) => replication);
  if (statistic !== 'trimmed-mean') return all;
  const ordered = all.sort((left, right) => values[left] - values[right]);
  return withoutExtremes(ordered).sort((left, right) => left - right);
}

function overReplications(values: readonly number[], { statistic }: WorkloadTest): number {
  if (statistic === 'maximum') return Math.max(...values);
  return statistic === 'trimmed-mean' ? trimmedMean(values) : mean(values);
}

/** Share of the values that a trimmed mean leaves out at each end. */
const TRIMMED = 0.1;

function trimmedMean(values: readonly number[]): number {
  return mean(withoutExtremes([...values].sort((left, right) => left - right)));
}

function withoutExtremes(ordered: readonly number[]): number[] {
  const cut = Math.floor(ordered.length * TRIMMED);
  return ordered.slice(cut, ordered.length - cut);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
