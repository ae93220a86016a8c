import { Fingerprint } from '../../model/core/fingerprint.ts';
import type { Machine } from '../../model/hardware/machine.ts';
import { compile } from '../../model/kernels/compile/compile.ts';
import type { Parts } from '../../model/kernels/engine/interpreter.ts';
import type { Program } from '../../model/kernels/program/program.ts';
import { Simulation } from '../../model/kernels/engine/simulation.ts';
import { loadMachine, loadSources } from '../../model/library.ts';
import { SteadyLibrary } from './steady-library.ts';

const SEED = 'bench';
const NS_PER_US = 1e3;

/** A system whose programs are those of steady-rounds.yaml. */
export interface SteadySystem {
  program: Program;
  machine: Machine;
}

export function loadSteadySystem(structure: string): SteadySystem {
  const library = new SteadyLibrary();
  return {
    program: compile(loadSources(library, structure, 'steady-rounds')),
    machine: loadMachine(library, 'pentium-133').machine,
  };
}

/**
 * Runs a program to its end, every iteration of it. The steady state begins with its measured block: `onSteady` gets
 * the parts of the simulation as they stand before the first step of that.
 */
export function runWithSteady(
  { program, machine }: SteadySystem,
  name: string,
  rounds: number,
  onSteady: (parts: Parts) => void,
): Parts {
  const simulation = new Simulation(program, machine, { seed: SEED, fastForward: false });
  // The parts are no business of the public interface.
  const parts = simulation['interpreter']['parts'];
  const { measures } = parts;
  measures.begin = (measure) => {
    Reflect.deleteProperty(measures, 'begin');
    onSteady(parts);
    measures.begin(measure);
  };
  simulation.run(name, [rounds]);
  return parts;
}

/** Runs a program; the nanoseconds are CPU time of its steady state, of all threads. */
export function runSteady(
  system: SteadySystem,
  name: string,
  rounds: number,
): { checksum: string; nanoseconds: number } {
  let start = process.cpuUsage();
  const parts = runWithSteady(system, name, rounds, () => {
    start = process.cpuUsage();
  });
  const { user, system: kernel } = process.cpuUsage(start);
  return { checksum: hashOfState(parts), nanoseconds: (user + kernel) * NS_PER_US };
}

/** A hash over all that the steps of a steady state change. */
function hashOfState({ processor, measures, objects, threads }: Parts): string {
  const hash = new Fingerprint();
  hash.add([processor.now, processor.busBusyUntil]);
  hash.add(processor.charges.together());
  for (const array of [measures.counts, measures.partTicks, measures.ticks, measures.operations]) {
    hash.add(array);
  }
  for (const { lines, dirty } of [processor.l1Instruction, processor.l1Data, processor.l2]) {
    hash.add(lines);
    hash.add(dirty);
  }
  const { instructionTlb, dataTlb, largeInstructionTlb, largeDataTlb } = processor;
  for (const { keys } of [instructionTlb, dataTlb, largeInstructionTlb, largeDataTlb]) hash.add(keys);
  hash.add(objects.fields);
  hash.add(threads.liveStack());
  return hash.digest();
}
