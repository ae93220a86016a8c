import type { Charge } from '../core/charges.ts';
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
  /** The time of one operation, before units and rounding. */
  cyclesPerOperation: number;
  /** The same by replication. */
  cyclesEach: number[];
  /** Where the time of one operation went, warm-up left out, and a subtracted measure taken off. */
  operationCharges: Charge[];
  /** Cycles of one operation by named part. */
  parts: Record<string, number>;
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
  const perOperation: number[] = [];
  const charges = new Map<string, Charge>();
  const operationCharges = new Map<string, Charge>();
  const parts: Record<string, number> = {};
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
    const { cycles, charges: own, each, parts: ownParts, elapsed } = operationOf(outcome, test, name);
    perOperation.push(cycles);
    const value = convert(cycles, test.unit, machine.processor.clock, test.bytes);
    exact.push(value);
    values.push(test.truncate ? Math.trunc(value) : value);
    executions.push(...executionsOf(outcome, test, machine.processor.clock));
    for (const charge of own) addCharge(charges, charge);
    for (const charge of each) addCharge(operationCharges, charge);
    for (const [part, spent] of Object.entries(ownParts)) parts[part] = (parts[part] ?? 0) + spent;
    elapsedCycles += elapsed;
    hash.addText(outcome.fingerprint);
  }
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
    cyclesPerOperation: mean(perOperation),
    operationCharges: [...operationCharges.values()].map((charge) => scaled(charge, 1 / values.length)),
    cyclesEach: perOperation,
    parts: Object.fromEntries(Object.entries(parts).map(([part, sum]) => [part, sum / values.length])),
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
interface Operation {
  /** Cycles of one operation of the measured block, less what the test subtracts; or the total of all. */
  cycles: number;
  charges: Charge[];
  /** Those of one operation. */
  each: Charge[];
  /** Cycles of one operation by named part. */
  parts: Record<string, number>;
  /** What the charges add up to. */
  elapsed: number;
}

/** The measure whose operations the test is about. @throws ModelError when there is none */
export function mainMeasureOf(outcome: Outcome, test: WorkloadTest, name: string): string {
  const main = Object.keys(outcome.measures).find((key) => key !== test.subtract);
  if (main === undefined) throw new ModelError(`test ${name}: program ${test.program} measures nothing`);
  return main;
}

function operationOf(outcome: Outcome, test: WorkloadTest, name: string): Operation {
  if (test.total !== undefined) return totalOf(outcome, test.total, name);
  const of = (measurement: Measurement): number => {
    if (test.part !== undefined) return (measurement.parts[test.part] ?? 0) / measurement.operations;
    return test.statistic === 'minimum'
      ? measurement.minimumCycles
      : measurement.cycles / measurement.operations;
  };
  const main = outcome.measures[mainMeasureOf(outcome, test, name)];
  const overhead = test.subtract === undefined ? undefined : outcome.measures[test.subtract];
  if (test.subtract !== undefined && overhead === undefined) {
    throw new ModelError(`test ${name}: program ${test.program} has no measure ${test.subtract} to subtract`);
  }
  const eachOf = ({ charges, operations }: Measurement, sign: number): Charge[] =>
    charges.map((charge) => scaled(charge, sign / operations));
  return {
    cycles: of(main) - (overhead ? of(overhead) : 0),
    charges: outcome.charges,
    each: [...eachOf(main, 1), ...(overhead ? eachOf(overhead, -1) : [])],
    parts: Object.fromEntries(
      Object.entries(main.parts).map(([part, spent]) => [part, spent / main.operations]),
    ),
    elapsed: outcome.elapsedCycles,
  };
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
function totalOf(outcome: Outcome, total: Readonly<Record<string, number>>, name: string): Operation {
  const charges = new Map<string, Charge>();
  for (const [measure, times] of Object.entries(total)) {
    const measurement = outcome.measures[measure];
    if (measurement === undefined)
      throw new ModelError(`test ${name}: nothing was measured under the name ${measure}`);
    const scale = times / measurement.operations;
    for (const { place, cause, cycles } of measurement.charges)
      addCharge(charges, { place, cause, cycles: cyclesOf(ticksOf(cycles * scale)) });
  }
  const list = [...charges.values()];
  const cycles = list.reduce((sum, charge) => sum + charge.cycles, 0);
  return { cycles, charges: list, each: list, parts: outcome.parts, elapsed: cycles };
}

const scaled = (charge: Charge, factor: number): Charge => ({ ...charge, cycles: charge.cycles * factor });

/** Adds a charge to a table by place and cause. */
export function addCharge(table: Map<string, Charge>, { place, cause, cycles }: Charge): void {
  const key = `${place}/${cause}`;
  const old = table.get(key);
  table.set(key, { place, cause, cycles: cycles + (old?.cycles ?? 0) });
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

function overReplications(values: readonly number[], { statistic }: WorkloadTest): number {
  if (statistic === 'maximum') return Math.max(...values);
  return statistic === 'trimmed-mean' ? trimmedMean(values) : mean(values);
}

/** Share of the values that a trimmed mean leaves out at each end. */
const TRIMMED = 0.1;

function trimmedMean(values: readonly number[]): number {
  const cut = Math.floor(values.length * TRIMMED);
  return mean([...values].sort((left, right) => left - right).slice(cut, values.length - cut));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
