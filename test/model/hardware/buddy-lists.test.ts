import { expect } from 'chai';
import fc from 'fast-check';
import { RandomStreams, type RandomStream } from '../../../model/core/random.ts';
import { BuddyLists } from '../../../model/hardware/buddy-lists.ts';
import { check } from '../../support/property.ts';

const draw = (seed = 'buddy'): RandomStream => new RandomStreams(seed).stream('frames');
const FRESH = { used: 0, kept: 0 };
/** Lists of blocks of 1, 2, 4 and 8 frames. */
const buddies = (first: number, end: number, lists = 4): BuddyLists =>
  new BuddyLists(first, end, lists, FRESH, draw());
const take = (frames: BuddyLists, count: number): (number | undefined)[] =>
  Array.from({ length: count }, () => frames.take());
const numbers = (first: number, end: number): number[] =>
  Array.from({ length: end - first }, (_, index) => first + index);

describe('buddy lists', () => {
  it('halve the block that was listed last, and go downwards in it', () => {
    // 24 to 31 is the head of the list of eight. Halved: 24-27, 28-29 and 30 are listed, 31 is handed out.
    const frames = buddies(16, 32);
    expect(take(frames, 9)).to.deep.equal([31, 30, 29, 28, 27, 26, 25, 24, 23]);
    expect(take(frames, 8)).to.deep.equal([22, 21, 20, 19, 18, 17, 16, undefined]);
  });

  it('hand a single frame out before a block is halved', () => {
    const frames = buddies(16, 32);
    expect(take(frames, 4)).to.deep.equal([31, 30, 29, 28]);
    // 31 stays single, for its buddy 30 is in use; then 27 comes from the block of four.
    frames.free(31);
    expect(take(frames, 2)).to.deep.equal([31, 27]);
  });

  it('hand out what was freed last first', () => {
    const frames = buddies(16, 32);
    take(frames, 8);
    for (const frame of [24, 26, 28]) frames.free(frame);
    expect(take(frames, 4)).to.deep.equal([28, 26, 24, 23]);
  });

  it('merge a freed frame with its buddy, and the block with its own', () => {
    const frames = buddies(16, 32);
    take(frames, 8);
    // 24 and 25 merge; 27 and 26 do, and the two pairs to 24-27; 30 stays single.
    for (const frame of [24, 25, 27, 30, 26]) frames.free(frame);
    expect(take(frames, 6)).to.deep.equal([30, 27, 26, 25, 24, 23]);
  });

  it('do not merge neighbours that are not buddies', () => {
    const frames = buddies(16, 32);
    take(frames, 8);
    // 25 and 26 lie side by side, in different pairs: both stay single.
    frames.free(25);
    frames.free(26);
    frames.free(24);
    // 24 and 25 are a pair now, and 26 alone.
    expect(take(frames, 3)).to.deep.equal([26, 25, 24]);
  });

  it('do not merge beyond the largest block, nor with a block of another size', () => {
    const frames = buddies(16, 32, 2);
    expect(take(frames, 4)).to.deep.equal([31, 30, 29, 28]);
    for (const frame of [28, 29, 30, 31]) frames.free(frame);
    // Pairs, the last freed first.
    expect(take(frames, 4)).to.deep.equal([31, 30, 29, 28]);
    const other = buddies(16, 24);
    take(other, 4);
    other.free(20);
    // The buddy of 20 is 21, in use; that of the block 16-19 is 20-23, of which one frame is free.
    expect(take(other, 2)).to.deep.equal([20, 19]);
  });

  it('list the ends that make no whole block as smaller ones', () => {
    // 13, 14-15, 16-23 and 24-25.
    const frames = buddies(13, 26);
    expect(take(frames, 5)).to.deep.equal([13, 25, 24, 15, 14]);
    expect(take(frames, 9)).to.deep.equal([23, 22, 21, 20, 19, 18, 17, 16, undefined]);
    expect(take(buddies(3, 6), 4)).to.deep.equal([3, 5, 4, undefined]);
  });

  it('take a frame of a remainder out of the smallest block that has one', () => {
    const frames = buddies(16, 32);
    expect(frames.takeCongruent(1, 16)).to.equal(17);
    // Left of 16-23 are 16, 18-19 and 20-23.
    expect(take(frames, 4)).to.deep.equal([16, 19, 18, 23]);
    expect(frames.takeCongruent(1, 16)).to.equal(undefined);
  });

  it('give up all frames that pass, and keep the others in blocks', () => {
    const frames = buddies(16, 32);
    take(frames, 1);
    expect(frames.takeAll((frame) => frame % 4 === 0)).to.have.members([16, 20, 24, 28]);
    // Single are 29, whose buddy has gone, 30 as before, and one of each block of four; 26-27, 22-23 and 18-19 are pairs.
    const left = take(frames, 12);
    expect(left.slice(0, 5)).to.have.members([30, 29, 25, 21, 17]);
    expect(left.slice(5)).to.deep.equal([27, 26, 23, 22, 19, 18, undefined]);
  });
});

