import { ModelError } from '../core/model-error.ts';
import type { RandomStreams } from '../core/random.ts';
import { FrameList } from './frame-list.ts';
import { DRAWN, poolOf, type FrameOrder } from './frame-order.ts';
import type { FramePool } from './frame-pool.ts';
import { PAGE_BYTES } from './layout.ts';
import type { Machine } from './machine.ts';

/** How physical memory is shared out, in page frames. */
export interface FrameLayout {
  /** Frames of the machine. */
  count: number;
  /** Kernel images lie one after the other from here, up to the end. */
  imageStart: number;
  /** Frames from here on are handed out one by one. */
  imageEnd: number;
  /** Share of those that serves the system itself. */
  systemShare: number;
}

/** The layout of a machine's memory. */
export function frameLayoutOf({ memory }: Machine): FrameLayout {
  return {
    count: Math.floor(memory.size / PAGE_BYTES),
    imageStart: Math.ceil(memory['image-start'] / PAGE_BYTES),
    imageEnd: Math.floor(memory['image-end'] / PAGE_BYTES),
    systemShare: memory['system-share'],
  };
}

/** A pager hands its frames out in an order that is drawn among all of them. */
const ALL_FREE = { used: 1, kept: 0 };

/** Who hands a frame out when no pager is named: the operating system. */
export const NO_PAGER = -1;

/** Pools of the operating system, before those of pagers: for programs and files, and for itself. */
const PROGRAMS = 0;
const SYSTEM = 1;

/** A pager beside the operating system: which frames it hands out, and in which order. */
export interface PagerFrames {
  name: string;
  /** Colours that nobody else gets frames of once it has started; 0 for none of its own: it shares the operating system's frames. */
  colours: number;
  /** Frames of one colour after the other, instead of in an order that is drawn. */
  inTurn: boolean;
}

/**
 * Physical page frames. A frame's colour, the L2 sets that it falls into, is its number modulo the pages of the L2, so
 * the order in which frames are handed out decides which pages conflict. It is the operating system's; how much of memory was used
 * before the run, and what of it is free, is drawn once a run, which stands for a boot.
 *
 * Pages of programs and files come from one pool, pages of the system (page tables, objects) from another: systems that need
 * more or fewer of the latter give the same programs the same colours. A pager that reserves colours takes their frames out of both.
 */
export class Frames {
  /** Changes with every allocation and release. */
  generation = 0;
  /** Users of each frame: mappings of it and the page cache. */
  readonly references: Int32Array;
  private readonly pools: FramePool[];
  /** Pool that each frame goes back to: an index into `pools`. */
  private readonly owner: Uint8Array;
  /** By pager: its pool, once it has started, and the colour that is next in turn. */
  private readonly poolOf: (number | undefined)[] = [];
  private readonly nextColour: number[] = [];
  /** Who handed each frame out. */
  private readonly holder: Int8Array;
  private readonly pagers: readonly PagerFrames[];
  private readonly freeColours: number[];
  private readonly colours: number;
  private readonly random: RandomStreams;
  private readonly layout: FrameLayout;
  private nextContiguous: number;

  /**
   * @param colours pages of one way of the second-level cache
   */
  constructor(
    layout: FrameLayout,
    random: RandomStreams,
    colours = 1,
    pagers: readonly PagerFrames[] = [],
    order: FrameOrder = DRAWN,
  ) {
    const { count, imageEnd, systemShare } = layout;
    this.layout = layout;
    this.nextContiguous = layout.imageStart;
    this.references = new Int32Array(count);
    this.owner = new Uint8Array(count);
    this.holder = new Int8Array(count).fill(NO_PAGER);
    this.random = random;
    this.colours = colours;
    this.freeColours = Array.from({ length: colours }, (_, colour) => colour);
    this.pagers = pagers;
    const border = count - Math.floor((count - imageEnd) * systemShare);
    const used = order.mostUsed > 0 ? order.mostUsed * random.stream('used-frames').uniform() : 0;
    this.pools = [
      poolOf(order, imageEnd, border, used, random.stream('page-frames')),
      poolOf(order, border, count, used, random.stream('system-frames')),
    ];
    this.owner.fill(SYSTEM, border);
  }

