import { expect } from 'chai';
import { byCause, warm } from '../../../support/outcome.ts';
import { toy, type Toy } from '../../../support/toy.ts';

/** Charges of a step by cause after others: what both together cost more than the others alone. */
function after(before: string, step: string, base: Toy = toy): Record<string, number> {
  const alone = byCause(base.steps('measured', `[${before}]`).run());
  const both = byCause(base.steps('measured', `[${before}, ${step}]`).run());
  return Object.fromEntries(
    Object.entries(both)
      .map(([cause, cycles]) => [cause, cycles - (alone[cause] ?? 0)] as const)
      .filter(([, cycles]) => cycles !== 0),
  );
}

const inL1 = '{ touch: true, reads: { table: 2, buffer: 2 } }';
/** Reads 64 KB, more than L1 holds and less than L2: everything else is in L2 afterwards. */
const inL2 = `${inL1}, { touch: true, reads: { big: 2048 } }`;
/** Long enough for the bus to come to rest. */
const REST = '{ segments: 100 }';
const copy = '{ copy: 64, from: table, to: buffer }';
const fill = '{ fill: 64, to: buffer }';
const scan = '{ scan: 64, from: table, instructions: 1.5 }';

describe('copying', () => {
  it('takes a cycle a word within L1', () => {
    expect(after(`${inL1}, ${REST}`, copy)).to.deep.equal({ copy: 12 + 16 });
  });

  it('waits for words that the write buffer does not hold', () => {
    // Eight words of 7 cycles, of which two wait in the buffer; to them the second line adds, of which 6 cycles are left.
    const charges = after(`{ touch: true, reads: { table: 2, buffer: { lines: 1, at: 9 } } }, ${REST}`, copy);
    expect(charges).to.deep.equal({ copy: 28, 'write-miss': 42 + (56 + 6 - 14) });
  });

  it('brings the source in from L2, and writes through to the target', () => {
    const charges = after(`${inL2}, ${REST}`, copy);
    expect(charges['copy']).to.equal(28);
    expect(charges['l2-miss']).to.equal(undefined);
    // The second line waits for what the first has posted: 14 cycles of the write buffer, less 8 of copying.
    expect(charges['l1-data-miss']).to.equal(10 + 6 + 10);
  });

  it('brings the source in from memory', () => {
    const charges = after(`{ touch: true, reads: { buffer: 2, big: { lines: 1, at: 50 } } }, ${REST}`, copy);
    expect(charges['l2-miss']).to.equal(2 * 20);
    expect(charges['l1-data-miss']).to.equal(10 + (18 - 8) + 10);
    expect(charges['write-miss']).to.equal(undefined);
  });

  it('may fetch the target first, so that its words are written in L1', () => {
    // The first words of two sources and two targets, the rest of the first target's line, and of the second source's, 6 cycles each.
    const fetching = '{ copy: 64, from: table, to: buffer, fetch-target: true }';
    const charges = after(`${inL2}, ${REST}`, fetching);
    expect(charges).to.deep.equal({ copy: 28, 'l1-data-miss': 10 + (6 + 10) + 10 + (6 + 10) });
    expect(after(`${inL1}, ${REST}`, fetching)).to.deep.equal({ copy: 28 });
  });

  it('counts words that are begun', () => {
    expect(after(`${inL1}, ${REST}`, '{ copy: 1, from: table, to: buffer }')).to.deep.equal({ copy: 13 });
    expect(after(`${inL1}, ${REST}`, '{ copy: 33, from: table, to: buffer }')).to.deep.equal({
      copy: 12 + 9,
    });
    expect(after(inL1, '{ copy: 0, from: table, to: buffer }')).to.deep.equal({});
  });

  it('makes the target dirty: leaving the cache costs bus time', () => {
    const evict = `${REST}, { touch: true, reads: { big: 1024 } }`;
    const clean = byCause(toy.steps('measured', `[${inL1}, ${evict}]`).run());
    const dirty = byCause(toy.steps('measured', `[${inL1}, ${copy}, ${evict}]`).run());
    // Two lines go from L1 to L2, 10 + 6 cycles each, and the loads behind them wait for the bus.
    expect(dirty['l1-data-miss'] - clean['l1-data-miss']).to.equal(2 * 16);
  });
});

describe('filling', () => {
  it('takes a cycle a word within L1', () => {
    expect(after(`${inL1}, ${REST}`, fill)).to.deep.equal({ copy: 12 + 16 });
  });

  it('does not bring lines in', () => {
    const charges = after(`{ touch: true, reads: { table: 1 } }, ${REST}`, fill);
    expect(charges).to.deep.equal({ copy: 28, 'write-miss': 42 + 48 });
  });
});

describe('scanning', () => {
  it('runs its instructions a word within L1', () => {
    expect(after(`${inL1}, ${REST}`, scan)).to.deep.equal({ instructions: 16 * 1.5 });
  });

  it('waits for each line as a whole', () => {
    expect(after(`${inL2}, ${REST}`, scan)).to.deep.equal({ instructions: 24, 'l1-data-miss': 2 * (10 + 6) });
    expect(after(`{ touch: true, reads: { big: 1 } }, ${REST}`, scan)).to.deep.equal({
      instructions: 24,
      'l1-data-miss': 2 * (10 + 18),
      'l2-miss': 2 * 20,
    });
  });
});

describe('memory of a user', () => {
  const stack = '{ touch: true, reads: { stack: 2 } }';

  it('is reached by its mapping: one translation a page', () => {
    const steps = `[${stack}, { flush-tlb: true }, { scan: 64, from: stack, instructions: 0 }]`;
    expect(warm(steps)).to.equal(10 + 32);
  });

  it('is reached by its frame: a large page of the kernel', () => {
    const steps = `[${stack}, { flush-tlb: true }, { scan: 64, from: stack, instructions: 0, from-by: frame }]`;
    // One level in the scan, and two when the stack is read again through its own page.
    expect(warm(steps)).to.equal(10 + 16 + 32);
  });

  it('is the same memory by either way', () => {
    const steps =
      '[{ touch: true, reads: { stack: 2 } }, { scan: 64, from: stack, instructions: 0, from-by: frame }]';
    expect(byCause(toy.steps('measured', steps).run())['l2-miss']).to.equal(2 * 20);
    const frame = '[{ touch: true, reads: { stack: 2 } }, { scan: 64, from: frame(stack), instructions: 0 }]';
    expect(byCause(toy.steps('measured', frame).run())['l2-miss']).to.equal(2 * 20);
  });
});