describe('buddy lists of memory that was used before', () => {
  // Half of eight blocks of eight, the highest.
  const used = (kept: number, seed?: string): BuddyLists =>
    new BuddyLists(64, 128, 4, { used: 0.5, kept }, draw(seed));

  it('give single frames of the used part first, then pairs, and fresh blocks after it', () => {
    const frames = used(0.5);
    const taken = take(frames, 64) as number[];
    expect([...taken].sort((left, right) => left - right)).to.deep.equal(numbers(64, 128));
    const fresh = taken.findIndex((frame) => frame < 96);
    expect(fresh).to.be.within(8, 24);
    // All that is fresh in falling order, and then what was in use.
    expect(taken.slice(fresh, fresh + 32)).to.deep.equal(numbers(64, 96).reverse());
    const free = new Set(taken.slice(0, fresh));
    const isSingle = (frame: number): boolean => !free.has(frame ^ 1);
    const singles = taken.slice(0, fresh).filter(isSingle).length;
    expect(singles).to.be.above(0);
    expect(taken.slice(0, singles).every(isSingle)).to.equal(true);
  });

  it('differ from boot to boot', () => {
    expect(take(used(0.5, 'one'), 8)).to.deep.equal(take(used(0.5, 'one'), 8));
    expect(take(used(0.5, 'one'), 8)).not.to.deep.equal(take(used(0.5, 'two'), 8));
  });

  it('are whole blocks in an order that is drawn where nothing is in use', () => {
    const taken = take(used(0), 32) as number[];
    for (let block = 0; block < 4; block++) {
      const own = taken.slice(8 * block, 8 * block + 8);
      const first = own[7];
      expect(first % 8).to.equal(0);
      expect(own).to.deep.equal(numbers(first, first + 8).reverse());
    }
    expect(new Set(taken).size).to.equal(32);
  });

  it('give what is in use to who takes all that pass, and keep the rest of it for the end', () => {
    const frames = used(1);
    const even = frames.takeAll((frame) => frame % 2 === 0);
    expect(even).to.have.members(numbers(64, 128).filter((frame) => frame % 2 === 0));
    const odd = take(frames, 33) as number[];
    expect(odd.slice(0, 16)).to.have.members(numbers(64, 96).filter((frame) => frame % 2 === 1));
    expect(odd.slice(16, 32)).to.have.members(numbers(96, 128).filter((frame) => frame % 2 === 1));
    expect(odd[32]).to.equal(undefined);
  });

  it('find a remainder in what is in use at last', () => {
    const frames = used(1);
    // Of the fresh blocks 80-87 is listed before 64-71.
    expect([frames.takeCongruent(3, 16), frames.takeCongruent(3, 16)]).to.deep.equal([83, 67]);
    expect([frames.takeCongruent(3, 16), frames.takeCongruent(3, 16)]).to.have.members([99, 115]);
    expect(frames.takeCongruent(3, 16)).to.equal(undefined);
  });
});

/** The same with lists that are searched. */
class NaiveBuddies {
  readonly lists: number[][];

  constructor(first: number, end: number, count: number) {
    this.lists = Array.from({ length: count }, () => []);
    for (let frame = first; frame < end; frame++) this.free(frame);
  }

  take(): number | undefined {
    let list = this.lists.findIndex((blocks) => blocks.length > 0);
    let block = this.lists[list]?.pop();
    if (block === undefined) return undefined;
    for (; list > 0; list--) {
      this.lists[list - 1].push(block);
      block += 2 ** (list - 1);
    }
    return block;
  }

  free(frame: number): void {
    let block = frame;
    let list = 0;
    for (; list < this.lists.length - 1; list++) {
      const size = 2 ** list;
      const buddy = block % (2 * size) === 0 ? block + size : block - size;
      const at = this.lists[list].indexOf(buddy);
      if (at < 0) break;
      this.lists[list].splice(at, 1);
      block = Math.min(block, buddy);
    }
    this.lists[list].push(block);
  }
}

describe('any memory in buddy lists', () => {
  const sizes = fc.record({
    first: fc.nat(40),
    count: fc.integer({ min: 1, max: 80 }),
    lists: fc.integer({ min: 1, max: 6 }),
  });
  /** Takes one, or frees the one at such a place among those that are held. */
  const steps = fc.array(fc.option(fc.nat(1000)), { maxLength: 200, size: 'max' });

  it('is handed out and comes back as with lists that are searched', () => {
    check(
      100,
      fc.property(sizes, steps, ({ first, count, lists }, list) => {
        const own = buddies(first, first + count, lists);
        const naive = new NaiveBuddies(first, first + count, lists);
        const held: number[] = [];
        for (const step of list) {
          if (step === null || held.length === 0) {
            const frame = own.take();
            expect(frame).to.equal(naive.take());
            if (frame !== undefined) held.push(frame);
          } else {
            const [frame] = held.splice(step % held.length, 1);
            own.free(frame);
            naive.free(frame);
          }
        }
      }),
    );
  });

  it('is nowhere handed out twice, and all of it comes back', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    /** Colours that are taken out at some point. */
    const pager = fc.record({ after: fc.nat(100), colours: fc.integer({ min: 1, max: 8 }) });
    check(
      100,
      fc.property(
        sizes,
        share,
        share,
        steps,
        pager,
        ({ first, count, lists }, used, kept, list, { after, colours }) => {
          const frames = new BuddyLists(first, first + count, lists, { used, kept }, draw());
          const held = new Set<number>();
          const hold = (frame: number): void => {
            expect(held.has(frame)).to.equal(false);
            held.add(frame);
          };
          list.forEach((step, index) => {
            if (index === after) frames.takeAll((frame) => frame % colours === 0).forEach(hold);
            const frame = step === null ? frames.take() : frames.takeCongruent(step % colours, colours);
            if (step !== null && frame !== undefined) expect(frame % colours).to.equal(step % colours);
            if (frame !== undefined) hold(frame);
            else if (step !== null && held.size > 0) {
              const back = [...held][step % held.size];
              held.delete(back);
              frames.free(back);
            }
          });
          for (const frame of held) frames.free(frame);
          expect((take(frames, count) as number[]).sort((left, right) => left - right)).to.deep.equal(
            numbers(first, first + count),
          );
          expect(frames.take()).to.equal(undefined);
        },
      ),
    );
  });
});
