import { expect } from 'chai';
import { ModelError } from '../../../model/core/model-error.ts';
import { RandomStreams } from '../../../model/core/random.ts';
import { DRAWN, type FrameOrder } from '../../../model/hardware/frame-order.ts';
import { frameLayoutOf, Frames, type PagerFrames } from '../../../model/hardware/frames.ts';
import { frameLayout } from '../../support/frames.ts';
import { toy } from '../../support/toy.ts';

const COUNT = 16384;
/** Kernel images lie below; programs and files come next, a quarter of the rest serves the system. */
const IMAGE_END = 4096;
const BORDER = 13312;
/** Pages of a 256 KB direct-mapped second-level cache. */
const COLOURS = 64;

function framesOf(seed: string, count = COUNT, pagers: readonly PagerFrames[] = []): Frames {
  return new Frames(frameLayout(count), new RandomStreams(seed), COLOURS, pagers);
}

function allocated(frames: Frames, count: number): number[] {
  return Array.from({ length: count }, () => frames.allocate());
}

describe('frames', () => {
  it('are laid out as the machine says, in whole pages', () => {
    expect(frameLayoutOf(toy.machine())).to.deep.equal({
      count: COUNT,
      imageStart: 256,
      imageEnd: IMAGE_END,
      systemShare: 0.25,
    });
    const odd = toy.machine([
      { path: 'memory.image-start', value: '9 KiB' },
      { path: 'memory.image-end', value: '8191 KiB' },
    ]);
    expect(frameLayoutOf(odd)).to.include({ imageStart: 3, imageEnd: 2047 });
  });

  it('are handed out in an order that the seed decides', () => {
    const first = allocated(framesOf('one'), 100);
    expect(allocated(framesOf('one'), 100)).to.deep.equal(first);
    expect(allocated(framesOf('two'), 100)).not.to.deep.equal(first);
  });

  it('are handed out once each, above the kernel images', () => {
    const all = allocated(framesOf('all'), COUNT - IMAGE_END).sort((a, b) => a - b);
    expect(all).to.deep.equal(Array.from({ length: COUNT - IMAGE_END }, (_, index) => IMAGE_END + index));
  });

  it('of programs and of the system come from pools of their own', () => {
    const frames = framesOf('pools');
    expect(Math.max(...allocated(frames, 1000))).to.be.below(BORDER);
    for (let count = 0; count < 1000; count++) expect(frames.allocateSystem()).to.be.at.least(BORDER);
  });

  it('of programs do not depend on how many the system takes', () => {
    const frames = framesOf('independent');
    for (let count = 0; count < 10; count++) frames.allocateSystem();
    expect(allocated(frames, 100)).to.deep.equal(allocated(framesOf('independent'), 100));
  });

  it('come from the other pool when one is used up', () => {
    const frames = framesOf('borrow');
    allocated(frames, BORDER - IMAGE_END);
    expect(frames.allocate()).to.be.at.least(BORDER);
  });

  it('take random colours: conflicts come, but not all of one colour', () => {
    const colours = allocated(framesOf('colours'), COLOURS).map((frame) => frame % COLOURS);
    // Random colours leave about 1 - 1/e of 64 in use; an ordered allocation would use all of them.
    expect(new Set(colours).size).to.be.within(30, 50);
  });

  it('come back last in, first out', () => {
    const frames = framesOf('stack');
    const [a, b] = allocated(frames, 2);
    frames.release(a);
    frames.release(b);
    expect(allocated(frames, 2)).to.deep.equal([b, a]);
  });

  it('come back to the pool that they are from', () => {
    const frames = framesOf('return');
    const frame = frames.allocateSystem();
    frames.release(frame);
    expect(frames.allocate()).not.to.equal(frame);
    expect(frames.allocateSystem()).to.equal(frame);
  });

  it('stay while anyone uses them', () => {
    const frames = framesOf('shared');
    const frame = frames.allocate();
    frames.share(frame);
    frames.release(frame);
    expect(frames.references[frame]).to.equal(1);
    expect(frames.allocate()).not.to.equal(frame);
    frames.release(frame);
    expect(frames.allocate()).to.equal(frame);
  });

  it('of kernel images follow each other from 1 MiB on', () => {
    const frames = framesOf('images');
    expect(frames.allocateContiguous(10)).to.equal(256);
    expect(frames.allocateContiguous(5)).to.equal(266);
  });

  it('of kernel images end at 16 MiB', () => {
    const frames = framesOf('images');
    expect(frames.allocateContiguous(IMAGE_END - 256)).to.equal(256);
    expect(() => frames.allocateContiguous(1)).to.throw(ModelError, 'than the 15 MiB');
  });

  it('run out with a clear word', () => {
    const frames = framesOf('few', IMAGE_END + 8);
    allocated(frames, 8);
    const words = 'more physical memory than the machine has';
    expect(() => frames.allocate()).to.throw(ModelError, words);
    expect(() => frames.allocateSystem()).to.throw(ModelError, words);
  });

  it('count every change', () => {
    const frames = framesOf('changes');
    const frame = frames.allocate();
    frames.share(frame);
    frames.release(frame);
    expect(frames.generation).to.equal(3);
  });
});

