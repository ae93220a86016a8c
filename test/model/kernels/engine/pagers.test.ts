import { expect } from 'chai';
import { RandomStreams } from '../../../../model/core/random.ts';
import { Frames } from '../../../../model/hardware/frames.ts';
import { AddressSpaces, type SegmentLayout } from '../../../../model/kernels/engine/address-spaces.ts';
import { BACKING } from '../../../../model/kernels/program/program.ts';
import { MemoryMap } from '../../../../model/kernels/engine/memory-map.ts';
import { toy, type Toy } from '../../../support/toy.ts';
import { frameLayout } from '../../../support/frames.ts';

const COLOURS = 64;
const PAGES = 16;
const BSS = 'bss: { pages: 16, backing: zero, at: program, resident: 0 }';

const segment = (pager: number): SegmentLayout => ({
  pages: PAGES,
  backing: BACKING.zero,
  file: -1,
  linearPage: 0,
  resident: PAGES,
  pager,
});

/** The toy system whose image names a pager. */
function withPager(pager: string): Toy {
  return toy
    .replace('workload', '  tiny:\n', '  tiny:\n    pager: own\n')
    .append('workload', `\npagers: { own: ${pager} }\n`)
    .steps(
      'measured',
      '[{ touch: true, writes: { bss: { lines: 16, every: 128 } } }, { touch: true, reads: { bss: 2048 } }]',
    )
    .replace('workload', BSS, 'bss: { pages: 17, backing: zero, at: program, resident: 0 }');
}
const reserving = (colours: number): string =>
  `{ colours: { value: ${colours}, source: toy, status: estimated } }`;

describe('pages of a pager', () => {
  it('lie in its colours, and those of other images do not', () => {
    const pagers = [{ name: 'own', colours: 5, inTurn: false }];
    const map = new MemoryMap(new Frames(frameLayout(16384), new RandomStreams('1'), COLOURS, pagers));
    const spaces = new AddressSpaces(map, 'separate', 1);
    const coloursOf = (pager: number): Set<number> => {
      const space = spaces.create([segment(pager)]);
      const first = map.first[spaces.regionOfSegment(space, 0)];
      return new Set([...map.frame.subarray(first, first + PAGES)].map((frame) => frame % COLOURS));
    };
    const own = coloursOf(0);
    expect(own.size).to.be.within(2, 5);
    for (const colour of coloursOf(-1)) expect(own.has(colour)).to.equal(false);
  });

  it('that shares the frames of the operating system are those of the operating system', () => {
    const plain = toy
      .steps(
        'measured',
        '[{ touch: true, writes: { bss: { lines: 16, every: 128 } } }, { touch: true, reads: { bss: 2048 } }]',
      )
      .replace('workload', BSS, 'bss: { pages: 17, backing: zero, at: program, resident: 0 }');
    expect(withPager('{}').run()).to.deep.equal(plain.run());
  });

  it('conflict where there are more of them than colours, and do not where each has one', () => {
    /** Misses of the second-level cache as 16 pages are read for the second time. */
    const misses = (system: Toy): number => {
      const again = '{ touch: true, reads: { bss: 2048 } }';
      const outcome = system
        .replace(
          'workload',
          '{ touch: true, reads: { bss: 2048 } }]',
          `${again}, ${again}, { measure: again, do: [${again}] }]`,
        )
        .run();
      return (
        outcome.measures['again'].charges
          .filter(({ cause }) => cause === 'l2-miss')
          .reduce((sum, { cycles }) => sum + cycles, 0) / 20
      );
    };
    // In one colour all 2048 lines miss, for the pages replace one another.
    expect(misses(withPager(reserving(1)))).to.equal(2048);
    // Twenty pages of the process in turn: the 16 of them have colours of their own.
    expect(misses(withPager('{ order: colours-in-turn }'))).to.equal(0);
  });
});
