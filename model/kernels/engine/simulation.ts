import { Charges, type Charge } from '../../core/charges.ts';
import { cyclesOf } from '../../core/clock.ts';
import { EventQueue } from '../../core/event-queue.ts';
import { Fingerprint } from '../../core/fingerprint.ts';
import { RandomStreams } from '../../core/random.ts';
import { Disk } from '../../hardware/disk.ts';
import { frameLayoutOf, Frames } from '../../hardware/frames.ts';
import { PAGE_BYTES } from '../../hardware/layout.ts';
import type { Machine } from '../../hardware/machine.ts';
import { Processor } from '../../hardware/processor.ts';
import { AddressSpaces } from './address-spaces.ts';
import { ArrayWalk } from './array-walk.ts';
import { CallStack } from './call-stack.ts';
import { Evaluator } from './evaluator.ts';
import { FastForward } from './fast-forward.ts';
import { InterruptSources } from './interrupt-sources.ts';
import { Interpreter } from './interpreter.ts';
import { Measures, type Measurement } from './measures.ts';
import { MemoryAccess } from './memory-access.ts';
import type { Observer } from './observer.ts';
import { ObservedCallStack, ObservedLoops, ObservedMeasures, ObservedProcessor } from './observed.ts';
import { MemoryMap } from './memory-map.ts';
import { ModelError } from '../../core/model-error.ts';
import { ObjectStore } from './objects.ts';
import { place } from './placement.ts';
import { Processes } from './processes.ts';
import type { Program } from '../program/program.ts';
import { Registers } from './registers.ts';
import { Scheduler } from './scheduler.ts';
import { IDLE_THREAD, sliceInTicks, Threads } from './threads.ts';
import { WorkLimit } from './work-limit.ts';
import { WorkingSet } from './working-set.ts';

export interface SimulationOptions {
  seed: string;
  /** Skip repetitions of loops that have reached a repeating state; the result is the same. */
  fastForward?: boolean;
  /** Is told of all that happens; nothing is skipped then, and the result is the same. */
  observer?: Observer;
}

/** What one run of a program gave. */
export interface Outcome {
  elapsedCycles: number;
  charges: Charge[];
  measures: Record<string, Measurement>;
  /** Cycles spent in each named part. */
  parts: Record<string, number>;
  fingerprint: string;
  /** Loop iterations that were skipped because they repeat. */
  skippedIterations: number;
}

const NS_PER_S = 1e9;

/**
 * Runs a compiled program on a machine: threads run paths step by step against the state of TLBs and caches,
 * and timers and the disk interrupt them.
 *
 * When to use: for one workload on one system; {@link run} may be called once.
 */
export class Simulation {
  private readonly program: Program;
  private readonly random: RandomStreams;
  private readonly charges: Charges;
  private readonly processor: Processor;
  private readonly events = new EventQueue();
  private readonly registers = new Registers();
  private readonly objects: ObjectStore;
  private readonly scheduler: Scheduler;
  private readonly processes: Processes;
  private readonly interrupts: InterruptSources;
  private readonly measures: Measures;
  private readonly fastForward: FastForward | undefined;
  private readonly interpreter: Interpreter;
  private readonly userPlace: number;

