import { expect } from 'chai';
import {
  boundOf,
  firstLineOf,
  lineOf,
  lowerDraw,
  NearPages,
  pageOf,
  upperDraw,
} from '../../../../model/kernels/engine/near-pages.ts';

const near = (nearPages: number, pages: number): NearPages => {
  const made = new NearPages({ lines: 1, nearPages, turnover: 0.25, pageSkew: 2, usedLines: 4 });
  made.resize(pages);
  return made;
};

describe('pages near by', () => {
  it('makes two draws of 32 bits', () => {
    // The upper half is 0x8000 of 0x10000, the lower one 0x4000.
    const bits = 0x80004000 | 0;
    expect(upperDraw(bits, 10)).to.equal(5);
    expect(upperDraw(0xffffffff | 0, 128)).to.equal(127);
    expect(lowerDraw(bits, boundOf(0.25))).to.equal(false);
    expect(lowerDraw(bits - 1, boundOf(0.25))).to.equal(true);
    expect(lowerDraw(0xffff, boundOf(1))).to.equal(true);
    expect(lowerDraw(0, boundOf(0))).to.equal(false);
  });

  it('takes the page that a power of a uniform number says', () => {
    // A half, its square and its cube, of eight pages.
    expect([1, 2, 3].map((skew) => pageOf(0x80000000 | 0, 8, skew))).to.deep.equal([4, 2, 1]);
    expect(pageOf(0xffffffff | 0, 8, 1)).to.equal(7);
    expect(pageOf(0, 8, 3)).to.equal(0);
  });

  it('begins at another line in each page, and goes round its 128 lines', () => {
    expect(firstLineOf(0)).to.equal(0);
    // The seven highest bits of 0x9e3779b1.
    expect(firstLineOf(1)).to.equal(79);
    expect(lineOf(1, 48)).to.equal(127);
    expect(lineOf(1, 49)).to.equal(0);
    const firsts = new Set(Array.from({ length: 128 }, (_, page) => firstLineOf(page)));
    expect(firsts.size).to.be.above(64);
  });

  it('begins with the first pages, within the working set', () => {
    expect([...near(3, 9).slots]).to.deep.equal([0, 1, 2]);
    expect([...near(4, 3).slots]).to.deep.equal([0, 1, 2, 0]);
  });

  it('visits pages that are new next, and none that are gone', () => {
    const pages = near(4, 6);
    pages.resize(8);
    expect([...pages.slots]).to.deep.equal([0, 1, 6, 7]);
    pages.resize(8);
    expect([...pages.slots]).to.deep.equal([0, 1, 6, 7]);
    pages.resize(5);
    expect([...pages.slots]).to.deep.equal([0, 1, 1, 2]);
  });
});
