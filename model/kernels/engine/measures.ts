import type { Charge } from '../../core/charges.ts';
import { cyclesOf } from '../../core/clock.ts';
import type { Processor } from '../../hardware/processor.ts';
import { Executions } from './executions.ts';
import type { Program } from '../program/program.ts';

export interface Measurement {
  cycles: number;
  operations: number;
  /** Least time of one operation over the executions of the measured block. */
  minimumCycles: number;
  /** Times of one operation of the single executions, with their numbers, where a test asks for them. */
  executions?: [cycles: number, times: number][];
  /** Where the time of the block went; adds up to `cycles`. */
  charges: Charge[];
  /** Cycles of the block that were spent in each named part. */
  parts: Record<string, number>;
}

/** What {@link Measures.counts} counts. */
export const COUNT = { switches: 0, faults: 1, interrupts: 2 } as const;

/** Outside any part. */
const NO_PART = -1;

/** The stop watches of a workload: measured blocks, the time spent in each named part, and counts of what happened. */
export class Measures {
  /** Ticks by part; ticks and operations by measure. */
  readonly partTicks: Float64Array;
  readonly ticks: Float64Array;
  readonly operations: Float64Array;
  /** Ticks by measure, place and cause. */
  readonly charges: readonly Float64Array[];
  /** Ticks by measure and part. */
  private readonly parts: readonly Float64Array[];
  /** Thread switches, page faults, interrupts; indexed by {@link COUNT}. */
  readonly counts = new Float64Array(Object.keys(COUNT).length);
  /** The part that time belongs to now. */
  part = NO_PART;
  private partStart = 0;
  private readonly starts: Float64Array;
  private readonly minima: Float64Array;
  /** By measure; undefined for one whose executions nobody wants to know. */
  private readonly executions: readonly (Executions | undefined)[];
  private readonly chargesBefore: readonly Float64Array[];
  private readonly partsBefore: readonly Float64Array[];
  private readonly program: Program;
  private readonly processor: Processor;

  constructor(program: Program, processor: Processor) {
    this.program = program;
    this.processor = processor;
    this.partTicks = new Float64Array(program.parts.length);
    this.ticks = new Float64Array(program.measures.length);
    this.operations = new Float64Array(program.measures.length);
    this.starts = new Float64Array(program.measures.length);
    this.minima = new Float64Array(program.measures.length).fill(Infinity);
    this.executions = program.measures.map((name) =>
      program.noted.includes(name) ? new Executions() : undefined,
    );
    const tables = (length: number): Float64Array[] => program.measures.map(() => new Float64Array(length));
    this.charges = tables(processor.charges.ticks.length);
    this.chargesBefore = tables(processor.charges.ticks.length);
    this.parts = tables(program.parts.length);
    this.partsBefore = tables(program.parts.length);
  }

  begin(measure: number): void {
    this.starts[measure] = this.processor.now;
    this.chargesBefore[measure].set(this.processor.charges.ticks);
    this.flushPart();
    this.partsBefore[measure].set(this.partTicks);
  }

  end(measure: number, operations: number): void {
    const ticks = this.processor.now - this.starts[measure];
    this.ticks[measure] += ticks;
    this.operations[measure] += operations;
    this.minima[measure] = Math.min(this.minima[measure], ticks / operations);
    this.executions[measure]?.add(ticks / operations);
    addDifference(this.charges[measure], this.processor.charges.ticks, this.chargesBefore[measure]);
    this.flushPart();
    addDifference(this.parts[measure], this.partTicks, this.partsBefore[measure]);
  }

  /** From now on, time belongs to another part. */
  enterPart(part: number): void {
    this.flushPart();
    this.part = part;
  }

  /** Adds the time since the last change of part to the present part. */
  flushPart(): void {
    if (this.part !== NO_PART) this.partTicks[this.part] += this.processor.now - this.partStart;
    this.partStart = this.processor.now;
  }

  /** Everything that a repeated iteration adds to. */
  totals(): readonly Float64Array[] {
    return [this.partTicks, this.ticks, this.operations, this.counts, ...this.charges, ...this.parts];
  }

  /** How many executions of each measure have been noted. */
  executionCounts(): readonly number[] {
    return this.executions.map((executions) => executions?.length ?? 0);
  }

  /** Lets the clock stand later, as when what happened since a moment had happened `times` times more. */
  skip(ticks: number, since: readonly number[], times: number): void {
    this.partStart += ticks;
    this.executions.forEach((executions, measure) => executions?.repeat(since[measure], times));
  }

  /** What the measured blocks took; those that never ran are left out. */
  measurements(): Record<string, Measurement> {
    const measured: Record<string, Measurement> = {};
    this.program.measures.forEach((name, index) => {
      if (this.operations[index] === 0) return;
      const executions = this.executions[index];
      measured[name] = {
        cycles: cyclesOf(this.ticks[index]),
        operations: this.operations[index],
        minimumCycles: cyclesOf(this.minima[index]),
        ...(executions
          ? {
              executions: executions
                .entries()
                .map(([ticks, times]): [number, number] => [cyclesOf(ticks), times]),
            }
          : {}),
        charges: this.processor.charges.cells(this.charges[index]),
        parts: this.cyclesByPart(this.parts[index]),
      };
    });
    return measured;
  }

  /** Cycles spent in each named part. */
  partCycles(): Record<string, number> {
    return this.cyclesByPart(this.partTicks);
  }

  private cyclesByPart(ticks: Float64Array): Record<string, number> {
    const parts: Record<string, number> = {};
    this.program.parts.forEach((name, index) => {
      if (ticks[index] > 0) parts[name] = cyclesOf(ticks[index]);
    });
    return parts;
  }
}

/** Adds to each number what a total has grown by. */
function addDifference(into: Float64Array, total: Float64Array, before: Float64Array): void {
  for (let at = 0; at < into.length; at++) into[at] += total[at] - before[at];
}
