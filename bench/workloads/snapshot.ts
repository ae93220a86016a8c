import { CAUSE, type Cause } from '../../model/core/charges.ts';
import { ticksOf } from '../../model/core/clock.ts';
import { RandomStreams } from '../../model/core/random.ts';
import type { Cache } from '../../model/hardware/cache.ts';
import { Frames } from '../../model/hardware/frames.ts';
import { PAGE_BYTES } from '../../model/hardware/layout.ts';
import type { Tlb } from '../../model/hardware/tlb.ts';
import { SERVER_SPACE } from '../../model/kernels/address-spaces.ts';
import { MemoryMap } from '../../model/kernels/memory-map.ts';
import { MEMBERS } from '../../model/kernels/objects.ts';
import { place, type Placement } from '../../model/kernels/placement.ts';
import {
  HARDWARE,
  MODE,
  PROCESS_FIELD,
  type HardwarePrimitive,
  type Program,
} from '../../model/kernels/program.ts';
import { STACK_SLOTS } from '../../model/kernels/threads.ts';
import { SEED, SteadySimulation, type SteadySystem } from './steady-simulation.ts';

const NAME_BYTES = 24;
const NS_PER_S = 1e9;

/** Named arrays; the C program asks for them in the same order and by the same names. */
type Arrays = [name: string, values: ArrayLike<number>][];

/** A program in its steady state, as a file that the interpreter in C goes on from. */
export function snapshotOf(system: SteadySystem, program: string, rounds: number): Buffer {
  let snapshot: Buffer | undefined;
  const simulation = new SteadySimulation(system, (steady) => {
    snapshot = encode([
      ...hardwareOf(steady, system),
      ...memoryOf(steady, system),
      ...threadsOf(steady, system),
      ...programOf(steady, system),
    ]);
  });
  simulation.run(program, [rounds]);
  if (!snapshot) throw new Error(`${program} does not reach its steady state`);
  return snapshot;
}

/** Each array as its name, padded with zeros, its length and its values. */
function encode(arrays: Arrays): Buffer {
  return Buffer.concat(
    arrays.flatMap(([name, values]) => {
      const padded = Buffer.alloc(NAME_BYTES);
      padded.write(name);
      return [padded, encodeValues([values.length]), encodeValues(values)];
    }),
  );
}

function encodeValues(values: ArrayLike<number>): Buffer {
  return Buffer.from(Float64Array.from(values).buffer);
}

function hardwareOf({ processor, charges }: SteadySimulation, { machine }: SteadySystem): Arrays {
  const { costs } = processor;
  const cache = (name: string, { ways, lines, dirty }: Cache): Arrays => [
    [`${name}.ways`, [ways]],
    [`${name}.lines`, lines],
    [`${name}.dirty`, dirty],
  ];
  const tlb = (name: string, { ways, keys }: Tlb): Arrays => [
    [`${name}.ways`, [ways]],
    [`${name}.keys`, keys],
  ];
  return [
    ['now', [processor.now]],
    ['bus-busy-until', [processor.busBusyUntil]],
    ['place', [processor.place]],
    ['space', [processor.space]],
    ['directory-frame', [processor.directoryFrame]],
    ['tagged', [machine.tlb.tagged]],
    ['write-buffer', [machine.memory['write-buffer-words'] * costs.writeWord]],
    ...cache('l1-instruction', processor.l1Instruction),
    ...cache('l1-data', processor.l1Data),
    ...cache('l2', processor.l2),
    ...tlb('code-tlb', processor.instructionTlb),
    ...tlb('data-tlb', processor.dataTlb),
    ...tlb('large-code-tlb', processor.largeInstructionTlb),
    ...tlb('large-data-tlb', processor.largeDataTlb),
    [
      'costs',
      [
        costs.instruction,
        costs.cr3Load,
        costs.taskSwitch,
        costs.stringWord,
        costs.stringStart,
        costs.walkLevel,
        costs.l2FirstWord,
        costs.l2RestOfLine,
        costs.memoryFirstWord,
        costs.memoryRestOfLine,
        costs.writeWord,
        costs.writeLine,
      ],
    ],
    ['charges', charges.ticks],
  ];
}

function memoryOf(simulation: SteadySimulation, system: SteadySystem): Arrays {
  const { program } = system;
  const { map, spaces, objects, threads } = simulation;
  const placement = placementOf(system);
  const processes = threads.process.subarray(1, threads.liveStack().length / STACK_SLOTS);
  const used = [...processes].map((process) => objects.fields[process * MEMBERS + PROCESS_FIELD.space]);
  const numbers = Array.from({ length: Math.max(SERVER_SPACE, ...used) + 1 }, (_, space) => space);
  const segments = program.segments.map((_, segment) => segment);
  return [
    ['map.linear-page', map.linearPage],
    ['map.first', map.first],
    ['map.flags', map.flags],
    ['map.space', map.space],
    ['map.frame', map.frame],
    ['map.state', map.state],
    ['map.entry-line', map.entryLine],
    ['functions', functionRows(program, placement)],
    ['references', referenceRows(program, placement)],
    ['segment-count', [segments.length]],
    [
      'segment-regions',
      numbers.flatMap((space) => segments.map((segment) => spaces.regionOfSegment(space, segment))),
    ],
    ['areas', numbers.map((space) => spaces.areaCount(space))],
    ['directories', numbers.map((space) => map.directoryOf(space))],
    ['objects.fields', objects.fields],
    ['objects.memory', objects.memory],
    ['linux-window', [placement.windows[program.domains.findIndex(({ name }) => name === 'linux')]]],
  ];
}

