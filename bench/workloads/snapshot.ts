import { CAUSE } from '../../model/core/charges.ts';
import { ticksOf } from '../../model/core/clock.ts';
import type { Cache } from '../../model/hardware/cache.ts';
import type { Machine } from '../../model/hardware/machine.ts';
import type { Tlb } from '../../model/hardware/tlb.ts';
import { SERVER_SPACE } from '../../model/kernels/engine/address-spaces.ts';
import type { Parts } from '../../model/kernels/engine/interpreter.ts';
import { HARDWARE, HARDWARE_CAUSES, PROGRAM_COST_CAUSE } from '../../model/kernels/program/codes.ts';
import { STACK_SLOTS } from '../../model/kernels/engine/threads.ts';
import { runWithSteady, type SteadySystem } from './steady-state.ts';

const NAME_BYTES = 24;

/** Named arrays; the C program asks for them in the same order and by the same names. */
type Arrays = [name: string, values: ArrayLike<number>][];

/** A program in its steady state, as a file that the interpreter in C goes on from. */
export function snapshotOf(system: SteadySystem, name: string, rounds: number): Buffer {
  let snapshot: Buffer | undefined;
  runWithSteady(system, name, rounds, (parts) => {
    snapshot = encode([
      ...hardwareOf(parts, system.machine),
      ...memoryOf(parts),
      ...threadsOf(parts),
      ...programOf(parts, system.machine),
    ]);
  });
  if (!snapshot) throw new Error(`${name} does not reach its steady state`);
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

function hardwareOf({ processor }: Parts, machine: Machine): Arrays {
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
    ['charges', processor.charges.together()],
  ];
}

function memoryOf({ program, memory, evaluator, objects, threads }: Parts): Arrays {
  const map = memory['map'];
  const spaces = memory['spaces'];
  const processes = [...threads.process.subarray(1, threads.liveStack().length / STACK_SLOTS)];
  const lastSpace = Math.max(SERVER_SPACE, ...processes.map((process) => objects.spaceOf(process)));
  const numbers = Array.from({ length: lastSpace + 1 }, (_, space) => space);
  const segments = program.segments.map((_, segment) => segment);
  return [
    ['map.linear-page', map.linearPage],
    ['map.first', map.first],
    ['map.flags', map.flags],
    ['map.space', map.space],
    ['map.frame', map.frame],
    ['map.state', map.state],
    ['map.entry-line', map.entryLine],
    ['functions', memory['functionTable']],
    ['references', memory['referenceTable']],
    ['segment-count', [segments.length]],
    [
      'segment-regions',
      numbers.flatMap((space) => segments.map((segment) => spaces.regionOfSegment(space, segment))),
    ],
    ['areas', numbers.map((space) => spaces.areaCount(space))],
    ['directories', numbers.map((space) => map.directoryOf(space))],
    ['objects.fields', objects.fields],
    ['objects.memory', objects.memory],
    ['region-addresses', evaluator['placement'].regionAddress],
    ['system-window', [memory['systemWindow']]],
  ];
}

function threadsOf({ program, threads }: Parts): Arrays {
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
    ['threads.slice-ticks', [threads['sliceTicks']]],
  ];
}

function programOf(parts: Parts, machine: Machine): Arrays {
  const { program, processor, threads, registers, measures } = parts;
  return [
    ['expressions', program.expressions],
    ['constants', program.constants],
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
    ...timersOf(parts, machine),
    ['counters', measures.counts],
    ['stack', threads.liveStack()],
    ['thread', [registers.thread]],
    ['pc', [registers.pc]],
    ['fp', [registers.fp]],
    ['self', [registers.self]],
    ['code', program.code],
    ['hardware.ticks', [...HARDWARE.map((primitive) => processor.costs[primitive]), ...program.costs]],
    [
      'hardware.causes',
      [
        ...HARDWARE.map((primitive) => CAUSE[HARDWARE_CAUSES[primitive]]),
        ...program.costs.map(() => CAUSE[PROGRAM_COST_CAUSE]),
      ],
    ],
    ['part-ticks', measures.partTicks],
    ['measure-ticks', measures.ticks],
    ['measure-operations', measures.operations],
    ['part', [measures.part]],
    ['part-start', [measures['partStart']]],
  ];
}

/** The pending events, which are the next of each timer, in the order in which they are due. */
function timersOf({ program, events }: Parts, machine: Machine): Arrays {
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
