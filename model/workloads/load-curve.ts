import { Charges, type Charge } from '../core/charges.ts';
import { cyclesOf } from '../core/clock.ts';
import { Fingerprint } from '../core/fingerprint.ts';
import type { Machine } from '../hardware/machine.ts';
import type { Sources } from '../kernels/compile/sources.ts';
import type { Program } from '../kernels/program/program.ts';
import { ModelError } from '../core/model-error.ts';
import { SpecError } from '../document/problem.ts';
import { foundName } from '../document/suggestion.ts';
import { nextLoad } from './load-stepping.ts';
import { measureDemands, type Demands } from './demands.ts';
import { JobMix, secondsOf } from './job-mix.ts';
import { planMix, type MixPlan } from './mix-plan.ts';

const SECONDS_PER_MINUTE = 60;

/** A load, run once in each replication. */
export interface LoadPoint {
  load: number;
  /** Real time in seconds, by replication. */
  seconds: readonly number[];
  /** Where the time of all replications went. */
  charges: readonly Charge[];
  elapsedCycles: number;
  fingerprint: string;
}

/** A system's loads from 1 to the one at which the driver stops. */
export interface LoadCurve {
  mix: string;
  jobsPerTask: number;
  crossover: number;
  points: readonly LoadPoint[];
}

export interface CurveOptions {
  mix: string;
  seed: string;
  replications: number;
  /** Few loads. */
  quick?: boolean;
  /** Only these of the listed loads. */
  only?: readonly number[] | undefined;
  /** The loads that the driver's adaptive timer chooses, instead of the listed ones. */
  driverLoads?: boolean;
  onLoad?: (load: number) => void;
}

/**
 * Runs a mix at rising loads, until a task gets no more jobs a minute than the driver's crossover.
 *
 * A replication has page colourings, orders of subtests and disk rotations of its own, the same on every system.
 * @throws SpecError when the workload has no such mix, or names what is not there
 */
export function runLoadCurve(
  sources: Sources,
  program: Program,
  machine: Machine,
  options: CurveOptions,
): LoadCurve {
  const { spec, locator } = sources.workload[0];
  const jobMix = spec['job-mix'];
  if (jobMix === undefined) throw new SpecError([locator.problem(['job-mix'], 'a job mix')]);
  if (!Object.hasOwn(jobMix.mixes, options.mix))
    throw new SpecError([
      locator.problem(
        ['job-mix', 'mixes'],
        `a job mix of ${spec.workload} (${Object.keys(jobMix.mixes).join(', ')})`,
        foundName(options.mix, Object.keys(jobMix.mixes)),
      ),
    ]);
  const plan = planMix(jobMix, options.mix, program, locator);
  const replications = Array.from({ length: options.replications }, (_, index) => {
    const seed = `${options.seed}/${program.workload}/${index}`;
    return { seed, demands: measureDemands(plan, program, machine, seed) };
  });
  const { driver } = jobMix;
  const listed = options.quick ? driver['quick-loads'] : driver.loads;
  const loads = options.only ? listed.filter((load) => options.only?.includes(load)) : listed;
  if (loads.length === 0) {
    const expected = `one of the loads ${options.only?.join(', ') ?? ''}`;
    throw new SpecError([locator.problem(['job-mix', 'driver', 'loads'], expected, listed.join(', '))]);
  }
  const points: LoadPoint[] = [];
  let load = loads[0];
  let increment = driver.stepping.increment;
  for (;;) {
    const point = runLoad(plan, program, machine, load, replications);
    points.push(point);
    options.onLoad?.(load);
    if (jobsPerMinute(plan.jobs.length, load, mean(point.seconds)) / load <= driver.crossover) break;
    if (options.driverLoads) {
      const times = points.map(({ load: at, seconds }) => ({ load: at, seconds: mean(seconds) }));
      ({ load, increment } = nextLoad(times, increment, driver.stepping));
    } else if (points.length < loads.length) load = loads[points.length];
    else break;
  }
  return {
    mix: options.mix,
    jobsPerTask: plan.jobs.length,
    crossover: driver.crossover,
    points,
  };
}

function runLoad(
  plan: MixPlan,
  program: Program,
  machine: Machine,
  load: number,
  replications: readonly { seed: string; demands: Demands }[],
): LoadPoint {
  const hash = new Fingerprint();
  const charges = new Charges(program.places);
  let elapsedCycles = 0;
  const seconds = replications.map(({ seed, demands }) => {
    hash.addText(demands.fingerprint);
    const run = new JobMix(plan, demands, machine, program, load, seed).run();
    hash.addText(run.fingerprint);
    run.charges.ticks.forEach((ticks, cell) => {
      charges.ticks[cell] += ticks;
    });
    if (run.charges.total() !== run.ticks)
      throw new ModelError(`load ${load}: charges of ${run.charges.total()} ticks for ${run.ticks}`);
    elapsedCycles += cyclesOf(run.ticks);
    return secondsOf(run, machine.processor.clock);
  });
  return { load, seconds, charges: charges.cells(), elapsedCycles, fingerprint: hash.digest() };
}

/** The benchmark's measure of throughput. */
export function jobsPerMinute(jobsPerTask: number, load: number, seconds: number): number {
  return (SECONDS_PER_MINUTE * jobsPerTask * load) / seconds;
}

/** Real time at a load between two that were run, by replication. */
export function secondsAt(curve: LoadCurve, load: number, replication: number): number {
  const { points } = curve;
  const after = points.findIndex((point) => point.load >= load);
  if (after < 0) return NaN;
  const right = points[after];
  if (right.load === load || after === 0) return right.seconds[replication];
  const left = points[after - 1];
  const share = (load - left.load) / (right.load - left.load);
  return left.seconds[replication] * (1 - share) + right.seconds[replication] * share;
}

/** The load at which a task gets just as many jobs a minute as the crossover says, between the last two loads that were run. */
export function crossoverLoad(curve: LoadCurve): number {
  const { points, jobsPerTask, crossover } = curve;
  const each = points.map(({ load, seconds }) => jobsPerMinute(jobsPerTask, load, mean(seconds)) / load);
  const last = points.length - 1;
  if (last === 0 || each[last] > crossover) return points[last].load;
  const share = (each[last - 1] - crossover) / (each[last - 1] - each[last]);
  return points[last - 1].load + share * (points[last].load - points[last - 1].load);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
