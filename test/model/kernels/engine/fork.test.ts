import { expect } from 'chai';
import type { Outcome } from '../../../../model/index.ts';
import { byCause } from '../../../support/outcome.ts';
import { faultsOf } from '../../../support/page-faults.ts';
import { toy } from '../../../support/toy.ts';

// Processes that can wait for their children, and exit and exec as the personality of a real system has them.
const base = toy.append('workload', '\nobjects: { process: { queues: [children, orders] } }\n').replace(
  'personality',
  'paths:\n',
  `paths:
  exit:
    steps:
      - space: destroy
        of: self
      - wake: self.parent.children
      - free: self
      - finish: true
  exec:
    params: { image: number }
    steps:
      - space: exec
        of: self
        image: image
`,
);
const separate = base.replace('structure', 'page-tables: shared', 'page-tables: separate');

const write = (what: string): string => `{ touch: true, writes: { ${what}: 1 } }`;
const read = (what: string): string => `{ touch: true, reads: { ${what}: 1 } }`;
const fork = (child: string): string => `{ syscall: spawn, child: [${child}, { syscall: exit }] }`;
const WAIT = '{ wait: self.children }';

describe('fork, exec and exit', () => {
  it('share pages until the parent writes, which copies', () => {
    expect(faultsOf(`[${write('bss')}, ${fork(read('bss'))}, ${write('bss')}, ${WAIT}]`, base)).to.deep.equal(
      { zero: 1, copy: 1 },
    );
  });

  it('leave the page to the last of its sharers without a copy', () => {
    // The child comes second: the parent has its copy by then.
    expect(
      faultsOf(`[${write('bss')}, ${fork(write('bss'))}, ${write('bss')}, ${WAIT}]`, base),
    ).to.deep.equal({ zero: 1, copy: 1, last: 1 });
    // The child is gone when the parent writes.
    expect(faultsOf(`[${write('bss')}, ${fork(read('bss'))}, ${WAIT}, ${write('bss')}]`, base)).to.deep.equal(
      { zero: 1, last: 1 },
    );
  });

  it('copy when the child writes first', () => {
    expect(
      faultsOf(`[${write('bss')}, ${fork(write('bss'))}, ${WAIT}, ${write('bss')}]`, base),
    ).to.deep.equal({ zero: 1, copy: 1, last: 1 });
  });

  it('share among three', () => {
    const steps = `[${write('bss')}, ${fork(read('bss'))}, ${fork(read('bss'))}, ${write('bss')}, ${WAIT}]`;
    expect(faultsOf(steps, base)).to.deep.equal({ zero: 1, copy: 1 });
  });

  it('leave pages alone that were never there', () => {
    expect(faultsOf(`[${fork(write('bss'))}, ${WAIT}, ${write('bss')}]`, base)).to.deep.equal({ zero: 2 });
  });

  it('never copy the text of a program', () => {
    expect(faultsOf(`[${fork(read('text'))}, ${read('text')}, ${WAIT}]`, base)).to.deep.equal({});
  });

  it('make the child fault softly where the kernel below has tables of its own', () => {
    // A resident page of text and one that the parent has written: both are in the logical table already.
    const steps = `[${write('bss')}, ${fork(`${read('text')}, ${read('bss')}`)}, ${WAIT}]`;
    expect(faultsOf(steps, separate)).to.deep.equal({ zero: 1, soft: 2 });
    expect(faultsOf(steps, base)).to.deep.equal({ zero: 1 });
  });

  it('take a page from every holder when its owner unmaps it', () => {
    // The child takes the page of text from both; the parent, which had it mapped, faults it in again.
    const steps = `[${read('text')}, ${fork(`${read('text')}, { page: unmap-everywhere, at: text }`)}, ${WAIT}, ${read('text')}]`;
    expect(faultsOf(steps, separate)).to.deep.equal({ soft: 2 });
    expect(faultsOf(steps, base)).to.deep.equal({});
  });

  it('start a new image without its pages', () => {
    const steps = `[${fork(`{ syscall: exec, with: { image: image(tiny) } }, ${read('text')}, ${write('stack')}`)}, ${WAIT}]`;
    expect(faultsOf(steps, base)).to.deep.equal({ file: 1, zero: 1 });
  });

  it('give the pages of a process back to the machine', () => {
    // 12,288 frames serve page faults; each child takes 16 of bss, and page tables, and gives them back.
    const steps = `[{ repeat: 1000, do: [${fork(`${write('stack')}, { fill: 65536, to: bss }`)}, ${WAIT}] }]`;
    expect(faultsOf(steps, base)).to.deep.equal({ zero: 16_000, copy: 1000 });
  }).timeout(20_000);

  it('give the same frames to the next process', () => {
    const children = (times: number): Outcome =>
      base.steps('measured', `[{ repeat: ${times}, do: [${fork(write('bss'))}, ${WAIT}] }]`).run();
    const memory = (outcome: Outcome): number => byCause(outcome)['l2-miss'] / 20;
    // From the second child on, everything is found in L2.
    expect(memory(children(9))).to.equal(memory(children(8)));
  });

  it('copy a space only once', () => {
    const outcome = base.steps('measured', `[{ repeat: 3, do: [${fork('{ run: one }')}, ${WAIT}] }]`).run();
    expect(byCause(outcome)['task-switch'] / 100).to.equal(6);
    expect(byCause(outcome)['instructions']).to.equal(3);
  });
});
