import type { RandomStream } from '../../core/random.ts';
import { LINE_BYTES, PAGE_BYTES } from '../../hardware/layout.ts';
import { KERNEL_SPACE, SERVER_SPACE } from './address-spaces.ts';
import { addressOf, type MemoryMap } from './memory-map.ts';
import type { Placement } from './placement.ts';
import { MEMBERS, PROCESS_FIELD, type Program } from '../program/program.ts';

/**
 * Objects of the operating system: processes, pipes, sockets, files. Each has integer fields, wait queues and
 * memory of its own. A freed object is the next to be allocated again, memory and all, as slab lists do.
 */
export class ObjectStore {
  /** Fields, {@link MEMBERS} to an object. */
  fields = new Float64Array(16 * MEMBERS);
  /** Addresses of the pieces of memory, {@link MEMBERS} to an object. */
  memory = new Float64Array(16 * MEMBERS);
  /** Changes with every allocation and release. */
  generation = 0;
  private count = 0;
  /** By type: its objects, and those of them that are free. */
  private readonly objects: number[][];
  private readonly free: number[][];
  private readonly program: Program;
  private readonly map: MemoryMap;
  private readonly placement: Placement;
  private readonly offsets: RandomStream;

  constructor(program: Program, map: MemoryMap, placement: Placement, offsets: RandomStream) {
    this.program = program;
    this.map = map;
    this.placement = placement;
    this.offsets = offsets;
    this.objects = program.objectTypes.map(() => []);
    this.free = program.objectTypes.map(() => []);
  }

  allocate(typeIndex: number): number {
    this.generation++;
    const type = this.program.objectTypes[typeIndex];
    const object = this.free[typeIndex].pop() ?? this.create(typeIndex);
    this.fields.fill(0, object * MEMBERS, (object + 1) * MEMBERS);
    type.initial.forEach((value, field) => {
      this.fields[object * MEMBERS + field] = value;
    });
    return object;
  }

  /** Address space of a process. */
  spaceOf(process: number): number {
    return this.fields[process * MEMBERS + PROCESS_FIELD.space];
  }

  release(object: number, typeIndex: number): void {
    this.generation++;
    this.free[typeIndex].push(object);
  }

  /** A copy of the fields without those that nobody reads: what the fields decide about how a run goes on. */
  readFields(): Float64Array {
    const fields = this.fields.slice();
    this.program.unreadFields.forEach((unread, type) => {
      for (const field of unread)
        for (const object of this.objects[type]) fields[object * MEMBERS + field] = 0;
    });
    return fields;
  }

  private create(typeIndex: number): number {
    const type = this.program.objectTypes[typeIndex];
    const object = this.count++;
    this.objects[typeIndex].push(object);
    if ((object + 1) * MEMBERS > this.fields.length) {
      this.fields = doubled(this.fields);
      this.memory = doubled(this.memory);
    }
    type.memory.forEach(({ bytes, domain }, index) => {
      this.memory[object * MEMBERS + index] = this.place(bytes, domain);
    });
    return object;
  }

  /** A piece below a page is one of the equal blocks into which the allocator cuts a page; which one is drawn. */
  private place(bytes: number, domainIndex: number): number {
    const domain = this.program.domains[domainIndex];
    const pages = Math.ceil(bytes / PAGE_BYTES);
    const block = Math.ceil(bytes / LINE_BYTES) * LINE_BYTES;
    const blocks = Math.floor(PAGE_BYTES / block);
    const offset = blocks > 1 ? this.offsets.below(blocks) * block : 0;
    if (domain.contiguous && pages === 1) {
      return addressOf(
        this.placement.windows[domainIndex],
        this.map.frames.allocateSystem() * PAGE_BYTES + offset,
      );
    }
    const space = domain.space === 'server' ? SERVER_SPACE : KERNEL_SPACE;
    const linearPage = this.placement.nextLinearPage[domainIndex];
    this.placement.nextLinearPage[domainIndex] += pages;
    return addressOf(this.map.create(space, linearPage, pages), offset);
  }
}

function doubled(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}
