import { Fingerprint } from '../../model/core/fingerprint.ts';
import type { Machine } from '../../model/hardware/machine.ts';
import { compile } from '../../model/kernels/compiler.ts';
import type { Program } from '../../model/kernels/program.ts';
import { Simulation } from '../../model/kernels/simulation.ts';
import { loadMachine, loadSources } from '../../model/library.ts';
import { SteadyLibrary } from './steady-library.ts';

export const SEED = 'bench';

const NS_PER_US = 1e3;
/** The first step of the path `steady` after its mark. */
const STEPS_OF_MARK = 2;

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

/** A simulation, without fast-forward, that says when its program has reached the steady state. */
export class SteadySimulation extends Simulation {
  /** Where the program goes on from the steady state. */
  readonly steadyPc: number;
  private readonly steadyPart: number;
  private readonly onSteady: (simulation: SteadySimulation) => void;
  private steadyReached = false;

  constructor({ program, machine }: SteadySystem, onSteady: (simulation: SteadySimulation) => void) {
    super(program, machine, { seed: SEED, fastForward: false });
    this.onSteady = onSteady;
    this.steadyPart = program.parts.indexOf('steady');
    const mark = program.paths.find(({ name }) => name === 'steady');
    if (!mark) throw new Error('the workload does not say where its steady state begins');
    this.steadyPc = mark.entry + STEPS_OF_MARK;
  }

  /** The engine calls this at each change of part: the one away from `steady` is the first step of the steady state. */
  override flushPart(): void {
    super.flushPart();
    if (this.steadyReached || this.registersByName().part !== this.steadyPart) return;
    this.steadyReached = true;
    this.onSteady(this);
  }

  registersByName(): { thread: number; fp: number; self: number; part: number; place: number } {
    const [thread, fp, self, part, place] = this.registers();
    return { thread, fp, self, part, place };
  }
}

/** A hash over all that the steps of a steady state change. */
export function hashOfState(simulation: Simulation): string {
  const { processor, charges, counters, partTicks, measureTicks, measureOperations, objects, threads } =
    simulation;
  const hash = new Fingerprint();
  hash.add([processor.now, processor.busBusyUntil]);
  for (const array of [charges.ticks, counters, partTicks, measureTicks, measureOperations]) hash.add(array);
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

/** Runs a program from its steady state on; the nanoseconds are CPU time of that part, of all threads. */
export function runSteady(
  system: SteadySystem,
  program: string,
  rounds: number,
): { checksum: string; nanoseconds: number } {
  let start = process.cpuUsage();
  const simulation = new SteadySimulation(system, () => {
    start = process.cpuUsage();
  });
  simulation.run(program, [rounds]);
  const { user, system: kernel } = process.cpuUsage(start);
  const nanoseconds = (user + kernel) * NS_PER_US;
  return { checksum: hashOfState(simulation), nanoseconds };
}