  constructor(program: Program, machine: Machine, options: SimulationOptions) {
    this.program = program;
    const random = (this.random = new RandomStreams(options.seed));
    const charges = (this.charges = new Charges(program.places, program.parts.length));
    const { events, registers } = this;
    const limit = new WorkLimit(program, registers);
    const { observer } = options;
    const processor = (this.processor = observer
      ? new ObservedProcessor(machine, charges, registers, observer)
      : new Processor(machine, charges));
    const userDomain = program.domains.find((domain) => domain.name === 'user');
    const userPlace = (this.userPlace = userDomain?.place ?? 0);
    const layout = frameLayoutOf(machine);
    const { size, ways } = machine.caches.l2;
    const colours = Math.max(1, size / ways / PAGE_BYTES);
    const frames = new Frames(layout, random, colours, program.pagers, program.pageFrames);
    const map = new MemoryMap(frames, machine.tlb['large-pages'] === 1);
    const spaces = new AddressSpaces(map, program.pageTables, program.segments.length);
    const placement = place(program, map, layout.count, random);
    const objects = (this.objects = new ObjectStore(program, map, placement, random.stream('object-memory')));
    const disk = new Disk(machine, random.stream('disk-rotation'), program.diskWaitNs);
    for (const file of program.files) spaces.addFile(file.pages, file.resident);

    const tickNs = program.timers.length > 0 ? NS_PER_S / program.timers[0].rateHz : Infinity;
    const sliceTicks = sliceInTicks(program.sliceNs, tickNs);
    const threads = new Threads(program.policy, sliceTicks, program.wakeUpMargin);
    const stack = observer
      ? new ObservedCallStack(program, threads, registers, processor, observer)
      : new CallStack(program, threads, registers, processor);
    const evaluator = new Evaluator(program, registers, threads, objects, spaces, placement);
    const memory = new MemoryAccess(program, processor, registers, threads, objects, spaces, placement);
    const measures = (this.measures = observer
      ? new ObservedMeasures(program, processor, registers, observer)
      : new Measures(program, processor));
    const scheduler = (this.scheduler = new Scheduler(
      program,
      threads,
      registers,
      stack,
      objects,
      processor,
      events,
      disk,
      measures,
    ));
    const processes = (this.processes = new Processes(
      program,
      threads,
      objects,
      spaces,
      stack,
      evaluator,
      registers,
      processor,
    ));
    const interrupts = (this.interrupts = new InterruptSources(
      program,
      machine,
      events,
      disk,
      processor,
      threads,
      registers,
      stack,
      measures,
      random,
    ));
    if (options.fastForward !== false && !observer) {
      this.fastForward = new FastForward(
        { processor, charges, events, random, map, objects, threads, registers, measures, limit },
        program.loops,
      );
    }
    this.interpreter = new Interpreter(
      {
        program,
        processor,
        events,
        registers,
        threads,
        objects,
        stack,
        evaluator,
        memory,
        workingSet: new WorkingSet(
          processor,
          events,
          spaces,
          objects,
          registers,
          threads,
          memory,
          random.stream('working-set'),
          userPlace,
          limit,
        ),
        arrayWalk: new ArrayWalk(processor, events, map, memory, threads, registers, limit),
        scheduler,
        processes,
        interrupts,
        measures,
        limit,
        choices: program.streams.map((name) => random.stream(`choice/${name}`)),
      },
      observer ? new ObservedLoops(registers, processor, observer) : this.fastForward,
    );
  }

  /**
   * Runs a program of the workload to its end.
   * @throws ModelError when every thread waits for ever, a page fault is never resolved, or there is more work than the workload allows
   */
  run(name: string, values: readonly number[] = []): Outcome {
    const { program, processes, processor, scheduler } = this;
    const main = program.programs.find((candidate) => candidate.name === name);
    if (!main) throw new ModelError(`the workload ${program.workload} has no program ${name}`);
    // The idle thread, without a program of its own, comes first.
    const idle = processes.createThread(this.objects.allocate(program.processType), program.hooks.idle, []);
    if (idle !== IDLE_THREAD) throw new ModelError('a simulation runs once');

    const process = processes.create(main.image);
    const mainThread = processes.createThread(process, main.path, values);
    scheduler.load(mainThread);
    const space = this.objects.spaceOf(process);
    processor.installSpace(space, processes.directoryOf(space));
    processor.place = this.userPlace;
    this.interrupts.startTimers();
    this.interpreter.run(mainThread);
    this.measures.flushPart();
    return {
      elapsedCycles: cyclesOf(processor.now),
      charges: this.charges.cells(),
      measures: this.measures.measurements(),
      parts: this.measures.partCycles(),
      fingerprint: this.fingerprint(),
      skippedIterations: this.fastForward?.skipped ?? 0,
    };
  }

  /** A hash over times, charges, counts and the final contents of caches and TLBs. */
  private fingerprint(): string {
    const { processor, measures } = this;
    const hash = new Fingerprint();
    hash.add([processor.now, this.random.draws, this.events.length]);
    for (const array of [this.charges.together(), ...measures.fingerprinted()]) hash.add(array);
    for (const array of processor.state()) hash.add(array);
    return hash.digest();
  }
}
