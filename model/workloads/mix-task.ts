import type { RandomStream } from '../core/random.ts';
import type { Access, MixPlan, PlanStep } from './mix-plan.ts';
import type { MixFiles, Transfer } from './mix-files.ts';

const COMMON = 0;

/** What a task asks of the system: processor time, then transfers that it waits for. */
export interface Wish {
  operation: (operation: number, times: number) => void;
  user: (ticks: number) => void;
  /** A page had to go that was not written yet. */
  writeBack: (transfer: Transfer) => void;
  /** The cache holds more dirty pages than it may. */
  tooDirty: () => void;
  /** The task waits until the disk has done this. */
  transfer: (transfer: Transfer) => void;
}

/** A task of a mix: its subtests in random order without replacement, each step by step. */
export class MixTask {
  private readonly plan: MixPlan;
  private readonly files: MixFiles;
  private readonly blocks: number;
  private readonly order: Int32Array;
  private readonly walk: RandomStream;
  private readonly own: number;
  private job = 0;
  private step = -1;
  /** Of the running loop: iterations done and in all, and the random walk over the file. */
  private done = 0;
  private iterations = 0;
  private start = 0;
  private stride = 1;
  private ownBlocks = 0;

  constructor(
    task: number,
    plan: MixPlan,
    files: MixFiles,
    blocks: number,
    order: RandomStream,
    walk: RandomStream,
  ) {
    this.plan = plan;
    this.files = files;
    this.blocks = blocks;
    this.own = task + 1;
    this.order = plan.jobs.slice();
    shuffle(this.order, order);
    this.walk = walk;
  }

  /** Goes on until the processor or the disk is needed; false when all jobs are done. */
  next(now: number, wish: Wish): boolean {
    for (;;) {
      if (this.job === this.order.length) return false;
      const subtest = this.plan.subtests[this.order[this.job]];
      if (this.step < 0) {
        this.step = 0;
        this.done = 0;
        if (subtest.userTicks > 0) {
          wish.user(subtest.userTicks);
          return true;
        }
      }
      if (this.step === subtest.steps.length) {
        this.job++;
        this.step = -1;
        continue;
      }
      if (this.run(subtest.steps[this.step], now, wish)) this.step++;
      return true;
    }
  }

  /** Takes a step, or a piece of a loop; true when the step is over. */
  private run(step: PlanStep, now: number, wish: Wish): boolean {
    switch (step.kind) {
      case 'run':
        wish.operation(step.operation, step.times);
        return true;
      case 'remove':
        if (this.ownBlocks > 0) wish.operation(this.plan.freeBlock, this.ownBlocks);
        this.files.remove(this.own, Math.min(this.ownBlocks, this.blocks), now);
        this.ownBlocks = 0;
        return true;
      case 'loop':
        if (this.done === 0) this.beginLoop(step.part);
        return this.loop(step.accesses, now, wish);
    }
  }

  private beginLoop(part: number): void {
    this.iterations = Math.floor(this.blocks * part);
    this.start = this.walk.below(this.blocks);
    this.stride = 1 + this.walk.below(this.blocks);
  }

  /** Goes through a loop up to the first block that must wait, or as many blocks as make a burst. */
  private loop(accesses: readonly Access[], now: number, wish: Wish): boolean {
    const first = this.done;
    const last = Math.min(this.iterations, first + this.plan.spec.files['blocks-per-burst']);
    const together = this.blocksTogether(accesses);
    let waits = false;
    while (this.done < last && !waits) {
      const index = this.done;
      const count = Math.min(together, last - index);
      this.done += count;
      for (const access of accesses) if (this.access(access, index, count, now, wish)) waits = true;
    }
    for (const { operation, own } of accesses) {
      wish.operation(operation, this.done - first);
      // The times in it change.
      this.files.change(this.files.inodeBlock(own ? this.own : COMMON), now);
    }
    if (this.done < this.iterations) return false;
    this.done = 0;
    return true;
  }

  /** Blocks one behind the other that lie in one page whatever the access, and so need one look at the cache. */
  private blocksTogether(accesses: readonly Access[]): number {
    const { blocksPerPage } = this.files;
    const aligned = (block: number): boolean => block % blocksPerPage === 0;
    const simple = accesses.every(
      ({ random, through, append }) => !random && !through && (!append || aligned(this.ownBlocks)),
    );
    return simple && aligned(this.done) ? blocksPerPage : 1;
  }

  /** An access to `count` blocks of a page; true when the task has to wait for the disk. */
  private access(access: Access, index: number, count: number, now: number, wish: Wish): boolean {
    const { files } = this;
    const file = access.own ? this.own : COMMON;
    const size = access.own && !access.append ? Math.max(1, this.ownBlocks) : this.blocks;
    const block = access.append
      ? this.ownBlocks % this.blocks
      : access.random
        ? (this.start + index * this.stride) % size
        : index % size;
    if (access.append) this.ownBlocks += count;
    const page = files.pageOf(file, block);
    let waits = false;
    if (!access.append && !files.cache.has(page)) {
      wish.operation(this.plan.coldRead, 1);
      wish.transfer(files.fetch(file, block, wish.writeBack));
      waits = true;
    } else files.bringIn(page, wish.writeBack);
    if (access.append) files.extend(file, block, now);
    if (access.through) {
      const bytes = this.plan.spec.files.block;
      // The block that names a new one is written first, and waited for: the inode, or the indirect block.
      if (access.append) {
        const naming = files.namingBlock(file, block);
        files.written(naming);
        wish.transfer({ block: naming, bytes, write: true });
      }
      wish.transfer({ block: files.diskBlock(file, block), bytes, write: true });
      return true;
    }
    if (access.write) {
      files.cache.dirty(page, now);
      if (files.tooDirty) wish.tooDirty();
    }
    return waits;
  }
}

/** Fisher-Yates, in place. */
function shuffle(values: Int32Array, stream: RandomStream): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = stream.below(last + 1);
    const value = values[last];
    values[last] = values[other];
    values[other] = value;
  }
}
