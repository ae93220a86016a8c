import { mean, sampleStandardDeviation } from 'simple-statistics';
import {
  CAUSES,
  compile,
  loadMachine,
  loadSystem,
  type Library,
  type Override,
  type Program,
} from '../../model/index.ts';
import type { Machine } from '../../model/hardware/machine.ts';
import { measureDemands, type Demands } from '../../model/workloads/demands.ts';
import { JobMix, secondsOf, type LoadRun } from '../../model/workloads/job-mix.ts';
import { planMix, type MixPlan } from '../../model/workloads/mix-plan.ts';
import { mixesOf } from '../../model/run/selection.ts';
import { parameterAt } from '../fit/parameters.ts';
import { SpecError } from '../../model/document/problem.ts';
import { textOf } from '../../model/document/quantity.ts';
import type { CurveSettings } from './curve-settings.ts';

/** A load that was run. */
export interface LoadTime {
  load: number;
  replications: number;
  /** Mean logarithm of the seconds, and the standard deviation of single runs; NaN for one replication. */
  logSeconds: number;
  spread: number;
  /** Share of the time in which the processor was busy. */
  busy: number;
}

/** One place of the search: user work of a task in seconds, and the place of each group of the disk's entries in its ranges. */
export type Place = readonly [seconds: number, ...disk: number[]];

/**
 * Runs of a job mix on one system with another user work and another disk. What the operations cost the processor depends on neither: they
 * are measured once for each replication.
 */
export class CurveRuns {
  private readonly library: Library;
  private readonly machine: string;
  private readonly sourced: string;
  private readonly system: string;
  private readonly workload: string;
  private readonly settings: CurveSettings;
  private readonly program: Program;
  private readonly mix: string;
  /** With nothing set. */
  private readonly base: { plan: MixPlan; machine: Machine };
  private readonly demands: Demands[] = [];

  /** @param sourced the machine from whose values and ranges the disk's places are taken; the runs are on `machine` */
  constructor(
    library: Library,
    machine: string,
    sourced: string,
    system: string,
    workload: string,
    settings: CurveSettings,
  ) {
    this.library = library;
    this.machine = machine;
    this.sourced = sourced;
    this.system = system;
    this.workload = workload;
    this.settings = settings;
    const { sources } = loadSystem(library, machine, system, workload);
    this.program = compile(sources);
    [this.mix] = mixesOf(sources.workload);
    this.base = this.planFor([]);
  }

  /** The values that a place stands for. */
  overridesAt([seconds, ...disk]: Place): Override[] {
    const { plan, machine } = this.base;
    const jobs = plan.jobs.length;
    const cycles = Math.round((seconds * machine.processor.clock) / jobs);
    return [
      { path: this.settings['user-work'].path, value: `${cycles} cycles` },
      ...this.settings.disk.flatMap(({ entries }, group) =>
        entries.map((path) => ({ path, value: this.entryAt(path, disk[group]) })),
      ),
    ];
  }

  /** An entry of the disk between its value and the end of its range on that side; logarithms are divided evenly. */
  private entryAt(path: string, place: number): string {
    const entry = parameterAt(this.library, this.sourced, [], path);
    if (entry === undefined) {
      const { document } = loadMachine(this.library, this.sourced);
      throw new SpecError([document.problem(path.split('.'), 'an entry with a range')]);
    }
    const { value, low, high, dimension } = entry;
    const slow = dimension === 'duration' ? high : low;
    const fast = dimension === 'duration' ? low : high;
    const end = place < 0 ? fast : slow;
    return textOf(dimension, Number((value * (end / value) ** Math.abs(place)).toPrecision(DIGITS)));
  }

  /** Runs loads at a place, each with its number of replications. */
  at(place: Place, loads: readonly number[], replicationsOf: (load: number) => number): LoadTime[] {
    const { plan, machine } = this.planFor(this.overridesAt(place));
    return loads.map((load) => {
      const replications = replicationsOf(load);
      const logs: number[] = [];
      const busy: number[] = [];
      for (let index = 0; index < replications; index++) {
        const run = new JobMix(
          plan,
          this.demandsOf(index),
          machine,
          this.program,
          load,
          this.seedOf(index),
        ).run();
        logs.push(Math.log(secondsOf(run, machine.processor.clock)));
        busy.push(1 - idleOf(run) / run.ticks);
      }
      return {
        load,
        replications,
        logSeconds: mean(logs),
        spread: logs.length > 1 ? sampleStandardDeviation(logs) : NaN,
        busy: mean(busy),
      };
    });
  }

  private planFor(overrides: readonly Override[]): { plan: MixPlan; machine: Machine } {
    const { machine, sources } = loadSystem(
      this.library,
      this.machine,
      this.system,
      this.workload,
      overrides,
    );
    const { spec, locator } = sources.workload[0];
    const jobMix = spec['job-mix'];
    if (jobMix === undefined) throw new SpecError([locator.problem(['job-mix'], 'a job mix')]);
    return { plan: planMix(jobMix, this.mix, this.program, locator), machine };
  }

  private seedOf(replication: number): string {
    return `${this.settings.seed}/${this.workload}/${replication}`;
  }

  private demandsOf(replication: number): Demands {
    const { plan, machine } = this.base;
    const seed = this.seedOf(replication);
    return (this.demands[replication] ??= measureDemands(plan, this.program, machine, seed));
  }
}

/** Digits of a value that a place stands for. */
const DIGITS = 4;

function idleOf({ charges }: LoadRun): number {
  const idle = charges.places.indexOf('idle');
  return charges.ticks
    .subarray(idle * CAUSES.length, (idle + 1) * CAUSES.length)
    .reduce((sum, ticks) => sum + ticks, 0);
}
