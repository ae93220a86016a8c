import { expect } from 'chai';
import { RandomStreams } from '../../../../model/core/random.ts';
import { Frames } from '../../../../model/hardware/frames.ts';
import { AddressSpaces, type SegmentLayout } from '../../../../model/kernels/engine/address-spaces.ts';
import { BACKING } from '../../../../model/kernels/program/program.ts';
import { MemoryMap } from '../../../../model/kernels/engine/memory-map.ts';
import { frameLayout } from '../../../support/frames.ts';
import { toy, type Toy } from '../../../support/toy.ts';

const BUDDY = '{ order: buddy, lists: { value: 6, source: toy, status: estimated } }';

describe('page frames of a boot', () => {
  const text: SegmentLayout = {
    pages: 4,
    backing: BACKING.file,
    file: 1,
    linearPage: 0,
    resident: 4,
    pager: -1,
  };

  it('go to the files of the page cache as the run begins, one file after the other, and stay there', () => {
    const order = { order: 'buddy', lists: 6, mostUsed: 0, kept: 0 } as const;
    const map = new MemoryMap(new Frames(frameLayout(16384), new RandomStreams('1'), 64, [], order));
    const spaces = new AddressSpaces(map, 'shared', 1);
    for (const pages of [2, 4]) spaces.addFile(pages, true);
    const cached = (file: number, pages: number): number[] =>
      Array.from({ length: pages }, (_, page) => spaces.cachedFrame(file, page));
    // Downwards from the end of the memory of programs.
    expect([...cached(0, 2), ...cached(1, 4)]).to.deep.equal([13311, 13310, 13309, 13308, 13307, 13306]);
    // Every process that runs the program has its text there.
    for (let run = 0; run < 3; run++) {
      const space = spaces.create([text]);
      const first = map.first[spaces.regionOfSegment(space, 0)];
      expect([...map.frame.slice(first, first + 4)]).to.deep.equal(cached(1, 4));
      spaces.exec(space, []);
      spaces.destroy(space);
    }
    expect(cached(1, 4)).to.deep.equal([13309, 13308, 13307, 13306]);
  });
});

describe('the order of page frames', () => {
  const ordered = (order: string): Toy =>
    toy.replace('structure', 'timers: {}', `timers: {}\npage-frames: ${order}`);
  /** Misses of the second-level cache as 16 pages are read for the second time. */
  const misses = (system: Toy): number => {
    const again = '{ touch: true, reads: { bss: 2048 } }';
    const outcome = system
      .steps(
        'measured',
        `[{ touch: true, writes: { bss: { lines: 16, every: 128 } } }, ${again}, ${again}, { measure: again, do: [${again}] }]`,
      )
      .run();
    const charges = outcome.measures['again'].charges.filter(({ cause }) => cause === 'l2-miss');
    return charges.reduce((sum, { cycles }) => sum + cycles, 0);
  };

  it('decides which pages conflict: those that follow one another do not', () => {
    expect(misses(ordered(BUDDY))).to.equal(0);
    expect(misses(ordered('{ order: in-order }'))).to.equal(0);
    expect(misses(ordered('{ order: free-list }'))).to.equal(0);
    expect(misses(toy)).to.be.above(0);
  });

  it('is drawn by default', () => {
    expect(ordered('{ order: drawn }').run()).to.deep.equal(toy.run());
  });
});