  /**
   * Takes one frame for a page of a program or a file, from a pager or from the operating system.
   * @throws ModelError when there is none left
   */
  allocate(pager = NO_PAGER): number {
    const pool = pager === NO_PAGER ? PROGRAMS : this.startPager(pager);
    const frame =
      pager !== NO_PAGER && this.pagers[pager].inTurn
        ? this.takeInTurn(pager, pool)
        : (this.pools[pool].take() ?? (pool === PROGRAMS ? this.pools[SYSTEM].take() : undefined));
    return this.handOut(frame, pager);
  }

  /**
   * Takes one frame for the system itself.
   * @throws ModelError when physical memory is used up
   */
  allocateSystem(): number {
    return this.handOut(this.pools[SYSTEM].take() ?? this.pools[PROGRAMS].take(), NO_PAGER);
  }

  /** Takes frames that follow each other, for a kernel image; such frames are never given back. */
  allocateContiguous(count: number): number {
    const first = this.nextContiguous;
    this.nextContiguous += count;
    const { imageStart, imageEnd } = this.layout;
    if (this.nextContiguous > imageEnd)
      throw new ModelError(
        `the kernel images need more memory than the ${((imageEnd - imageStart) * PAGE_BYTES) / MIB} MiB that the machine has for them`,
      );
    return first;
  }

  /** The pager that handed a frame out. */
  pagerOf(frame: number): number {
    return this.holder[frame];
  }

  share(frame: number): void {
    this.generation++;
    this.references[frame]++;
  }

  /** Gives up one use of a frame; the last one frees it. */
  release(frame: number): void {
    this.generation++;
    if (--this.references[frame] > 0) return;
    this.pools[this.owner[frame]].free(frame);
  }

  /**
   * The pool of a pager. It starts when its first page is asked for: it gets the frames of as many colours as it reserves, drawn among
   * those that no pager has; frames that are in use stay where they are, and go to it when they are freed.
   */
  private startPager(pager: number): number {
    const started = this.poolOf[pager];
    if (started !== undefined) return started;
    this.nextColour[pager] = 0;
    const { colours } = this.pagers[pager];
    return (this.poolOf[pager] = colours === 0 ? PROGRAMS : this.reserve(this.pagers[pager]));
  }

  /** @throws ModelError when the pager would leave nobody else a colour */
  private reserve({ name, colours }: PagerFrames): number {
    const { freeColours, owner, layout } = this;
    if (colours >= freeColours.length)
      throw new ModelError(
        `the pager ${name} reserves ${colours} of ${freeColours.length} page colours, and one must be left for others`,
      );
    const draw = this.random.stream(`page-colours/${name}`);
    const chosen = new Set<number>();
    while (chosen.size < colours) chosen.add(freeColours.splice(draw.below(freeColours.length), 1)[0]);
    const passes = (frame: number): boolean => chosen.has(frame % this.colours);
    const frames = this.pools.flatMap((pool) => pool.takeAll(passes));
    const pool =
      this.pools.push(new FrameList(frames, ALL_FREE, this.random.stream(`page-frames/${name}`))) - 1;
    for (let frame = layout.imageEnd; frame < owner.length; frame++) if (passes(frame)) owner[frame] = pool;
    return pool;
  }

  /** A frame of the next colour of which the pool has any. */
  private takeInTurn(pager: number, pool: number): number | undefined {
    let frame: number | undefined;
    for (let tried = 0; frame === undefined && tried < this.colours; tried++) {
      frame = this.pools[pool].takeCongruent(this.nextColour[pager], this.colours);
      this.nextColour[pager] = (this.nextColour[pager] + 1) % this.colours;
    }
    return frame;
  }

  private handOut(frame: number | undefined, pager: number): number {
    this.generation++;
    if (frame === undefined) throw new ModelError(this.shortage(pager));
    this.references[frame] = 1;
    this.holder[frame] = pager;
    return frame;
  }

  private shortage(pager: number): string {
    if (pager === NO_PAGER || this.pagers[pager].colours === 0)
      return 'the workload needs more physical memory than the machine has';
    return `the pager ${this.pagers[pager].name} has no page frame left of its ${this.pagers[pager].colours} colours`;
  }
}

const MIB = 2 ** 20;
