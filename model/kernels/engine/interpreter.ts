import { CAUSE } from '../../core/charges.ts';
import type { EventQueue } from '../../core/event-queue.ts';
import type { RandomStream } from '../../core/random.ts';
import type { Processor } from '../../hardware/processor.ts';
import { SERVER_SPACE } from './address-spaces.ts';
import type { ArrayWalk } from './array-walk.ts';
import type { CallStack } from './call-stack.ts';
import { FRAME } from './call-stack.ts';
import type { Evaluator } from './evaluator.ts';
import type { LoopWatch } from './fast-forward.ts';
import type { InterruptSources } from './interrupt-sources.ts';
import { COUNT, type Measures } from './measures.ts';
import type { MemoryAccess } from './memory-access.ts';
import type { ObjectStore } from './objects.ts';
import { MEMBERS, type Program } from '../program/program.ts';
import type { Processes } from './processes.ts';
import { HARDWARE, HARDWARE_CAUSES, OP, PROGRAM_COST_CAUSE } from '../program/codes.ts';
import type { Registers } from './registers.ts';
import type { Scheduler } from './scheduler.ts';
import type { Threads } from './threads.ts';
import type { WorkLimit } from './work-limit.ts';
import { WORK, type WorkingSet } from './working-set.ts';
import { ModelError } from '../../core/model-error.ts';

const { instructions: INSTRUCTIONS, 'task-switch': TASK_SWITCH } = CAUSE;
/** A page that faults this often at one step, which never comes to its end, will do so for ever. */
const MAX_FAULTS = 4096;
/** Steps that are counted together. */
const STEPS_COUNTED = 1024;

/** The parts of a simulation that the interpreter works on. */
export interface Parts {
  program: Program;
  processor: Processor;
  events: EventQueue;
  registers: Registers;
  threads: Threads;
  objects: ObjectStore;
  stack: CallStack;
  evaluator: Evaluator;
  memory: MemoryAccess;
  workingSet: WorkingSet;
  arrayWalk: ArrayWalk;
  scheduler: Scheduler;
  processes: Processes;
  interrupts: InterruptSources;
  measures: Measures;
  limit: WorkLimit;
  choices: readonly RandomStream[];
}

/** Runs the flat codes of compiled paths, step by step, and takes interrupts between two steps. */
export class Interpreter {
  private readonly parts: Parts;
  private readonly loops: LoopWatch | undefined;
  /** Ticks and cause of each hardware primitive, and then of each cost of the program. */
  private readonly hardwareTicks: readonly number[];
  private readonly hardwareCauses: readonly number[];
  private faultCount = 0;
  private faultPc = -1;
  private faultAddress = -1;

  constructor(parts: Parts, loops: LoopWatch | undefined) {
    this.parts = parts;
    this.loops = loops;
    const { costs } = parts.program;
    this.hardwareTicks = [...HARDWARE.map((primitive) => parts.processor.costs[primitive]), ...costs];
    this.hardwareCauses = [
      ...HARDWARE.map((primitive) => CAUSE[HARDWARE_CAUSES[primitive]]),
      ...costs.map(() => CAUSE[PROGRAM_COST_CAUSE]),
    ];
  }