const coloursOf = (frames: readonly number[]): Set<number> => new Set(frames.map((frame) => frame % COLOURS));
const REAL_TIME = { name: 'real-time', colours: 3, inTurn: false };
const EVEN = { name: 'even', colours: 0, inTurn: true };

function fromPager(frames: Frames, pager: number, count: number): number[] {
  return Array.from({ length: count }, () => frames.allocate(pager));
}

describe('frames of a pager', () => {
  it('have its colours only, and nobody else gets any of them', () => {
    const frames = framesOf('partition', COUNT, [REAL_TIME]);
    const own = coloursOf(fromPager(frames, 0, 200));
    expect(own.size).to.equal(3);
    const others = coloursOf([
      ...allocated(frames, 2000),
      ...Array.from({ length: 2000 }, () => frames.allocateSystem()),
    ]);
    expect(others.size).to.equal(COLOURS - 3);
    for (const colour of own) expect(others.has(colour)).to.equal(false);
  });

  it('are all of its colours that are free, and end with a clear word', () => {
    const frames = framesOf('all of it', COUNT, [REAL_TIME]);
    // A colour has one in 64 of the 12,288 frames above the kernel images.
    expect(new Set(fromPager(frames, 0, 3 * 192)).size).to.equal(3 * 192);
    expect(() => frames.allocate(0)).to.throw(ModelError, 'the pager real-time has no page frame left');
  });

  it('come back to it, also those that were in use when it started', () => {
    const frames = framesOf('return', COUNT, [REAL_TIME]);
    const before = allocated(frames, 1000);
    const [frame] = fromPager(frames, 0, 1);
    const late = before.find((one) => one % COLOURS === frame % COLOURS)!;
    frames.release(late);
    expect(frames.allocate(0)).to.equal(late);
    frames.release(frame);
    expect(frames.allocate()).not.to.equal(frame);
    expect(frames.allocate(0)).to.equal(frame);
  });

  it('leave those of other colours with whom they are', () => {
    const frames = framesOf('return', COUNT, [REAL_TIME]);
    const before = allocated(frames, 1000);
    const own = coloursOf(fromPager(frames, 0, 200));
    const other = before.find((one) => !own.has(one % COLOURS))!;
    frames.release(other);
    expect(own.has(frames.allocate(0) % COLOURS)).to.equal(true);
    expect(frames.allocate()).to.equal(other);
  });

  it('leave the order of all others as it is without it', () => {
    const shared = framesOf('order', COUNT, [{ ...REAL_TIME, colours: 0 }]);
    expect(fromPager(shared, 0, 100)).to.deep.equal(allocated(framesOf('order'), 100));
  });

  it('of one colour after the other cover every colour', () => {
    const frames = framesOf('even', COUNT, [EVEN]);
    expect(coloursOf(fromPager(frames, 0, COLOURS)).size).to.equal(COLOURS);
    expect(coloursOf(fromPager(frames, 0, 2)).size).to.equal(2);
  });

  it('of one colour after the other leave out what others reserve', () => {
    const frames = framesOf('both', COUNT, [REAL_TIME, EVEN]);
    const reserved = coloursOf(fromPager(frames, 0, 50));
    const even = fromPager(frames, 1, COLOURS - 3);
    expect(coloursOf(even).size).to.equal(COLOURS - 3);
    for (const frame of even) expect(reserved.has(frame % COLOURS)).to.equal(false);
  });

  it('of one colour after the other end with a clear word too', () => {
    const frames = framesOf('few', IMAGE_END + 8, [EVEN]);
    // Two of the eight are the system's.
    expect(new Set(fromPager(frames, 0, 6)).size).to.equal(6);
    expect(() => frames.allocate(0)).to.throw(ModelError, 'more physical memory than the machine has');
  });

  it('of two pagers have no colour in common', () => {
    const frames = framesOf('two', COUNT, [REAL_TIME, { ...REAL_TIME, name: 'other', colours: 40 }]);
    const all = [...fromPager(frames, 0, 100), ...fromPager(frames, 1, 1000)];
    expect(coloursOf(all).size).to.equal(43);
  });

  it('leave at least one colour for others', () => {
    const frames = framesOf('greedy', COUNT, [{ ...REAL_TIME, colours: COLOURS }]);
    expect(() => frames.allocate(0)).to.throw(ModelError, 'reserves 64 of 64 page colours');
  });

  it('are known by who handed them out', () => {
    const frames = framesOf('whose', COUNT, [REAL_TIME]);
    expect(frames.pagerOf(frames.allocate(0))).to.equal(0);
    expect(frames.pagerOf(frames.allocate())).to.equal(-1);
  });
});