/** Where the simulation has laid code and data out: its seed draws the same layout again. */
function placementOf({ program, machine }: SteadySystem): Placement {
  const random = new RandomStreams(SEED);
  const frameCount = machine.memory.size / PAGE_BYTES;
  const map = new MemoryMap(new Frames(frameCount, random.stream('page-frames')));
  return place(program, map, frameCount, random);
}

function functionRows({ functions, references, domains }: Program, placement: Placement): number[] {
  return functions.flatMap((fn, index) => {
    const own = references.slice(fn.firstReference, fn.firstReference + fn.references);
    return [
      fn.lines,
      fn.references,
      fn.firstReference,
      fn.segment,
      placement.codeRegion[index],
      fn.segment >= 0 ? fn.segmentLine : placement.codeLine[index],
      fn.every,
      own.some(({ mode }) => mode >= MODE.address) ? 1 : 0,
      domains[fn.domain].place,
      fn.instructions,
    ];
  });
}

function referenceRows({ references }: Program, placement: Placement): number[] {
  return references.flatMap(({ mode, a, b, count, words, every }, index) => [
    placement.referenceRegion[index],
    placement.referenceLine[index],
    mode,
    a,
    b,
    count,
    words,
    every,
  ]);
}

function threadsOf({ threads }: SteadySimulation, { program }: SteadySystem): Arrays {
  const tickNs = program.timers.length > 0 ? NS_PER_S / program.timers[0].rateHz : program.sliceNs;
  return [
    ['threads.state', threads.state],
    ['threads.pc', threads.programCounter],
    ['threads.fp', threads.framePointer],
    ['threads.process', threads.process],
    ['threads.kernel-depth', threads.kernelDepth],
    ['threads.in-interrupt', threads.inInterrupt],
    ['threads.slice', threads.slice],
    ['threads.spin', threads.spin],
    ['threads.waiting-for', threads.waitingFor],
    ['threads.count', [threads.liveStack().length / STACK_SLOTS]],
    ['threads.ready', threads.ready],
    ['threads.waiting', threads.waiting],
    ['threads.must-reschedule', [threads.mustReschedule ? 1 : 0]],
    ['threads.goodness', [program.policy === 'goodness' ? 1 : 0]],
    ['threads.slice-ticks', [Math.max(1, Math.round(program.sliceNs / tickNs))]],
  ];
}

function programOf(simulation: SteadySimulation, system: SteadySystem): Arrays {
  const { program } = system;
  const { processor, threads } = simulation;
  const registers = simulation.registersByName();
  return [
    ['expressions', program.expressions],
    ['constants', program.constants],
    ['region-addresses', placementOf(system).regionAddress],
    [
      'paths',
      program.paths.flatMap(({ entry, slots, parameters, hasBody }) => [
        entry,
        slots,
        parameters.length,
        hasBody ? 1 : 0,
      ]),
    ],
    ['switch-hook', [program.hooks.switch]],
    ['interrupt-hook', [program.hooks.interrupt]],
    ...timersOf(simulation, system),
    ['counters', simulation.counters],
    ['stack', threads.liveStack()],
    ['thread', [registers.thread]],
    ['pc', [simulation.steadyPc]],
    ['fp', [registers.fp]],
    ['self', [registers.self]],
    ['code', program.code],
    ['hardware.ticks', HARDWARE.map((primitive) => processor.costs[primitive])],
    ['hardware.causes', HARDWARE.map((primitive) => CAUSE[CAUSE_OF[primitive]])],
    ['part-ticks', simulation.partTicks],
    ['measure-ticks', simulation.measureTicks],
    ['measure-operations', simulation.measureOperations],
    ['part', [registers.part]],
  ];
}

/** The pending events, which are the next of each timer, in the order in which they are due. */
function timersOf({ events }: SteadySimulation, { program, machine }: SteadySystem): Arrays {
  const due: { time: number; kind: number; timer: number }[] = [];
  while (events.pop()) due.push({ time: events.time, kind: events.kind, timer: events.argument });
  for (const { time, kind, timer } of due) events.push(time, kind, timer);
  if (due.length !== program.timers.length)
    throw new Error('more than timers is pending in the steady state');
  const timers = due.map(({ timer }) => program.timers[timer]);
  return [
    ['timers.due', due.map(({ time }) => time)],
    ['timers.periods', timers.map(({ rateHz }) => ticksOf(machine.processor.clock / rateHz))],
    ['timers.paths', timers.map(({ path }) => path)],
  ];
}

const CAUSE_OF: Record<HardwarePrimitive, Cause> = {
  interruptInstruction: 'mode-switch',
  exception: 'mode-switch',
  hardwareInterrupt: 'mode-switch',
  callGate: 'mode-switch',
  returnFromInterrupt: 'mode-switch',
  returnFromCallGate: 'mode-switch',
  segmentLoad: 'segment-load',
  localDescriptorTableLoad: 'control-register',
  controlRegisterLoad: 'control-register',
  controlRegisterRead: 'control-register',
  invalidatePage: 'control-register',
  portIoIsa: 'port-io',
  portIoPci: 'port-io',
};