  /** Runs threads until the main thread has come to its end. */
  run(mainThread: number): void {
    const { parts, loops, hardwareTicks, hardwareCauses } = this;
    const { program, processor, interrupts, registers, threads, objects, stack, evaluator, memory } = parts;
    const { scheduler, processes, measures, limit } = parts;
    const { code } = program;
    let uncounted = 0;
    for (;;) {
      if (++uncounted === STEPS_COUNTED) {
        uncounted = 0;
        limit.add(STEPS_COUNTED);
      }
      if (processor.now >= interrupts.nextTime && threads.inInterrupt[registers.thread] === 0) {
        interrupts.take();
        continue;
      }
      const { pc } = registers;
      switch (code[pc]) {
        case OP.run:
          // Only a function of a single piece, in user code, can fault.
          if (memory.runFunction(code[pc + 1])) {
            const end = code[pc + 1] + code[pc + 2];
            for (let piece = code[pc + 1] + 1; piece < end; piece++) memory.runFunction(piece);
            registers.pc = pc + 3;
            this.stepDone(pc);
          } else this.enterFault();
          break;
        case OP.call: {
          const count = code[pc + 2];
          const frame = stack.nextFrame;
          for (let index = 0; index < count; index++)
            threads.stack[frame + index] = evaluator.value(code[pc + 3 + index]);
          registers.pc = pc + 3 + count;
          stack.push(code[pc + 1], frame, FRAME.call);
          break;
        }
        case OP.leave:
          if (!stack.pop()) {
            if (registers.thread === mainThread) return;
            scheduler.finish();
          }
          break;
        case OP.set:
          threads.stack[registers.fp + code[pc + 1]] = evaluator.value(code[pc + 2]);
          registers.pc = pc + 3;
          break;
        case OP.jump:
          registers.pc = code[pc + 1];
          break;
        case OP.jumpUnless:
          registers.pc = evaluator.value(code[pc + 1]) !== 0 ? pc + 3 : code[pc + 2];
          break;
        case OP.loop: {
          const slot = registers.fp + code[pc + 1];
          const left = --threads.stack[slot];
          if (left > 0 && code[pc + 3] >= 0 && loops !== undefined) loops.iterationDone(code[pc + 3], slot);
          registers.pc = threads.stack[slot] > 0 ? code[pc + 2] : pc + 4;
          break;
        }
        case OP.hardware:
          processor.charge(hardwareCauses[code[pc + 1]], hardwareTicks[code[pc + 1]] * code[pc + 2]);
          registers.pc = pc + 3;
          break;
        case OP.touch:
          if (memory.accessible(code[pc + 1], code[pc + 2])) {
            memory.touch(code[pc + 1], code[pc + 2]);
            registers.pc = pc + 3;
            this.stepDone(pc);
          } else this.enterFault();
          break;
        case OP.copy: {
          const bytes = evaluator.value(code[pc + 1]);
          const from = evaluator.value(code[pc + 2]);
          const to = evaluator.value(code[pc + 3]);
          if (memory.copy(bytes, from, to, program.constants[code[pc + 4]], code[pc + 5])) {
            registers.pc = pc + 6;
            this.stepDone(pc);
          } else this.enterFault();
          break;
        }
        case OP.fill:
          if (memory.fill(evaluator.value(code[pc + 1]), evaluator.value(code[pc + 2]), code[pc + 3] !== 0)) {
            registers.pc = pc + 4;
            this.stepDone(pc);
          } else this.enterFault();
          break;
        case OP.scan: {
          const bytes = evaluator.value(code[pc + 1]);
          const from = evaluator.value(code[pc + 2]);
          if (memory.scan(bytes, from, program.constants[code[pc + 3]], code[pc + 4] !== 0)) {
            registers.pc = pc + 5;
            this.stepDone(pc);
          } else this.enterFault();
          break;
        }
        case OP.body:
          registers.pc = pc + 1;
          stack.enterBody();
          break;
        case OP.setField: {
          const object = evaluator.value(code[pc + 1]);
          objects.fields[object * MEMBERS + code[pc + 2]] = evaluator.value(code[pc + 3]);
          registers.pc = pc + 4;
          break;
        }
        case OP.wait:
          registers.pc = pc + 2;
          scheduler.wait(evaluator.value(code[pc + 1]));
          break;
        case OP.wake:
          threads.wake(evaluator.value(code[pc + 1]), registers.thread);
          registers.pc = pc + 2;
          break;
        case OP.handOff:
          registers.pc = pc + 4;
          scheduler.handOff(
            evaluator.value(code[pc + 1]),
            code[pc + 2] === 0 ? undefined : evaluator.value(code[pc + 3]),
          );
          break;
        case OP.enter: {
          const count = code[pc + 3];
          const frame = stack.nextFrame;
          threads.stack[frame] = code[pc + 1];
          for (let index = 0; index < count; index++)
            threads.stack[frame + 1 + index] = evaluator.value(code[pc + 4 + index]);
          registers.pc = pc + 4 + count;
          threads.kernelDepth[registers.thread]++;
          stack.push(code[pc + 2], frame, FRAME.kernel);
          break;
        }
        case OP.spin:
          if (this.spin(code[pc + 1])) registers.pc = pc + 2;
          break;
        case OP.work: {
          const ended = parts.workingSet.run(
            program.localities[code[pc + 1]],
            Math.round(evaluator.value(code[pc + 2])),
            code[pc + 3],
            evaluator.value(code[pc + 4]),
            code[pc + 5],
            evaluator.value(code[pc + 6]),
          );
          if (ended === WORK.fault) this.enterFault();
          else this.stepDone(pc);
          if (ended === WORK.done) registers.pc = pc + 7;
          break;
        }
        case OP.walk: {
          const count = code[pc + 4];
          let at = pc + 5;
          for (let index = 0; index < count; index++) {
            const access = code[at++];
            const from = evaluator.value(code[at++]);
            const every = evaluator.value(code[at++]);
            parts.arrayWalk.place(index, access, from, every, code[at++]);
          }
          const elements = Math.floor(evaluator.value(code[pc + 1]));
          const instructions = program.constants[code[pc + 2]];
          const ended = parts.arrayWalk.run(elements, count, instructions, code[pc + 3] !== 0);
          if (ended === WORK.fault) this.enterFault();
          else this.stepDone(pc);
          if (ended === WORK.done) registers.pc = at;
          break;
        }
        case OP.startTimer:
          interrupts.startTimer(code[pc + 1]);
          registers.pc = pc + 2;
          break;
        case OP.place:
          processor.place = code[pc + 1];
          registers.pc = pc + 2;
          break;
        case OP.part:
          measures.enterPart(code[pc + 1]);
          registers.pc = pc + 2;
          break;
        case OP.enterSpace: {
          const space = code[pc + 1] === 0 ? objects.spaceOf(registers.self) : SERVER_SPACE;
          if (processor.space !== space) processor.loadSpace(space, processes.directoryOf(space));
          registers.pc = pc + 2;
          break;
        }
        case OP.flushTlb:
          processor.loadSpace(processor.space, processor.directoryFrame);
          registers.pc = pc + 1;
          break;
        case OP.taskSwitch: {
          const space = objects.spaceOf(registers.self);
          processor.charge(TASK_SWITCH, processor.costs.taskSwitch);
          if (processor.space !== space) processor.installSpace(space, processes.directoryOf(space));
          registers.pc = pc + 1;
          break;
        }
        case OP.reschedule:
          registers.pc = pc + 1;
          scheduler.reschedule();
          break;
        case OP.accountTick:
          threads.accountTick(registers.thread);
          registers.pc = pc + 1;
          break;
        case OP.allocate:
          threads.stack[registers.fp + code[pc + 1]] = objects.allocate(code[pc + 2]);
          registers.pc = pc + 3;
          break;
        case OP.free:
          objects.release(evaluator.value(code[pc + 1]), code[pc + 2]);
          registers.pc = pc + 3;
          break;
        case OP.handleFaults:
          processes.handleFaults(code[pc + 1]);
          registers.pc = pc + 2;
          break;
        case OP.enterHandler: {
          const page = evaluator.value(code[pc + 1]);
          registers.pc = pc + 2;
          processes.enterHandler(page);
          break;
        }
        case OP.start:
          processes.start(evaluator.value(code[pc + 1]), evaluator.value(code[pc + 2]));
          registers.pc = pc + 3;
          break;
        case OP.finish:
          if (registers.thread === mainThread) return;
          scheduler.finish();
          break;
        case OP.halt:
          scheduler.halt();
          break;
        case OP.space: {
          const process = evaluator.value(code[pc + 2]);
          processes.spaceOperation(code[pc + 1], process, evaluator.value(code[pc + 3]), code[pc + 4]);
          registers.pc = pc + 5;
          break;
        }
        case OP.page: {
          const address = evaluator.value(code[pc + 2]);
          processes.pageOperation(code[pc + 1], address, evaluator.value(code[pc + 3]) !== 0);
          registers.pc = pc + 4;
          break;
        }
        case OP.sharePage:
          processes.sharePage(
            evaluator.value(code[pc + 1]),
            evaluator.value(code[pc + 2]),
            evaluator.value(code[pc + 3]) !== 0,
          );
          registers.pc = pc + 4;
          break;
        case OP.passToChild: {
          const count = code[pc + 1];
          const values: number[] = [];
          for (let index = 0; index < count; index++) values.push(evaluator.value(code[pc + 2 + index]));
          processes.pass(values);
          registers.pc = pc + 2 + count;
          break;
        }
        case OP.cachePage:
          processes.cachePage(evaluator.value(code[pc + 1]), evaluator.value(code[pc + 2]));
          registers.pc = pc + 3;
          break;
        case OP.nextPage: {
          const { fp } = registers;
          const process = evaluator.value(code[pc + 2]);
          const found = processes.nextPage(
            code[pc + 1],
            process,
            code[pc + 3],
            threads.stack[fp + code[pc + 4]],
          );
          if (found.position >= 0) {
            threads.stack[fp + code[pc + 4]] = found.position + 1;
            threads.stack[fp + code[pc + 5]] = found.address;
          }
          registers.pc = found.position < 0 ? code[pc + 6] : pc + 7;
          break;
        }
        case OP.disk: {
          const block = evaluator.value(code[pc + 2]);
          const bytes = evaluator.value(code[pc + 3]);
          interrupts.startDisk(block, bytes, evaluator.value(code[pc + 4]), code[pc + 1] === 1);
          registers.pc = pc + 5;
          break;
        }
        case OP.launch: {
          const count = code[pc + 4];
          const values: number[] = [];
          for (let index = 0; index < count; index++) values.push(evaluator.value(code[pc + 5 + index]));
          const priority = evaluator.value(code[pc + 3]);
          threads.stack[registers.fp + code[pc + 1]] = processes.launch(code[pc + 2], priority, values);
          registers.pc = pc + 5 + count;
          break;
        }
        case OP.measureStart:
          measures.begin(code[pc + 1]);
          registers.pc = pc + 2;
          break;
        case OP.measureEnd:
          measures.end(code[pc + 1], evaluator.value(code[pc + 2]));
          registers.pc = pc + 3;
          break;
        case OP.choose: {
          const last = code[pc + 2] - 1;
          const draw = parts.choices[code[pc + 1]].uniform();
          let choice = 0;
          while (choice < last && draw >= program.constants[code[pc + 3 + 2 * choice]]) choice++;
          registers.pc = code[pc + 4 + 2 * choice];
          break;
        }
        default:
          throw new Error(`operation ${code[pc]} at ${pc}`);
      }
    }
  }

