import { expect } from 'chai';
import { BenchProcessor } from '../../support/bench-processor.ts';

// Costs of the toy machine: a level of page walk 16 cycles from L2; memory 30, and 18 for the rest of the line.
// The data TLB has 16 sets of 4 ways, the one for code 8 sets of 4.
const ENTRY = 3000;
/** Both levels from memory; the second waits for the line of the first. */
const COLD = 30 + 18 + 30;
const WARM = 2 * 16;

describe('address translation', () => {
  it('costs nothing when the TLB holds the page', () => {
    const cpu = new BenchProcessor();
    cpu.translateData(5, 0, ENTRY);
    expect(cpu.cost(() => cpu.translateData(5, 0, ENTRY))).to.deep.equal({});
  });

  it('walks two levels from memory at first', () => {
    const cpu = new BenchProcessor();
    expect(cpu.cost(() => cpu.translateData(5, 0, ENTRY))).to.deep.equal({ 'dtlb-miss': COLD });
    expect(cpu.busyFor).to.equal(18);
  });

  it('keeps page tables in L2, never in L1', () => {
    const cpu = new BenchProcessor();
    cpu.translateData(5, 0, ENTRY);
    expect(cpu.l2.holds(ENTRY)).to.equal(true);
    expect(cpu.l1Data.holds(ENTRY)).to.equal(false);
    cpu.flushTlbs();
    expect(cpu.cost(() => cpu.translateData(5, 0, ENTRY))).to.deep.equal({ 'dtlb-miss': WARM });
  });

  it('does not see a page table in L1', () => {
    const cpu = new BenchProcessor();
    cpu.load(ENTRY);
    cpu.load(ENTRY + 8192); // takes the place of the entry in L2, not in L1
    cpu.rest();
    expect(cpu.l1Data.holds(ENTRY)).to.equal(true);
    expect(cpu.cost(() => cpu.translateData(5, 0, ENTRY))).to.deep.equal({ 'dtlb-miss': COLD });
  });

  it('reads the directory of the current space', () => {
    const cpu = new BenchProcessor();
    cpu.installSpace(1, 7);
    cpu.translateData(9 << 10, 1, ENTRY);
    // Frame 7 begins at line 7 * 128; directory entries 8 to 15 stand in its second line.
    expect(cpu.l2.holds(7 * 128 + 1)).to.equal(true);
  });

  it('has a TLB of its own for code', () => {
    const cpu = new BenchProcessor();
    cpu.translateData(5, 0, ENTRY);
    cpu.rest();
    expect(cpu.cost(() => cpu.translateCode(5, 0, ENTRY))).to.deep.equal({ 'itlb-miss': WARM });
  });

  it('walks one level for a large page', () => {
    const cpu = new BenchProcessor();
    expect(cpu.cost(() => cpu.translateLargeData(5, 0))).to.deep.equal({ 'dtlb-miss': 30 });
    expect(
      cpu.cost(() => cpu.translateLargeData(1023, 0)),
      'the same 4 MiB',
    ).to.deep.equal({});
    cpu.rest();
    expect(cpu.cost(() => cpu.translateLargeCode(5, 0))).to.deep.equal({ 'itlb-miss': 16 });
    expect(cpu.cost(() => cpu.translateLargeCode(5, 0))).to.deep.equal({});
  });

  it('keeps large entries apart from small ones', () => {
    const cpu = new BenchProcessor();
    cpu.translateLargeData(0, 0);
    for (let page = 0; page < 500; page++) cpu.translateData(page, 0, ENTRY);
    expect(cpu.dataTlb.used).to.equal(64);
    expect(cpu.cost(() => cpu.translateLargeData(0, 0))).to.deep.equal({});
  });

  it('loses every entry with a load of CR3', () => {
    const cpu = new BenchProcessor();
    cpu.translateData(5, 0, ENTRY);
    cpu.translateCode(5, 0, ENTRY);
    cpu.translateLargeData(5, 0);
    cpu.translateLargeCode(5, 0);
    expect(cpu.cost(() => cpu.loadSpace(0, 0))).to.deep.equal({ 'address-space-switch': 10 });
    const { instructionTlb, dataTlb, largeInstructionTlb, largeDataTlb } = cpu;
    const used = [instructionTlb, dataTlb, largeInstructionTlb, largeDataTlb].map((tlb) => tlb.used);
    expect(used).to.deep.equal([0, 0, 0, 0]);
  });

  it('forgets a space that has come to its end, and no other', () => {
    const cpu = new BenchProcessor([{ path: 'tlb.tagged', value: '1' }]);
    for (const space of [1, 2]) cpu.translateData(5, space, ENTRY);
    cpu.rest();
    cpu.forgetSpace(1);
    expect(cpu.cost(() => cpu.translateData(5, 2, ENTRY))).to.deep.equal({});
    expect(cpu.cost(() => cpu.translateData(5, 1, ENTRY))).to.deep.equal({ 'dtlb-miss': WARM });
  });

  it('has nothing to forget of a space without tags: a load of CR3 did it', () => {
    const cpu = new BenchProcessor();
    cpu.translateData(5, 0, ENTRY);
    cpu.forgetSpace(0);
    expect(cpu.cost(() => cpu.translateData(5, 0, ENTRY))).to.deep.equal({});
  });

  it('keeps tagged entries over a load of CR3', () => {
    const cpu = new BenchProcessor([{ path: 'tlb.tagged', value: '1' }]);
    cpu.translateData(5, 0, ENTRY);
    cpu.loadSpace(1, 0);
    cpu.rest();
    expect(cpu.cost(() => cpu.translateData(5, 0, ENTRY))).to.deep.equal({});
    expect(
      cpu.cost(() => cpu.translateData(5, 1, ENTRY)),
      'another space',
    ).to.deep.equal({
      'dtlb-miss': WARM,
    });
  });

  it('changes CR3 for nothing on behalf of another instruction', () => {
    const cpu = new BenchProcessor();
    cpu.translateData(5, 0, ENTRY);
    expect(cpu.cost(() => cpu.installSpace(3, 9))).to.deep.equal({});
    expect([cpu.space, cpu.directoryFrame, cpu.dataTlb.used]).to.deep.equal([3, 9, 0]);
  });

  it('drops one page of one space', () => {
    const cpu = new BenchProcessor([{ path: 'tlb.tagged', value: '1' }]);
    for (const space of [0, 1]) {
      cpu.translateData(5, space, ENTRY);
      cpu.translateCode(5, space, ENTRY);
    }
    cpu.rest();
    expect(
      cpu.cost(() => cpu.invalidatePage(5, 0)),
      'the caller charges it',
    ).to.deep.equal({});
    expect(cpu.cost(() => cpu.translateData(5, 1, ENTRY))).to.deep.equal({});
    expect(cpu.cost(() => cpu.translateCode(5, 1, ENTRY))).to.deep.equal({});
    expect(cpu.cost(() => cpu.translateData(5, 0, ENTRY))).to.deep.equal({ 'dtlb-miss': WARM });
    expect(cpu.cost(() => cpu.translateCode(5, 0, ENTRY))).to.deep.equal({ 'itlb-miss': WARM });
  });

  it('has the geometry of the profile', () => {
    const cpu = new BenchProcessor();
    const parts = [cpu.l1Instruction, cpu.l1Data, cpu.l2, cpu.instructionTlb, cpu.dataTlb];
    expect(
      [...parts, cpu.largeInstructionTlb, cpu.largeDataTlb].map(({ sets, ways }) => [sets, ways]),
    ).to.deep.equal([
      [128, 2],
      [128, 2],
      [8192, 1],
      [8, 4],
      [16, 4],
      [1, 4],
      [2, 4],
    ]);
  });
});
