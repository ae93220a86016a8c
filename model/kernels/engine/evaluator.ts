import type { AddressSpaces } from './address-spaces.ts';
import { addressOf, offsetOf, TABLE, type MemoryMap } from './memory-map.ts';
import type { ObjectStore } from './objects.ts';
import { MEMBERS, type Program } from '../program/program.ts';
import type { Placement } from './placement.ts';
import { EXPR } from '../program/codes.ts';
import type { Registers } from './registers.ts';
import type { Threads } from './threads.ts';
import { PAGE_BYTES } from '../../hardware/layout.ts';

const STACK = 64;

/** Evaluates compiled expressions on a small stack, in the frame of the running path. */
export class Evaluator {
  private readonly program: Program;
  private readonly registers: Registers;
  private readonly threads: Threads;
  private readonly objects: ObjectStore;
  private readonly spaces: AddressSpaces;
  private readonly map: MemoryMap;
  private readonly placement: Placement;
  private readonly stack = new Float64Array(STACK);

  constructor(
    program: Program,
    registers: Registers,
    threads: Threads,
    objects: ObjectStore,
    spaces: AddressSpaces,
    placement: Placement,
  ) {
    this.program = program;
    this.registers = registers;
    this.threads = threads;
    this.objects = objects;
    this.spaces = spaces;
    this.map = spaces.map;
    this.placement = placement;
  }

  /** The value of an expression: its place in the expression array, or -1 minus the index of a constant. */
  value(at: number): number {
    if (at < 0) return this.program.constants[-1 - at];
    const { expressions, constants } = this.program;
    const { stack, registers } = this;
    let top = -1;
    for (;;) {
      const operation = expressions[at++];
      switch (operation) {
        case EXPR.end:
          return stack[0];
        case EXPR.constant:
          stack[++top] = constants[expressions[at++]];
          break;
        case EXPR.local:
          stack[++top] = this.threads.stack[registers.fp + expressions[at++]];
          break;
        case EXPR.self:
          stack[++top] = registers.self;
          break;
        case EXPR.field:
          stack[top] = this.objects.fields[stack[top] * MEMBERS + expressions[at++]];
          break;
        case EXPR.memory:
          stack[top] = this.objects.memory[stack[top] * MEMBERS + expressions[at++]];
          break;
        case EXPR.queue:
          stack[top] = stack[top] * MEMBERS + expressions[at++];
          break;
        case EXPR.segment:
          stack[++top] = this.spaces.addressOfSegment(
            this.objects.spaceOf(registers.self),
            expressions[at++],
          );
          break;
        case EXPR.region:
          stack[++top] = this.placement.regionAddress[expressions[at++]];
          break;
        case EXPR.frame:
          stack[top] = this.frameAddress(stack[top]);
          break;
        case EXPR.areas:
          stack[top] = this.spaces.areaCount(this.objects.spaceOf(stack[top]));
          break;
        case EXPR.tables:
          stack[top] = this.map.tableCount(this.objects.spaceOf(stack[top]), TABLE.logical);
          break;
        case EXPR.hasTable:
          stack[top] = this.map.hasTable(this.map.slotOf(stack[top]), TABLE.logical) ? 1 : 0;
          break;
        case EXPR.mappedTables:
          stack[top] = this.map.tableCount(this.objects.spaceOf(stack[top]), TABLE.hardware);
          break;
        case EXPR.hasMappedTable:
          stack[top] = this.map.hasTable(this.map.slotOf(stack[top]), TABLE.hardware) ? 1 : 0;
          break;
        case EXPR.mappedTable: {
          const index = stack[top--];
          stack[top] = this.inFrame(
            this.map.tableAt(this.objects.spaceOf(stack[top]), TABLE.hardware, index),
            0,
          );
          break;
        }
        case EXPR.directory:
          stack[top] = this.inFrame(this.map.directoryOf(this.objects.spaceOf(stack[top])), 0);
          break;
        case EXPR.kernelDepth:
          stack[++top] = this.threads.kernelDepth[registers.thread];
          break;
        case EXPR.waiters:
          stack[top] = this.threads.waitersOf(stack[top]);
          break;
        case EXPR.mustReschedule:
          stack[++top] = this.threads.mustReschedule && this.threads.ready.length > 0 ? 1 : 0;
          break;
        case EXPR.cachedPage: {
          const offset = stack[top--];
          stack[top] = this.inFrame(this.cachedFrame(stack[top], offset), offset);
          break;
        }
        case EXPR.isCached: {
          const offset = stack[top--];
          stack[top] = this.cachedFrame(stack[top], offset) < 0 ? 0 : 1;
          break;
        }
        case EXPR.not:
          stack[top] = stack[top] === 0 ? 1 : 0;
          break;
        case EXPR.negate:
          stack[top] = -stack[top];
          break;
        default: {
          const right = stack[top--];
          stack[top] = binary(operation, stack[top], right);
        }
      }
    }
  }

  /** The address of a page's frame in the operating system's view of physical memory. */
  private frameAddress(address: number): number {
    return this.inFrame(this.map.frame[this.map.slotOf(address)], offsetOf(address));
  }

  private cachedFrame(file: number, offset: number): number {
    return this.spaces.cachedFrame(file, Math.floor(offset / PAGE_BYTES));
  }

  private inFrame(frame: number, offset: number): number {
    return addressOf(this.placement.systemWindow, Math.max(0, frame) * PAGE_BYTES + (offset % PAGE_BYTES));
  }
}

function binary(operation: number, left: number, right: number): number {
  switch (operation) {
    case EXPR.add:
      return left + right;
    case EXPR.subtract:
      return left - right;
    case EXPR.multiply:
      return left * right;
    case EXPR.divide:
      return right === 0 ? 0 : Math.floor(left / right);
    case EXPR.remainder:
      return right === 0 ? 0 : left % right;
    case EXPR.less:
      return left < right ? 1 : 0;
    case EXPR.lessEqual:
      return left <= right ? 1 : 0;
    case EXPR.greater:
      return left > right ? 1 : 0;
    case EXPR.greaterEqual:
      return left >= right ? 1 : 0;
    case EXPR.equal:
      return left === right ? 1 : 0;
    case EXPR.notEqual:
      return left !== right ? 1 : 0;
    case EXPR.and:
      return left !== 0 && right !== 0 ? 1 : 0;
    case EXPR.or:
      return left !== 0 || right !== 0 ? 1 : 0;
    case EXPR.minimum:
      return Math.min(left, right);
    default:
      return Math.max(left, right);
  }
}
