import { LINES_PER_PAGE_SHIFT } from '../../hardware/layout.ts';
import type { CompiledWander } from '../program/program.ts';

const LINE_MASK = (1 << LINES_PER_PAGE_SHIFT) - 1;
const TWO_TO_32 = 2 ** 32;
/** A draw of 32 bits is two draws of 16. */
const HALF_BITS = 16;
const HALF_MASK = (1 << HALF_BITS) - 1;
/** Multiplier of Fibonacci hashing: 2^32 divided by the golden ratio. */
const GOLDEN = 0x9e3779b1;

/** A share as a bound of 16 random bits: this share of their 65536 values is below it. */
export const boundOf = (share: number): number => Math.round(share * (HALF_MASK + 1));

/** A whole number below `count`, by the upper half of 32 random bits. */
export const upperDraw = (bits: number, count: number): number =>
  Math.imul(bits >>> HALF_BITS, count) >>> HALF_BITS;

/** Whether the lower half of 32 random bits is below a bound. */
export const lowerDraw = (bits: number, bound: number): boolean => (bits & HALF_MASK) < bound;

/** The first of the lines in use of a page. Pages differ, so that theirs do not all meet in the same sets of a cache. */
export const firstLineOf = (page: number): number =>
  Math.imul(page, GOLDEN) >>> (2 * HALF_BITS - LINES_PER_PAGE_SHIFT);

/** A line of a page, counted from the first one in use; after the last comes the first. */
export const lineOf = (page: number, line: number): number => (firstLineOf(page) + line) & LINE_MASK;

/** A page of a working set by 32 random bits: number `pages * u^skew` for a uniform `u`. */
export function pageOf(bits: number, pages: number, skew: number): number {
  const uniform = (bits >>> 0) / TWO_TO_32;
  // Repeated multiplication gives the same bits everywhere, which a power function need not.
  let power = uniform;
  for (let factor = 1; factor < skew; factor++) power *= uniform;
  return Math.floor(pages * power);
}

/** The pages of one segment that a program visits at present, each in a slot. At first they are the first ones. */
export class NearPages {
  readonly slots: Int32Array;
  readonly turnover: number;
  readonly skew: number;
  /** Pages of the working set. */
  pages = 0;

  constructor(wander: CompiledWander) {
    this.slots = Int32Array.from({ length: wander.nearPages }, (_, slot) => slot);
    this.turnover = boundOf(wander.turnover);
    this.skew = wander.pageSkew;
  }

  /** Sets the number of pages of the working set: none beyond them is visited, and new ones, such as memory just allocated, are visited next. */
  resize(pages: number): void {
    const { slots } = this;
    if (pages === this.pages) return;
    for (let slot = 0; slot < slots.length; slot++) slots[slot] %= pages;
    if (this.pages > 0) for (let page = this.pages; page < pages; page++) slots[page % slots.length] = page;
    this.pages = pages;
  }
}
