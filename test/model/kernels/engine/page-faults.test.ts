import { expect } from 'chai';
import { byCause, warm } from '../../../support/outcome.ts';
import { faultsOf } from '../../../support/page-faults.ts';
import { toy } from '../../../support/toy.ts';

const touch = (kind: 'reads' | 'writes', what: string): string => `{ touch: true, ${kind}: { ${what} } }`;

// Native page tables: the hardware reads the tables of the operating system. Separate ones: the kernel below has its own.
const separate = toy.replace('structure', 'page-tables: shared', 'page-tables: separate');

describe('page faults', () => {
  it('do not happen on pages that are in memory', () => {
    expect(faultsOf(`[${touch('reads', 'text: 1')}, ${touch('writes', 'stack: 1')}]`)).to.deep.equal({});
  });

  it('fill pages without a file with zeros, once each', () => {
    expect(faultsOf(`[${touch('reads', 'bss: 1')}]`)).to.deep.equal({ zero: 1 });
    expect(faultsOf(`[${touch('reads', 'bss: 1')}, ${touch('writes', 'bss: 128')}]`)).to.deep.equal({
      zero: 1,
    });
    expect(faultsOf(`[${touch('writes', 'bss: { lines: 3, at: 100, every: 128 }')}]`)).to.deep.equal({
      zero: 3,
    });
  });

  it('map pages of the page cache', () => {
    expect(faultsOf(`[${touch('reads', 'data: 1')}, ${touch('reads', 'data: 5')}]`)).to.deep.equal({
      file: 1,
    });
  });

  it('copy a private page of a file when it is first written', () => {
    expect(faultsOf(`[${touch('writes', 'data: 1')}]`)).to.deep.equal({ private: 1 });
    // The page cache keeps the page, so a write after a read must copy it too.
    expect(faultsOf(`[${touch('reads', 'data: 1')}, ${touch('writes', 'data: 1')}]`)).to.deep.equal({
      file: 1,
      copy: 1,
    });
  });

  it('find pages of a file on the disk once', () => {
    expect(
      faultsOf(`[${touch('reads', 'cold: { lines: 2, every: 128 }')}, ${touch('reads', 'cold: 1')}]`),
    ).to.deep.equal({ absent: 2 });
  });

  it('happen for code as well', () => {
    expect(faultsOf('[{ compute: 16, code: { data: 2 } }]')).to.deep.equal({ file: 1 });
  });

  it('happen for both ends of a copy', () => {
    expect(faultsOf('[{ copy: 5000, from: data, to: bss + 4000 }]')).to.deep.equal({ file: 2, zero: 3 });
    expect(faultsOf('[{ copy: 0, from: data, to: bss }]')).to.deep.equal({});
  });

  it('happen for a fill and a scan', () => {
    expect(faultsOf('[{ fill: 4096, to: data }, { scan: 4096, from: bss, instructions: 1 }]')).to.deep.equal({
      private: 1,
      zero: 1,
    });
  });

  it('cost an exception, the handler and a return', () => {
    const charges = byCause(toy.steps('measured', `[${touch('reads', 'bss: 1')}]`).run(), 'kernel');
    expect(charges['mode-switch']).to.equal(30 + 20);
    expect(charges['instructions']).to.equal(50);
  });

  it('in the kernel find the page without an exception', () => {
    const steps = '[{ copy: 32, from: bss, to: table, from-by: frame }]';
    expect(faultsOf(steps)).to.deep.equal({ zero: 1 });
    expect(byCause(toy.steps('measured', steps).run())['mode-switch']).to.equal(undefined);
  });

  it('leave a page that the kernel found unmapped for the hardware', () => {
    const byKernel = '{ copy: 32, from: bss, to: table, from-by: frame }';
    expect(faultsOf(`[${byKernel}, ${touch('reads', 'bss: 1')}]`)).to.deep.equal({ zero: 1, soft: 1 });
  });

  it('are soft after a page was taken from the hardware table alone', () => {
    const steps = `[${touch('writes', 'bss: 1')}, { page: unmap-everywhere, at: bss }, ${touch('writes', 'bss: 1')}]`;
    expect(faultsOf(steps)).to.deep.equal({ zero: 1, soft: 1 });
    expect(faultsOf(steps, separate)).to.deep.equal({ zero: 1, soft: 1 });
  });

  it('begin anew after a page was dropped', () => {
    const steps = `[${touch('writes', 'bss: 1')}, { page: drop, at: bss }, ${touch('writes', 'bss: 1')}]`;
    expect(faultsOf(steps)).to.deep.equal({ zero: 2 });
  });

  it('tell a write-protected page of one holder from a shared one', () => {
    const steps = `[${touch('writes', 'bss: 1')}, { page: write-protect, at: bss }, ${touch('reads', 'bss: 1')}, ${touch('writes', 'bss: 1')}]`;
    expect(faultsOf(steps)).to.deep.equal({ zero: 1, last: 1 });
  });

  it('drop the translation of a page that changes', () => {
    const read = touch('reads', 'stack: 1');
    // A warm read costs nothing; one after INVLPG walks two levels in L2.
    expect(warm(`[${read}, { page: write-protect, at: stack }, ${read}]`)).to.equal(32);
  });

  it('may happen at one step on any number of pages', () => {
    const large = toy
      .replace(
        'workload',
        'archive: { pages: 4, resident: false }',
        'archive: { pages: 5000, resident: true }',
      )
      .replace('workload', 'cold: { pages: 4,', 'cold: { pages: 5000,');
    const walk =
      '[{ set: { n: 0 } }, { repeat: 5000, do: [{ scan: 4, from: cold + n * 4096, instructions: 0 }, { set: { n: n + 1 } }] }]';
    expect(faultsOf(walk, large)).to.deep.equal({ file: 5000 });
  });
});
