import { expect } from 'chai';
import fc from 'fast-check';
import { CAUSE } from '../../../model/core/charges.ts';
import { BenchProcessor } from '../../support/bench-processor.ts';
import { check } from '../../support/property.ts';

// Costs of the toy machine: L2 10 cycles and 6 for the rest of the line; memory 30 and 18; a posted word 7, two
// words of write buffer; a line written to memory 32. L1 has 128 sets of 2 ways, L2 8192 lines, direct-mapped.
const MISS = { 'l1-data-miss': 10, 'l2-miss': 20 };
/** Lines that share a set of L1 with line 0, and one that shares its place in L2 as well. */
const [SAME_L1, ALSO_SAME_L1, SAME_L2] = [128, 256, 8192];

describe('processor', () => {
  it('charges instructions one by one', () => {
    const cpu = new BenchProcessor();
    expect(cpu.cost(() => cpu.execute(7))).to.deep.equal({ instructions: 7 });
  });

  it('charges the place that it is in', () => {
    const cpu = new BenchProcessor();
    cpu.place = 1;
    cpu.charge(CAUSE.copy, 2048);
    expect(cpu.charges.cells()).to.deep.equal([{ place: 'there', cause: 'copy', cycles: 2 }]);
  });

  it('does the untimed: caches change, and clock, bus and charges stand', () => {
    const cpu = new BenchProcessor();
    cpu.load(1);
    const before = [cpu.now, cpu.busBusyUntil, ...cpu.charges.ticks];
    const result = cpu.untimed(() => {
      cpu.load(2);
      cpu.execute(5);
      return 'result';
    });
    expect(result).to.equal('result');
    expect([cpu.now, cpu.busBusyUntil, ...cpu.charges.ticks]).to.deep.equal(before);
    expect(cpu.cost(() => cpu.load(2))).to.deep.equal({});
  });

  it('reads for nothing what L1 holds', () => {
    const cpu = new BenchProcessor();
    cpu.load(5);
    expect(cpu.cost(() => cpu.load(5))).to.deep.equal({});
    cpu.fetch(6);
    expect(cpu.cost(() => cpu.fetch(6))).to.deep.equal({});
  });

  it('waits for the first word of memory, while the rest streams in', () => {
    const cpu = new BenchProcessor();
    expect(cpu.cost(() => cpu.load(5))).to.deep.equal(MISS);
    expect(cpu.busyFor).to.equal(18);
  });

  it('reads from L2 what only L2 holds', () => {
    const cpu = new BenchProcessor();
    cpu.load(5);
    cpu.rest();
    expect(cpu.cost(() => cpu.fetch(5))).to.deep.equal({ 'l1-instruction-miss': 10 });
    expect(cpu.busyFor).to.equal(6);
  });

  it('waits for a bus that is busy', () => {
    const cpu = new BenchProcessor();
    cpu.load(1);
    cpu.execute(8);
    expect(cpu.cost(() => cpu.load(2))).to.deep.equal({ 'l1-data-miss': 10 + (18 - 8), 'l2-miss': 20 });
  });

  it('waits for the whole line when it is asked to', () => {
    const cpu = new BenchProcessor();
    cpu.load(1);
    expect(cpu.cost(() => cpu.awaitLine(CAUSE.copy))).to.deep.equal({ copy: 18 });
    expect(cpu.cost(() => cpu.awaitLine(CAUSE.copy))).to.deep.equal({});
  });

  it('writes a dirty line back to L2 behind the next fill', () => {
    const cpu = new BenchProcessor();
    cpu.load(0);
    cpu.store(0, 1);
    cpu.load(SAME_L1);
    cpu.rest();
    expect(cpu.cost(() => cpu.load(ALSO_SAME_L1))).to.deep.equal(MISS);
    expect(cpu.busyFor).to.equal(18 + 10 + 6);
  });

  it('writes a dirty line back to memory when L2 has lost it', () => {
    const cpu = new BenchProcessor();
    cpu.load(0);
    cpu.store(0, 1);
    cpu.load(SAME_L2);
    cpu.rest();
    expect(cpu.cost(() => cpu.load(SAME_L1))).to.deep.equal(MISS);
    expect(cpu.busyFor).to.equal(18 + 32);
  });

  it('writes nothing back for a clean line', () => {
    const cpu = new BenchProcessor();
    [0, SAME_L1, ALSO_SAME_L1].forEach((line) => {
      cpu.rest();
      cpu.load(line);
      expect(cpu.busyFor).to.equal(18);
    });
  });

  it('writes a dirty line of L2 to memory when another takes its place', () => {
    const cpu = new BenchProcessor();
    cpu.fetch(0);
    cpu.store(0, 1);
    cpu.rest();
    expect(cpu.cost(() => cpu.load(SAME_L2))).to.deep.equal(MISS);
    expect(cpu.busyFor).to.equal(18 + 32);
  });

  it('stores for nothing to a line of L1', () => {
    const cpu = new BenchProcessor();
    cpu.load(0);
    cpu.rest();
    expect(cpu.cost(() => cpu.store(0, 8))).to.deep.equal({});
    expect(cpu.busyFor).to.equal(0);
  });

  it('passes a store that misses through the write buffer, without allocating', () => {
    const cpu = new BenchProcessor();
    expect(cpu.cost(() => cpu.store(9, 2))).to.deep.equal({});
    expect(cpu.busyFor).to.equal(14);
    expect(cpu.l1Data.holds(9) || cpu.l2.holds(9)).to.equal(false);
  });

  it('stalls while the write buffer is full', () => {
    const cpu = new BenchProcessor();
    expect(cpu.cost(() => cpu.store(9, 3))).to.deep.equal({ 'write-miss': 7 });
    expect(
      cpu.cost(() => cpu.store(9, 1)),
      'still full',
    ).to.deep.equal({ 'write-miss': 7 });
    cpu.execute(7);
    expect(
      cpu.cost(() => cpu.store(9, 1)),
      'one word has left',
    ).to.deep.equal({});
  });

  it('stalls on every word without a write buffer', () => {
    const cpu = new BenchProcessor([{ path: 'memory.write-buffer-words', value: '0' }]);
    expect(cpu.cost(() => cpu.store(9, 2))).to.deep.equal({ 'write-miss': 14 });
  });

  it('copies a line: a fill, eight posted words, a cycle a word', () => {
    const cpu = new BenchProcessor();
    const cost = cpu.cost(() => cpu.copyLine(0, 1));
    // The words queue behind the 18 cycles of the line that streams in.
    expect(cost).to.deep.equal({ ...MISS, 'write-miss': 18 + 8 * 7 - 14, copy: 8 });
  });

  it('fills a line: eight posted words, a cycle a word', () => {
    const cpu = new BenchProcessor();
    expect(cpu.cost(() => cpu.fillLine(1))).to.deep.equal({ 'write-miss': 8 * 7 - 14, copy: 8 });
  });

  it('accounts for every tick, whatever it does', () => {
    const line = fc.nat(40).map((number) => (number % 8) * 128 + (number >> 3) * 8192);
    const action = fc.oneof(
      line.map((at) => (cpu: BenchProcessor) => cpu.load(at)),
      line.map((at) => (cpu: BenchProcessor) => cpu.fetch(at)),
      line.map((at) => (cpu: BenchProcessor) => cpu.copyLine(at, at + 1)),
      fc.tuple(line, fc.nat(8)).map(
        ([at, words]) =>
          (cpu: BenchProcessor) =>
            cpu.store(at, words),
      ),
      fc.nat(5000).map((page) => (cpu: BenchProcessor) => cpu.translateData(page, 0, page)),
      fc.nat(20).map((count) => (cpu: BenchProcessor) => cpu.execute(count)),
      fc.nat(3).map((space) => (cpu: BenchProcessor) => cpu.loadSpace(space, space)),
    );
    check(
      100,
      fc.property(fc.array(action, { maxLength: 100, size: 'max' }), (actions) => {
        const cpu = new BenchProcessor();
        for (const act of actions) {
          const before = cpu.now;
          act(cpu);
          expect(cpu.now).to.be.at.least(before);
        }
        expect(cpu.charges.total()).to.equal(cpu.now);
      }),
    );
  });
});
