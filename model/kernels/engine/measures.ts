import { NO_PART, type Charge } from '../../core/charges.ts';
import { cyclesOf } from '../../core/clock.ts';
import type { Processor } from '../../hardware/processor.ts';
import { Executions } from './executions.ts';
import type { Program } from '../program/program.ts';

/** What some executions of a measured block took. */
export interface Spent {
  cycles: number;
  operations: number;
  /** Where the time of the block went; adds up to `cycles`. */
  charges: Charge[];
  /** Cycles of the block that were spent in each named part. */
  parts: Record<string, number>;
  /** Where the time of each part went; adds up to its cycles in `parts`. */
  partCharges: Record<string, Charge[]>;
}

/** What all executions of a measured block took. */
export interface Measurement extends Spent {
  /** The execution with the least time of one operation; the first of several that are equal. */
  least: Spent;
  /** Times of one operation of the single executions, with their numbers, where a test asks for them. */
  executions?: [cycles: number, times: number][];
}

/** What {@link Measures.counts} counts. */
export const COUNT = { switches: 0, faults: 1, interrupts: 2 } as const;

/** The stop watches of a workload: measured blocks, the time spent in each named part, and counts of what happened. */
export class Measures {
  /** Ticks by part; ticks and operations by measure. */
  readonly partTicks: Float64Array;
  readonly ticks: Float64Array;
  readonly operations: Float64Array;
  /** Ticks by measure, part, place and cause. */
  private readonly charges: readonly Float64Array[];
  /** Ticks by measure and part. */
  private readonly parts: readonly Float64Array[];
  /** Thread switches, page faults, interrupts; indexed by {@link COUNT}. */
  readonly counts = new Float64Array(Object.keys(COUNT).length);
  /** The part that time belongs to now. */
  part = NO_PART;
  private partStart = 0;
  private readonly starts: Float64Array;
  /** Ticks, operations and charges of the execution with the least time of one operation, by measure. */
  private readonly leastTicks: Float64Array;
  private readonly leastOperations: Float64Array;
  private readonly leastCharges: readonly Float64Array[];
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
    this.leastTicks = new Float64Array(program.measures.length).fill(Infinity);
    this.leastOperations = new Float64Array(program.measures.length).fill(1);
    this.executions = program.measures.map((name) =>
      program.noted.includes(name) ? new Executions() : undefined,
    );
    const tables = (size: number): Float64Array[] => program.measures.map(() => new Float64Array(size));
    const { length } = processor.charges.byPart;
    this.charges = tables(length);
    this.chargesBefore = tables(length);
    this.leastCharges = tables(length);
    this.parts = tables(program.parts.length);
    this.partsBefore = tables(program.parts.length);
  }

  begin(measure: number): void {
    this.starts[measure] = this.processor.now;
    this.chargesBefore[measure].set(this.processor.charges.byPart);
    this.flushPart();
    this.partsBefore[measure].set(this.partTicks);
  }

  end(measure: number, operations: number): void {
    const ticks = this.processor.now - this.starts[measure];
    this.ticks[measure] += ticks;
    this.operations[measure] += operations;
    const { byPart } = this.processor.charges;
    const before = this.chargesBefore[measure];
    if (ticks / operations < this.leastTicks[measure] / this.leastOperations[measure]) {
      this.leastTicks[measure] = ticks;
      this.leastOperations[measure] = operations;
      addDifference(this.leastCharges[measure].fill(0), byPart, before);
    }
    this.executions[measure]?.add(ticks / operations);
    addDifference(this.charges[measure], byPart, before);
    this.flushPart();
    addDifference(this.parts[measure], this.partTicks, this.partsBefore[measure]);
  }

  /** From now on, time belongs to another part. */
  enterPart(part: number): void {
    this.flushPart();
    this.part = part;
    this.processor.enterPart(part);
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

  /** What a fingerprint is made of: charges without regard to parts, whose ticks it has anyway. */
  fingerprinted(): readonly Float64Array[] {
    const charges = this.charges.map((byPart) => this.processor.charges.together(byPart));
    return [this.partTicks, this.ticks, this.operations, this.counts, ...charges, ...this.parts];
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
        ...this.spent(this.ticks[index], this.operations[index], this.charges[index]),
        parts: this.cyclesByPart(this.parts[index]),
        least: this.spent(this.leastTicks[index], this.leastOperations[index], this.leastCharges[index]),
        ...(executions
          ? {
              executions: executions
                .entries()
                .map(([ticks, times]): [number, number] => [cyclesOf(ticks), times]),
            }
          : {}),
      };
    });
    return measured;
  }

  private spent(ticks: number, operations: number, byPart: Float64Array): Spent {
    const { charges: all } = this.processor;
    const partCharges = Object.fromEntries(
      this.program.parts
        .map((name, part): [string, Charge[]] => [name, all.cells(all.tableOf(part, byPart))])
        .filter(([, own]) => own.length > 0),
    );
    const parts = Object.fromEntries(Object.entries(partCharges).map(([name, own]) => [name, cyclesIn(own)]));
    return {
      ...{ cycles: cyclesOf(ticks), operations },
      charges: all.cells(all.together(byPart)),
      ...{ parts, partCharges },
    };
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

/** Exact: cycles of charges are whole ticks. */
function cyclesIn(charges: readonly Charge[]): number {
  return charges.reduce((sum, { cycles }) => sum + cycles, 0);
}

/** Adds to each number what a total has grown by. */
function addDifference(into: Float64Array, total: Float64Array, before: Float64Array): void {
  for (let at = 0; at < into.length; at++) into[at] += total[at] - before[at];
}
