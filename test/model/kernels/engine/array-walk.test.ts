import { expect } from 'chai';
import { ModelError } from '../../../../model/index.ts';
import { byCause, total } from '../../../support/outcome.ts';
import { toy, type Toy } from '../../../support/toy.ts';

/** Charges of a walk by cause after other steps, without those of the steps. */
function after(before: string, walk: string, base: Toy = toy): Record<string, number> {
  const alone = byCause(base.steps('measured', `[${before}]`).run());
  const both = byCause(base.steps('measured', `[${before}, { ${walk} }]`).run());
  return Object.fromEntries(
    Object.entries(both)
      .map(([cause, cycles]) => [cause, cycles - (alone[cause] ?? 0)] as const)
      .filter(([, cycles]) => cycles !== 0),
  );
}

/** Long enough for the bus to come to rest. */
const REST = '{ segments: 100 }';
const inL1 = `{ touch: true, reads: { table: 8, buffer: 8 } }, ${REST}`;
/** Reads 64 KB, more than L1 holds and less than L2. */
const inL2 = `{ touch: true, reads: { table: 8, buffer: 8 } }, { touch: true, reads: { big: 2048 } }, ${REST}`;
const mapped = `{ touch: true, reads: { table: 1, big: { lines: 1, at: 500 } } }, ${REST}`;

describe('a walk through arrays', () => {
  it('runs its instructions for each element within L1', () => {
    expect(after(inL1, 'walk: 16, reads: [{ from: table, every: 8 }], instructions: 2.5')).to.deep.equal({
      instructions: 40,
    });
  });

  it('waits for the first word of each line from L2; the rest streams in behind the instructions', () => {
    // Two lines of four doubles: 10 cycles each, and 6 of the rest pass under 4 x 3 instructions.
    expect(after(inL2, 'walk: 8, reads: [{ from: table, every: 8 }], instructions: 3')).to.deep.equal({
      instructions: 24,
      'l1-data-miss': 2 * 10,
    });
    // Without instructions the second line waits for the first.
    expect(after(inL2, 'walk: 8, reads: [{ from: table, every: 8 }], instructions: 0')).to.deep.equal({
      'l1-data-miss': 2 * 10 + 6,
    });
  });

  it('waits for memory', () => {
    // Of the rest of the first line, 18 cycles, 12 pass under the instructions.
    expect(after(mapped, 'walk: 8, reads: [{ from: big, every: 8 }], instructions: 3')).to.deep.equal({
      instructions: 24,
      'l1-data-miss': 2 * 10 + 6,
      'l2-miss': 2 * 20,
    });
  });

  it('accesses arrays side by side, each with a step of its own', () => {
    const both =
      'walk: 4, reads: [{ from: table, every: 8 }, { from: buffer, every: 32 }], instructions: 100';
    // The second line waits for the rest of the first.
    expect(after(inL2, both)).to.deep.equal({ instructions: 400, 'l1-data-miss': (1 + 4) * 10 + 6 });
  });

  it('misses at every element where the lines of a column share too few places', () => {
    // Lines 4 KB apart fall into one set of two ways: three of them never hit, two always do.
    const column = (lines: number): string =>
      `walk: ${lines}, reads: [{ from: big, every: 4096 }], instructions: 100`;
    const fill = `{ touch: true, reads: { big: 2048 } }, ${REST}`;
    const second = (lines: number): number =>
      after(`${fill}, { ${column(lines)} }, ${REST}`, column(lines))['l1-data-miss'] ?? 0;
    expect(second(2)).to.equal(0);
    expect(second(3)).to.equal(3 * 10);
  });

  it('writes without bringing lines in, and keeps what it updates', () => {
    const write = 'walk: 4, writes: [{ from: table, every: 8, bytes: 8 }], instructions: 100';
    expect(after(inL2, write)).to.deep.equal({ instructions: 400 });
    const again = 'walk: 1, reads: [{ from: table, every: 8 }], instructions: 0';
    expect(after(`${inL2}, { ${write} }, ${REST}`, again)).to.deep.equal({ 'l1-data-miss': 10 });
    const update = 'walk: 4, updates: [{ from: table, every: 8, bytes: 8 }], instructions: 100';
    expect(after(inL2, update)).to.deep.equal({ instructions: 400, 'l1-data-miss': 10 });
    expect(after(`${inL2}, { ${update} }, ${REST}`, again)).to.deep.equal({});
  });

  it('posts the words that it writes: they wait for the write buffer', () => {
    // Eight words of 7 cycles each, of which two wait in the buffer.
    const write = 'walk: 4, writes: [{ from: big, every: 32, bytes: 8 }], instructions: 0';
    expect(after(mapped, write)).to.deep.equal({ 'write-miss': 8 * 7 - 2 * 7 });
  });

  it('comes from an expression, and may be empty', () => {
    expect(
      after(
        `${inL1}, { set: { n: 3 } }`,
        'walk: n * 2, reads: [{ from: table + 8 * n, every: n }], instructions: 1',
      ),
    ).to.deep.equal({ instructions: 6 });
    expect(after(inL1, 'walk: 0, reads: [{ from: table, every: 8 }], instructions: 1')).to.deep.equal({});
  });

  it('is interrupted at the element into which an interrupt falls', () => {
    const clocked = toy.clock('1 kHz');
    const outcome = clocked
      .steps('measured', '[{ walk: 100000, reads: [{ from: table, every: 0 }], instructions: 30 }]')
      .run();
    expect(byCause(outcome)['instructions']).to.equal(3_000_000);
    expect(byCause(outcome)['port-io']).to.equal(30 * 130);
    expect(total(outcome)).to.equal(outcome.elapsedCycles);
  });

  it('faults pages in as it reaches them, and goes on at the same element', () => {
    const pages = '[{ walk: 12, updates: [{ from: bss, every: 1024, bytes: 4 }], instructions: 7 }]';
    const outcome = toy.steps('measured', pages).run();
    const charges = byCause(outcome, 'user');
    expect(charges['instructions']).to.equal(12 * 7);
    expect(byCause(outcome, 'kernel')['mode-switch']).to.equal(3 * (30 + 20));
  });

  it('changes caches and takes no time where it is untimed', () => {
    const flood = 'walk: 2048, reads: [{ from: big, every: 32 }], instructions: 5, untimed: true';
    expect(after(inL1, flood)).to.deep.equal({});
    const again = 'walk: 1, reads: [{ from: table, every: 8 }], instructions: 0';
    expect(after(`${inL1}, { ${flood} }`, again)).to.deep.equal({ 'l1-data-miss': 10 });
  });

  it('ends with a clear word beyond its segment', () => {
    const steps = '[{ walk: 5000, reads: [{ from: stack, every: 8 }], instructions: 0 }]';
    expect(() => toy.steps('measured', steps).run()).to.throw(
      ModelError,
      'a walk beyond the end of a segment',
    );
  });
});
