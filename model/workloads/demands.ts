import { CAUSES, type Charge } from '../core/charges.ts';
import { ticksOf } from '../core/clock.ts';
import { Fingerprint } from '../core/fingerprint.ts';
import type { Machine } from '../hardware/machine.ts';
import type { Measurement } from '../kernels/engine/measures.ts';
import { ModelError } from '../core/model-error.ts';
import type { Program } from '../kernels/program/program.ts';
import { Simulation } from '../kernels/engine/simulation.ts';
import type { MixPlan } from './mix-plan.ts';

/** Processor time of an operation: ticks by place and cause, and their sum. */
export interface Demand {
  cells: Float64Array;
  ticks: number;
}

/** What a system's processor has to do for a mix. */
export interface Demands {
  places: readonly string[];
  operations: readonly Demand[];
  /** A clock tick of a processor that is busy, with all timers' interrupts of its period and what they evict. */
  clock: Demand;
  clockPeriod: number;
  /** From one computing task to another, with the refill of caches and TLBs. */
  contextSwitch: Demand;
  fingerprint: string;
}

const NS_PER_S = 1e9;

/**
 * Measures each operation of a mix once in the detailed engine, clocks stopped; waits for the disk are left out. The cost of clocks is
 * measured by itself, on a task that computes, and that of a switch on two.
 */
export function measureDemands(plan: MixPlan, program: Program, machine: Machine, seed: string): Demands {
  const { costs } = plan.spec;
  const { places } = program;
  const hash = new Fingerprint();
  const rounds = costs.rounds;
  const run = (variant: Program, name: string, values: readonly number[] = []): Measurement => {
    const outcome = new Simulation(variant, machine, { seed: `${seed}/${name}` }).run(name, values);
    hash.addText(outcome.fingerprint);
    const [measurement] = Object.values(outcome.measures);
    if (measurement === undefined) throw new ModelError(`program ${name} measures nothing`);
    return measurement;
  };
  const quiet: Program = { ...program, timers: [] };
  const operations = plan.operations.map((name) => {
    const { charges, operations: count } = run(quiet, name);
    return demandOf(places, charges, count);
  });

  const rateHz = program.timers[0]?.rateHz;
  const clockPeriod = rateHz === undefined ? Infinity : ticksOf(machine.processor.clock / rateHz);
  const alone = run(quiet, costs.compute, [rounds]);
  const aloneCells = cellsOf(places, alone.charges);
  if (rateHz === undefined) {
    const none = demandOf(places, [], 1);
    return { places, operations, clock: none, clockPeriod, contextSwitch: none, fingerprint: hash.digest() };
  }
  const ticking = run(program, costs.compute, [rounds]);
  const competing = run({ ...program, sliceNs: NS_PER_S / rateHz }, costs.compete, [rounds]);
  const tickingCells = cellsOf(places, ticking.charges);
  const competingCells = cellsOf(places, competing.charges);
  // As many rounds as the user instructions of the two together make.
  const userWork = places.indexOf('user') * CAUSES.length;
  const doneTogether = competingCells[userWork] / aloneCells[userWork];
  const ticks = ticksOf(ticking.cycles) / clockPeriod;
  const switches = ticksOf(competing.cycles) / clockPeriod;
  return {
    places,
    operations,
    clock: perEvent(tickingCells, aloneCells, 1, ticks),
    clockPeriod,
    contextSwitch: perEvent(competingCells, tickingCells, doneTogether, switches),
    fingerprint: hash.digest(),
  };
}

/** What is more in one table than in another one, `scale` times, for each of some events; never less than nothing. */
function perEvent(more: Float64Array, without: Float64Array, scale: number, events: number): Demand {
  const cells = more.map((ticks, cell) => Math.max(0, Math.round((ticks - without[cell] * scale) / events)));
  return { cells, ticks: sum(cells) };
}

function demandOf(places: readonly string[], charges: readonly Charge[], operations: number): Demand {
  const cells = cellsOf(places, charges).map((ticks) => Math.round(ticks / operations));
  return { cells, ticks: sum(cells) };
}

/** A table of charges as ticks, without the time in which the processor had nothing to do. */
function cellsOf(places: readonly string[], charges: readonly Charge[]): Float64Array {
  const cells = new Float64Array(places.length * CAUSES.length);
  for (const { place, cause, cycles } of charges)
    if (place !== 'idle')
      cells[places.indexOf(place) * CAUSES.length + CAUSES.indexOf(cause)] += ticksOf(cycles);
  return cells;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