describe('frames in the order of an operating system', () => {
  const BUDDY: FrameOrder = { order: 'buddy', lists: 6, mostUsed: 0, kept: 0.5 };
  const FREE_LIST: FrameOrder = { ...BUDDY, order: 'free-list' };
  const ordered = (seed: string, order: FrameOrder, pagers: readonly PagerFrames[] = []): Frames =>
    new Frames(frameLayout(COUNT), new RandomStreams(seed), COLOURS, pagers, order);
  const system = (frames: Frames, count: number): number[] =>
    Array.from({ length: count }, () => frames.allocateSystem());

  it('are drawn by default', () => {
    expect(allocated(ordered('one', DRAWN), 100)).to.deep.equal(allocated(framesOf('one'), 100));
  });

  it('come from fresh memory in falling order with buddy lists, in rising order else', () => {
    const falling = (top: number): number[] => Array.from({ length: 40 }, (_, index) => top - index);
    const rising = (bottom: number): number[] => Array.from({ length: 40 }, (_, index) => bottom + index);
    expect(allocated(ordered('one', BUDDY), 40)).to.deep.equal(falling(BORDER - 1));
    expect(system(ordered('one', BUDDY), 40)).to.deep.equal(falling(COUNT - 1));
    for (const order of [FREE_LIST, { ...FREE_LIST, order: 'in-order', mostUsed: 0.5 } as const]) {
      expect(allocated(ordered('one', order), 40)).to.deep.equal(rising(IMAGE_END));
      expect(system(ordered('one', order), 40)).to.deep.equal(rising(BORDER));
    }
  });

  for (const order of [BUDDY, FREE_LIST]) {
    const mostUsed = 0.5;
    /** How many frames of the used part are handed out before the first of those that lie one after the other. */
    const scattered = (seed: string): number => {
      const all = allocated(ordered(seed, { ...order, mostUsed }), BORDER - IMAGE_END);
      const step = order.order === 'buddy' ? -1 : 1;
      return all.findIndex((frame, at) => {
        const run = Array.from({ length: 64 }, (_, next) => frame + next * step);
        return run.every((next, index) => all[at + index] === next);
      });
    };

    it(`differ from boot to boot in how much of memory was used, ${order.order}`, () => {
      const counts = Array.from({ length: 20 }, (_, boot) => scattered(`boot ${boot}`));
      // Up to half of the 9,216 frames was used, of which about half is free.
      expect(Math.max(...counts)).to.be.within(1500, 2400);
      expect(Math.min(...counts)).to.be.within(0, 500);
    });

    it(`are handed out once each, and leave a pager its colours, ${order.order}`, () => {
      const frames = ordered('all', { ...order, mostUsed }, [REAL_TIME]);
      const before = allocated(frames, 500);
      const own = fromPager(frames, 0, 400);
      const others = [...allocated(frames, 1000), ...system(frames, 1000)];
      expect(coloursOf(own).size).to.equal(3);
      for (const frame of others) expect(coloursOf(own).has(frame % COLOURS)).to.equal(false);
      expect(new Set([...before, ...own, ...others]).size).to.equal(2900);
    });
  }

  it('are the same for programs on two systems whose memory was used alike', () => {
    const frames = ordered('same', { ...BUDDY, mostUsed: 0.5 });
    system(frames, 300);
    expect(allocated(frames, 500)).to.deep.equal(
      allocated(ordered('same', { ...BUDDY, mostUsed: 0.5 }), 500),
    );
  });
});
