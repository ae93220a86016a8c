import { expect } from 'chai';
import { RandomStreams } from '../../../../model/core/random.ts';
import { Frames } from '../../../../model/hardware/frames.ts';
import { ModelError } from '../../../../model/index.ts';
import { AddressSpaces } from '../../../../model/kernels/engine/address-spaces.ts';
import { FAULT } from '../../../../model/kernels/program/faults.ts';
import { BACKING } from '../../../../model/kernels/program/program.ts';
import { addressOf, MemoryMap } from '../../../../model/kernels/engine/memory-map.ts';
import { byCause } from '../../../support/outcome.ts';
import { toy } from '../../../support/toy.ts';
import { frameLayout } from '../../../support/frames.ts';

/** Spaces with a segment of two zero-filled pages, the first of which is there. */
class Spaces {
  readonly map = new MemoryMap(new Frames(frameLayout(8192), new RandomStreams('1')));
  readonly spaces: AddressSpaces;
  private readonly page: (space: number, page: number) => number;

  constructor(pageTables: 'shared' | 'separate', count: number) {
    this.spaces = new AddressSpaces(this.map, pageTables, 1);
    const layout = { pages: 2, backing: BACKING.zero, file: -1, linearPage: 64, resident: 1, pager: -1 };
    const numbers = Array.from({ length: count }, () => this.spaces.create([layout]));
    this.page = (space, page) =>
      this.map.slotOf(addressOf(this.spaces.regionOfSegment(numbers[space], 0), page * 4096));
  }

  share(from: [number, number], to: [number, number], write = true): void {
    this.spaces.sharePage(this.page(...from), this.page(...to), write);
  }

  /** Takes a page back; the pages that were lost. */
  takeBack(space: number, page: number): number {
    let lost = 0;
    this.spaces.unmapOthers(this.page(space, page), () => lost++);
    return lost;
  }

  frame(space: number, page: number): number {
    return this.map.frame[this.page(space, page)];
  }

  isMapped(space: number, page: number, write = false): boolean {
    return this.spaces.isMapped(this.page(space, page), write);
  }

  faultKind(space: number, page: number): number {
    const region = this.spaces.regionOfSegment(space + 2, 0);
    return this.spaces.faultKind(addressOf(region, page * 4096), false);
  }
}

for (const tables of ['shared', 'separate'] as const) {
  describe(`pages that spaces share, with ${tables} page tables`, () => {
    it('are one frame in both', () => {
      const two = new Spaces(tables, 2);
      two.share([0, 0], [1, 1]);
      expect(two.frame(1, 1)).to.equal(two.frame(0, 0));
      expect(two.map.frames.references[two.frame(0, 0)]).to.equal(2);
      expect(two.isMapped(1, 1, true)).to.equal(true);
    });

    it('may be shared for reading only', () => {
      const two = new Spaces(tables, 2);
      two.share([0, 0], [1, 1], false);
      expect([two.isMapped(1, 1), two.isMapped(1, 1, true)]).to.deep.equal([true, false]);
      expect(() => {
        two.share([1, 1], [0, 1]);
      }).to.throw(ModelError, 'does not have for writing');
    });

    it('replace what was there', () => {
      const two = new Spaces(tables, 2);
      const old = two.frame(1, 0);
      two.share([0, 0], [1, 0]);
      expect(two.map.frames.references[old]).to.equal(0);
    });

    it('are lost by all who got them, directly or not, when the giver takes them back', () => {
      const three = new Spaces(tables, 3);
      three.share([0, 0], [1, 1]);
      three.share([1, 1], [2, 1]);
      expect(three.takeBack(0, 0)).to.equal(2);
      expect([0, 1, 2].map((space) => three.isMapped(space, space === 0 ? 0 : 1))).to.deep.equal([
        true,
        false,
        false,
      ]);
      expect(three.map.frames.references[three.frame(0, 0)]).to.equal(1);
      expect(three.faultKind(1, 1)).to.equal(FAULT.zeroFill);
    });

    it('stay with the giver of a giver who takes them back', () => {
      const three = new Spaces(tables, 3);
      three.share([0, 0], [1, 1]);
      three.share([1, 1], [2, 1]);
      expect(three.takeBack(1, 1)).to.equal(1);
      expect([three.isMapped(0, 0), three.isMapped(1, 1), three.isMapped(2, 1)]).to.deep.equal([
        true,
        true,
        false,
      ]);
    });

    it('can be shared again and again', () => {
      const two = new Spaces(tables, 2);
      for (let round = 0; round < 3; round++) {
        two.share([0, 0], [1, 1]);
        expect(two.takeBack(0, 0)).to.equal(1);
      }
      expect(two.takeBack(0, 0)).to.equal(0);
    });

    it('must be there', () => {
      const two = new Spaces(tables, 2);
      expect(() => {
        two.share([0, 1], [1, 1]);
      }).to.throw(ModelError, 'a page that its holder does not have');
    });
  });
}

describe('the steps of shared pages', () => {
  const LAUNCH = '{ launch: partner, program: other, with: { left: left, right: right } }';
  const typed = toy.replace(
    'channels',
    'fields: { items: 0, limit: 4 }',
    'fields: { items: 0, limit: 4, at: address }',
  );

  it('let one process see a page of another without a fault, until it is taken back', () => {
    const faults = (steps: string): number => {
      const outcome = typed
        .steps(
          'helper',
          '[{ set: { left.at: bss } }, { wake: left.readers }, { wait: right.readers }, { part: reading }, { touch: true, reads: { bss: 1 } }]',
        )
        .steps(
          'measured',
          `[{ touch: true, writes: { bss: 1 } }, ${LAUNCH}, { wait: left.readers }, ${steps}, { hand-off: right.readers }]`,
        )
        .run();
      // Main's own page, and the partner's unless it has main's.
      return (byCause(outcome)['mode-switch'] ?? 0) / 50;
    };
    expect(faults('{ run: one }')).to.equal(2);
    expect(faults('{ share-page: bss, at: left.at }')).to.equal(1);
    expect(faults('{ share-page: bss, at: left.at }, { page: unmap-others, at: bss }')).to.equal(2);
  });
});
