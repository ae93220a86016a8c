import { expect } from 'chai';
import { instructionsOf } from '../../../support/outcome.ts';
import { toy, type Toy } from '../../../support/toy.ts';

const separate = toy.replace('structure', 'page-tables: shared', 'page-tables: separate');
const writeAll = '{ touch: true, writes: { bss: { lines: 3, at: 128, every: 128 } } }';
/** Pages that a filter finds after some steps; the handler of page faults runs 50 instructions each. */
function pages(filter: string, before = '', base: Toy = toy, segment = ''): number {
  const walk = `{ each-page: ${filter}, of: self, as: page, ${segment} do: [{ run: one }] }`;
  const quiet = base.replace('personality', '      - run: fault-entry\n', '');
  return instructionsOf(`[${before}${walk}]`, quiet);
}

describe('walking the pages of a process', () => {
  it('finds the pages that are in memory', () => {
    // Two of text, two of stack, and the vector; no page of data, bss and cold is resident.
    expect(pages('present')).to.equal(5);
    expect(pages('present', `${writeAll}, `)).to.equal(8);
  });

  it('keeps to one segment', () => {
    expect(pages('present', `${writeAll}, `, toy, 'segment: bss,')).to.equal(3);
    expect(pages('present', '', toy, 'segment: cold,')).to.equal(0);
  });

  it('finds the pages of one’s own that may be written', () => {
    expect(pages('private-writable')).to.equal(3);
    expect(pages('private-writable', '{ touch: true, reads: { data: 1 } }, ')).to.equal(3);
    expect(pages('private-writable', '{ touch: true, writes: { data: 1 } }, ')).to.equal(4);
    expect(pages('private-writable', '{ page: write-protect, at: stack }, ')).to.equal(2);
  });

  it('finds the pages of shared files, in memory or not', () => {
    // Two of text and four that are cold; data are a private copy of a file.
    expect(pages('shared-file')).to.equal(6);
    expect(pages('shared-file', `${writeAll}, `)).to.equal(6);
  });

  it('finds the pages of the hardware table', () => {
    expect(pages('mapped')).to.equal(5);
    expect(pages('mapped', '{ page: unmap-everywhere, at: stack }, ', separate)).to.equal(4);
    expect(pages('present', '{ page: unmap-everywhere, at: stack }, ', separate)).to.equal(5);
  });

  it('names each page, in order', () => {
    const steps = `[${writeAll}, { set: { n: 0 } },
      { each-page: present, of: self, as: page, segment: bss, do: [{ set: { n: n + 1 } }, { if: page == bss + n * 4096, then: [{ run: one }] }] }]`;
    const quiet = toy.replace('personality', '      - run: fault-entry\n', '');
    expect(instructionsOf(steps, quiet)).to.equal(3);
  });

  it('goes on when the block takes the page away', () => {
    const drop = '{ each-page: present, of: self, as: page, do: [{ page: drop, at: page }] }';
    expect(pages('present', `${writeAll}, ${drop}, `)).to.equal(0);
  });
});
