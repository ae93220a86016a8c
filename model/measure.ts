import type { Charge } from './core/charges.ts';
import { confidenceInterval, halfWidth } from './confidence.ts';
import { cyclesOf, ticksOf } from './core/clock.ts';
import { Fingerprint } from './core/fingerprint.ts';
import type { Machine } from './hardware/machine.ts';
import type { WorkloadTest } from './kernels/language/kernel-file.ts';
import type { Program } from './kernels/compile/program.ts';
import type { Measurement } from './kernels/engine/measures.ts';
import { ModelError } from './core/model-error.ts';
import { Simulation, type Outcome } from './kernels/engine/simulation.ts';
import { convert, type Unit } from './units.ts';
import type { LoadCurve } from './workloads/load-curve.ts';

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
  /** At least and at most so many replications. */
  least: number;
  most: number;
}

/** A benchmark's result as the benchmark reports it. */
export interface Measured {
  test: string;
  unit: Unit;
  /** A whole workload, of which measured parts are added up. */
  whole: boolean;
  /** Mean over the replications of the value that the benchmark prints. */
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
  /** The time of one operation, before units and rounding. */
  cyclesPerOperation: number;
  /** The same by replication. */
  cyclesEach: number[];
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
  const parts: Record<string, number> = {};
  const hash = new Fingerprint();
  let elapsedCycles = 0;
  const enough = (): boolean => {
    const { precision } = options;
    if (test.total === undefined || precision === undefined)
      return values.length >= Math.max(options.replications, test.replications ?? 0);
    const narrow = (): boolean => halfWidth(values) <= precision.halfWidth * mean(values);
    return values.length >= precision.most || (values.length >= precision.least && narrow());
  };
  for (let replication = 0; !enough(); replication++) {
    const seed = `${options.seed}/${replication}`;
    const outcome = new Simulation(program, machine, { seed, fastForward: options.fastForward ?? true }).run(
      test.program,
    );
    const { cycles, operations, charges: own, elapsed } = operationOf(outcome, test, name);
    perOperation.push(cycles);
    const value = convert(cycles, test.unit, machine.processor.clock, test.bytes);
    exact.push(value);
    values.push(test.truncate ? Math.trunc(value) : value);
    for (const charge of own) addCharge(charges, charge);
    for (const [part, total] of Object.entries(outcome.parts)) {
      parts[part] = (parts[part] ?? 0) + total / operations;
    }
    elapsedCycles += elapsed;
    hash.addText(outcome.fingerprint);
  }
  return {
    test: name,
    unit: test.unit,
    whole: test.total !== undefined,
    value: test.statistic === 'trimmed-mean' ? trimmedMean(values) : mean(values),
    ...(values.length > 1 ? { interval: intervalOf(values, test) } : {}),
    values,
    expected: mean(exact) - (test.truncate ? TRUNCATION_LOSS : 0),
    cyclesPerOperation: mean(perOperation),
    cyclesEach: perOperation,
    parts: Object.fromEntries(Object.entries(parts).map(([part, sum]) => [part, sum / values.length])),
    charges: [...charges.values()],
    elapsedCycles,
    fingerprint: hash.digest(),
  };
}

/** What a run says about a test. */
interface Operation {
  /** Cycles of one operation of the measured block, less what the test subtracts; or the total of all. */
  cycles: number;
  operations: number;
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
  return {
    cycles: of(main) - (overhead ? of(overhead) : 0),
    operations: main.operations,
    charges: outcome.charges,
    elapsed: outcome.elapsedCycles,
  };
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
  return { cycles, operations: 1, charges: list, elapsed: cycles };
}

/** Adds a charge to a table by place and cause. */
export function addCharge(table: Map<string, Charge>, { place, cause, cycles }: Charge): void {
  const key = `${place}/${cause}`;
  const old = table.get(key);
  table.set(key, { place, cause, cycles: cycles + (old?.cycles ?? 0) });
}

/** One fingerprint for the results of several tests. */
export function fingerprintOf(measured: readonly Measured[]): string {
  const hash = new Fingerprint();
  for (const { fingerprint } of measured) hash.addText(fingerprint);
  return hash.digest();
}

/** Charges of one operation by place and cause: all that ran, warm-up and helpers included, scaled to its time. */
export function chargesPerOperation({
  charges,
  cyclesPerOperation,
  elapsedCycles,
}: Measured): Map<string, Charge> {
  const table = new Map<string, Charge>();
  const scale = cyclesPerOperation / elapsedCycles;
  for (const charge of charges) addCharge(table, { ...charge, cycles: charge.cycles * scale });
  return table;
}

function intervalOf(values: readonly number[], test: WorkloadTest): [number, number] {
  return test.total === undefined ? [Math.min(...values), Math.max(...values)] : confidenceInterval(values);
}

/** What whole units leave out of a value, on average. */
const TRUNCATION_LOSS = 0.5;

/** Share of the values that a trimmed mean leaves out at each end. */
const TRIMMED = 0.1;

function trimmedMean(values: readonly number[]): number {
  const cut = Math.floor(values.length * TRIMMED);
  return mean([...values].sort((left, right) => left - right).slice(cut, values.length - cut));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
