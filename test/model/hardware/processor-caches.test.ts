import { expect } from 'chai';
import { BenchProcessor } from '../../support/bench-processor.ts';

// The toy machine: L2 10 cycles and 6 for the rest of the line; memory 30 and 18; a posted word 7, two words of write buffer; a
// line written to memory 32. L1 has 128 sets of 2 ways, L2 8192 lines.
const processor = (values: Record<string, number>): BenchProcessor =>
  new BenchProcessor(Object.entries(values).map(([path, value]) => ({ path, value: String(value) })));

const [SAME_L1, ALSO_SAME_L1] = [128, 256];

describe('a unified first-level cache', () => {
  it('gives data what code brought in', () => {
    const cpu = processor({ 'caches.l1-unified': 1 });
    cpu.fetch(5);
    expect(cpu.cost(() => cpu.load(5))).to.deep.equal({});
  });

  it('lets code push data out, and writes the dirty line back', () => {
    const cpu = processor({ 'caches.l1-unified': 1 });
    cpu.load(0);
    cpu.store(0, 1);
    cpu.fetch(SAME_L1);
    cpu.rest();
    expect(cpu.cost(() => cpu.fetch(ALSO_SAME_L1))).to.deep.equal({
      'l1-instruction-miss': 10,
      'l2-miss': 20,
    });
    expect(cpu.busyFor, 'the rest of the line, then a line into L2').to.equal(18 + 10 + 6);
    cpu.rest();
    expect(cpu.cost(() => cpu.load(0))).to.deep.equal({ 'l1-data-miss': 10 });
  });
});

describe('a first-level cache that writes through', () => {
  it('posts every word, hit or miss', () => {
    const cpu = processor({ 'caches.l1-write-through': 1 });
    cpu.load(0);
    cpu.rest();
    expect(
      cpu.cost(() => cpu.store(0, 3)),
      'three words, two in the buffer',
    ).to.deep.equal({ 'write-miss': 7 });
    expect(
      cpu.cost(() => cpu.load(0)),
      'and keeps the line',
    ).to.deep.equal({});
  });

  it('has no dirty lines to write back', () => {
    const cpu = processor({ 'caches.l1-write-through': 1 });
    cpu.load(0);
    cpu.store(0, 1);
    cpu.load(SAME_L1);
    cpu.rest();
    cpu.load(ALSO_SAME_L1);
    expect(cpu.busyFor).to.equal(18);
  });

  it('leaves L2 dirty, unless L2 writes through as well', () => {
    const dirtyLines = (values: Record<string, number>): number => {
      const cpu = processor({ 'caches.l1-write-through': 1, ...values });
      cpu.load(0);
      cpu.store(0, 1);
      return cpu.l2.dirty.reduce((sum, dirty) => sum + dirty, 0);
    };
    expect(dirtyLines({})).to.equal(1);
    expect(dirtyLines({ 'caches.l2-write-through': 1 })).to.equal(0);
  });
});

describe('a first-level cache that allocates on a write', () => {
  it('fetches the line behind the program’s back as long as the write buffer holds', () => {
    // Eight words of buffer are 56 cycles; a line from memory takes 48.
    const cpu = processor({ 'caches.l1-write-allocate': 1, 'memory.write-buffer-words': 8 });
    expect(cpu.cost(() => cpu.store(9, 8))).to.deep.equal({});
    expect(cpu.busyFor).to.equal(30 + 18);
    expect(
      cpu.cost(() => cpu.store(9, 8)),
      'the second write hits',
    ).to.deep.equal({});
    expect(
      cpu.cost(() => cpu.store(10, 8)),
      'the next line waits',
    ).to.deep.equal({ 'write-miss': 2 * 48 - 56 });
  });

  it('takes the line from L2 where L2 holds it', () => {
    const cpu = processor({ 'caches.l1-write-allocate': 1, 'memory.write-buffer-words': 8 });
    cpu.fetch(9);
    cpu.rest();
    cpu.store(9, 1);
    expect(cpu.busyFor).to.equal(10 + 6);
  });

  it('writes the line back when it leaves', () => {
    const cpu = processor({ 'caches.l1-write-allocate': 1, 'memory.write-buffer-words': 8 });
    cpu.store(0, 1);
    cpu.load(SAME_L1);
    cpu.rest();
    cpu.load(ALSO_SAME_L1);
    expect(cpu.busyFor).to.equal(18 + 10 + 6);
  });

  it('writes back the dirty line whose place the store takes', () => {
    const cpu = processor({ 'caches.l1-write-allocate': 1, 'memory.write-buffer-words': 16 });
    cpu.store(0, 1);
    cpu.load(SAME_L1);
    cpu.rest();
    cpu.store(ALSO_SAME_L1, 1);
    expect(cpu.busyFor, 'a line from memory, then a line into L2').to.equal(48 + 10 + 6);
  });

  it('allocates and posts the words when it writes through too', () => {
    const cpu = processor({
      'caches.l1-write-allocate': 1,
      'caches.l1-write-through': 1,
      'memory.write-buffer-words': 16,
    });
    expect(cpu.cost(() => cpu.store(9, 2))).to.deep.equal({});
    expect(cpu.busyFor).to.equal(48 + 14);
    expect(cpu.l1Data.holds(9)).to.equal(true);
  });
});

describe('overlapping misses', () => {
  it('divide the first word of a line that follows the one before', () => {
    const cpu = processor({ 'caches.misses-in-flight': 2 });
    expect(cpu.cost(() => cpu.load(1))).to.deep.equal({ 'l1-data-miss': 10, 'l2-miss': 20 });
    cpu.rest();
    expect(
      cpu.cost(() => cpu.load(2)),
      'the next',
    ).to.deep.equal({ 'l1-data-miss': 5, 'l2-miss': 10 });
    cpu.rest();
    expect(
      cpu.cost(() => cpu.load(4)),
      'another',
    ).to.deep.equal({ 'l1-data-miss': 10, 'l2-miss': 20 });
  });

  it('do not begin before there has been one', () => {
    for (let line = 0; line < 8; line++) {
      const cpu = processor({ 'caches.misses-in-flight': 2 });
      expect(cpu.cost(() => cpu.load(line))).to.deep.equal({ 'l1-data-miss': 10, 'l2-miss': 20 });
    }
  });

  it('are part of the state that decides whether a loop repeats itself', () => {
    const one = processor({ 'caches.misses-in-flight': 1 });
    const two = processor({ 'caches.misses-in-flight': 2 });
    expect(two.state()).to.have.lengthOf(one.state().length + 1);
    const before = [...two.state()[0]];
    two.load(7);
    expect([...two.state()[0]]).to.not.deep.equal(before);
  });
});

describe('a unified TLB', () => {
  it('gives data the translation that code brought in, and holds both', () => {
    const cpu = processor({ 'tlb.unified': 1, 'tlb.data.entries': 4, 'tlb.data.ways': 4 });
    cpu.translateCode(1, 0, 1000);
    expect(cpu.cost(() => cpu.translateData(1, 0, 1000))).to.deep.equal({});
    for (const page of [2, 3, 4, 5]) cpu.translateData(page, 0, 1000);
    // Both entries lie in L2 by now: two levels of 16 cycles.
    expect(
      cpu.cost(() => cpu.translateCode(1, 0, 1000)),
      'pushed out by data',
    ).to.deep.equal({ 'itlb-miss': 32 });
  });

  it('shares its large entries too', () => {
    const cpu = processor({ 'tlb.unified': 1 });
    cpu.translateLargeCode(1024, 0);
    expect(cpu.cost(() => cpu.translateLargeData(1024, 0))).to.deep.equal({});
  });
});
