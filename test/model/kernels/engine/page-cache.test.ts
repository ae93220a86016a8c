import { expect } from 'chai';
import { toy } from '../../../support/toy.ts';

const cyclesOf = (steps: string): number => toy.steps('measured', steps).run().measures['m'].cycles;

describe('page cache', () => {
  it('holds the pages of a resident file', () => {
    expect(
      cyclesOf('[{ if: "is_cached(file(binary), 8192)", then: [{ compute: 8, code: { text: 1 } }] }]'),
    ).to.equal(cyclesOf('[{ compute: 8, code: { text: 1 } }]'));
  });

  it('does not hold those of another file, until they are entered', () => {
    const when = (before: string): number =>
      cyclesOf(
        `[${before}{ if: "!is_cached(file(archive), 4096)", then: [{ compute: 8, code: { text: 1 } }] }]`,
      );
    expect(when('')).to.be.above(0);
    expect(when('{ cache-page: file(archive), offset: 4100 }, ')).to.equal(0);
  });

  it('gives each page a frame of its own', () => {
    // Two pages in one frame would be one line of the cache: the second read would hit.
    const read = (offset: number): string =>
      `{ scan: 4, from: "cached(file(binary), ${offset})", instructions: 0 }`;
    const once = cyclesOf(`[${read(0)}]`);
    expect(cyclesOf(`[${read(0)}, ${read(0)}]`)).to.equal(once);
    expect(cyclesOf(`[${read(0)}, ${read(4096)}]`)).to.be.above(once);
  });

  it('ends with the file', () => {
    expect(() => cyclesOf('[{ cache-page: file(binary), offset: 16384 }]')).to.throw(
      /page 4 of file \d, which has 4 pages/,
    );
  });
});