  /** A step that may fault has been done: its faults are over. */
  private stepDone(pc: number): void {
    if (this.faultPc === pc) this.faultPc = -1;
  }

  /** Enters the path that handles a missing page; the step that missed it runs again afterwards. */
  private enterFault(): void {
    const { program, processes, registers, stack, threads, memory, measures } = this.parts;
    const { address, write, byFrame } = memory.fault;
    const hook = byFrame ? program.hooks.resolvePage : program.hooks.pageFault;
    measures.counts[COUNT.faults]++;
    const again = this.faultPc === registers.pc && this.faultAddress === address;
    this.faultCount = again ? this.faultCount + 1 : 1;
    this.faultPc = registers.pc;
    this.faultAddress = address;
    if (this.faultCount > MAX_FAULTS) {
      throw new ModelError(
        `structure ${program.structure}: path ${program.paths[hook].name} does not make the faulting page accessible`,
      );
    }
    threads.kernelDepth[registers.thread]++;
    const kind = processes.faultKind(address, write);
    stack.enterHook(hook, FRAME.kernel, program.hooks.faultHandler, [kind, address, write ? 1 : 0]);
  }

  /** User code beyond its first pass: instructions only, interruptible at any of them; true when it is over. */
  private spin(instructions: number): boolean {
    const { processor, threads, registers, events } = this.parts;
    const { thread } = registers;
    const each = processor.costs.instruction;
    const left = threads.spin[thread] > 0 ? threads.spin[thread] : instructions;
    const until = events.nextTime - processor.now;
    const possible = each > 0 && threads.inInterrupt[thread] === 0 ? Math.ceil(until / each) : Infinity;
    const count = Math.min(left, possible);
    processor.charge(INSTRUCTIONS, count * each);
    threads.spin[thread] = left - count;
    return left === count;
  }
}
