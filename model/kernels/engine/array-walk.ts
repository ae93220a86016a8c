import { CAUSE } from '../../core/charges.ts';
import { ModelError } from '../../core/model-error.ts';
import type { EventQueue } from '../../core/event-queue.ts';
import { LINES_PER_PAGE, LINE_SHIFT, PAGE_SHIFT, WORD_BYTES } from '../../hardware/layout.ts';
import type { Processor } from '../../hardware/processor.ts';
import type { Registers } from './registers.ts';
import type { MemoryAccess } from './memory-access.ts';
import { offsetOf, PAGE, regionOf, type MemoryMap } from './memory-map.ts';
import type { Threads } from './threads.ts';
import type { WorkLimit } from './work-limit.ts';
import { WORK } from './working-set.ts';

const { instructions: INSTRUCTIONS } = CAUSE;

/** What a walk does with an element of an array, in the order of their names in path-compiler.ts. */
const ACCESS = { read: 0, update: 1, write: 2 } as const;
/** No page has been reached yet. */
const NO_PAGE = -1;

/** One array of a walk, as far as it has come. */
interface Walked {
  access: number;
  region: number;
  /** Offset of the next element in the region, and the distance to the one after it. */
  offset: number;
  every: number;
  words: number;
  /** The page that was translated last, and the first line of its frame. */
  page: number;
  frameLine: number;
}

/**
 * User code that goes through arrays side by side: of each element it accesses one line of every array, in the order in which they
 * stand, and then runs its instructions; the rest of a line that has missed streams in behind them. A page is translated when it is
 * reached. Interrupts are taken, and pages fault, between two elements.
 */
export class ArrayWalk {
  private readonly processor: Processor;
  private readonly events: EventQueue;
  private readonly map: MemoryMap;
  private readonly memory: MemoryAccess;
  private readonly threads: Threads;
  private readonly registers: Registers;
  private readonly limit: WorkLimit;
  private readonly arrays: Walked[] = [];

  constructor(
    processor: Processor,
    events: EventQueue,
    map: MemoryMap,
    memory: MemoryAccess,
    threads: Threads,
    registers: Registers,
    limit: WorkLimit,
  ) {
    this.processor = processor;
    this.events = events;
    this.map = map;
    this.memory = memory;
    this.threads = threads;
    this.registers = registers;
    this.limit = limit;
  }

  /** Says where the array number `index` of the next walk begins. */
  place(index: number, access: number, address: number, every: number, bytes: number): void {
    const words = Math.ceil(bytes / WORD_BYTES);
    const [region, offset] = [regionOf(address), offsetOf(address)];
    if (region < 0) throw new ModelError('a walk through a segment that the image does not have');
    this.arrays[index] = { access, region, offset, every, words, page: NO_PAGE, frameLine: 0 };
  }

  /** Goes on with a walk of the running thread through the first arrays; what is left of it stays with the thread. */
  run(elements: number, count: number, instructions: number, untimed: boolean): number {
    const { threads, registers, processor } = this;
    const left = threads.spin[registers.thread] > 0 ? threads.spin[registers.thread] : elements;
    for (let index = 0; index < count; index++)
      this.arrays[index].offset += (elements - left) * this.arrays[index].every;
    const ticks = Math.round(instructions * processor.costs.instruction);
    return untimed
      ? processor.untimed(() => this.walk(left, count, ticks, Infinity))
      : this.walk(
          left,
          count,
          ticks,
          threads.inInterrupt[registers.thread] === 0 ? this.events.nextTime : Infinity,
        );
  }

  private walk(elements: number, count: number, ticks: number, until: number): number {
    const { processor, threads, registers, limit } = this;
    limit.allow(elements);
    let left = elements;
    let ended: number = WORK.done;
    for (; left > 0; left--) {
      if (processor.now >= until) {
        ended = WORK.interrupted;
        break;
      }
      if (!this.reach(count)) {
        ended = WORK.fault;
        break;
      }
      for (let index = 0; index < count; index++) this.access(this.arrays[index]);
      processor.charge(INSTRUCTIONS, ticks);
    }
    limit.add(elements - left);
    threads.spin[registers.thread] = left;
    return ended;
  }

  /** Translates the pages of the next elements that have not been reached yet; false at one that is not mapped. */
  private reach(count: number): boolean {
    const { map, memory } = this;
    for (let index = 0; index < count; index++) {
      const array = this.arrays[index];
      const page = array.offset >> PAGE_SHIFT;
      if (page === array.page) continue;
      const { region } = array;
      if (page < 0 || page >= map.pages[region]) throw new ModelError('a walk beyond the end of a segment');
      if (!memory.pageReady(region, page, array.access === ACCESS.read ? PAGE.mapped : PAGE.mappedWritable))
        return false;
      array.page = page;
      array.frameLine = memory.dataPage(region, page);
    }
    return true;
  }

  private access(array: Walked): void {
    const { processor } = this;
    const line = array.frameLine + ((array.offset >> LINE_SHIFT) & (LINES_PER_PAGE - 1));
    if (array.access !== ACCESS.write) processor.load(line);
    if (array.access !== ACCESS.read) processor.store(line, array.words);
    array.offset += array.every;
  }
}
