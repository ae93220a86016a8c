import { expect } from 'chai';
import { byCause, instructionsOf, warm } from '../../../support/outcome.ts';
import { toy } from '../../../support/toy.ts';

/** Charges of steps on the toy system by cause. */
const chargesOf = (steps: string): Record<string, number> => byCause(toy.steps('measured', steps).run());

describe('steps of the hardware', () => {
  const cases: [string, string, Record<string, number>][] = [
    ['a software interrupt', '{ trap: int }', { 'mode-switch': 40 }],
    ['an exception', '{ trap: exception }', { 'mode-switch': 30 }],
    ['a hardware interrupt', '{ trap: interrupt }', { 'mode-switch': 36 }],
    ['a call gate', '{ trap: call-gate }', { 'mode-switch': 25 }],
    ['an instruction for system calls', '{ trap: system-call }', { 'mode-switch': 33 }],
    ['a return from it', '{ return: system-call }', { 'mode-switch': 17 }],
    ['a return from interrupt', '{ return: iret }', { 'mode-switch': 20 }],
    ['a far return', '{ return: far }', { 'mode-switch': 15 }],
    ['four segment loads', '{ segments: 4 }', { 'segment-load': 12 }],
    ['loads of LDT and CR0', '{ privileged: { lldt: 1, cr-load: 2 } }', { 'control-register': 9 + 22 }],
    [
      'a read of CR0 and INVLPG',
      '{ privileged: { cr-read: 1, invalidate-page: 2 } }',
      { 'control-register': 4 + 48 },
    ],
    ['ISA ports', '{ io: isa, times: 2 }', { 'port-io': 260 }],
    ['a PCI port', '{ io: pci, times: 1 }', { 'port-io': 50 }],
    ['a task switch', '{ task-switch: true }', { 'task-switch': 100 }],
    ['a TLB flush', '{ flush-tlb: true }', { 'address-space-switch': 10 }],
    ['the space that is current', '{ enter-space: user }', {}],
    ['another space', '{ enter-space: server }', { 'address-space-switch': 10 }],
  ];
  for (const [what, step, expected] of cases) {
    it(`charges ${what}`, () => {
      expect(chargesOf(`[${step}]`)).to.deep.equal(expected);
    });
  }

  it('enters a space and comes back by two loads of CR3', () => {
    expect(
      chargesOf('[{ enter-space: server }, { enter-space: server }, { enter-space: user }]'),
    ).to.deep.equal({ 'address-space-switch': 20 });
  });

  it('spends a cost that is stated in cycles, in fractions too, and touches what it names', () => {
    const timed = toy.append(
      'structure',
      'costs: { frame: { value: 7 cycles, source: toy, status: published }, test: { value: 0.5 cycles, source: toy, status: published } }\n',
    );
    const spent = (steps: string): Record<string, number> => byCause(timed.steps('measured', steps).run());
    expect(spent('[{ spend: frame }, { spend: test }, { spend: frame }]')).to.deep.equal({
      instructions: 14.5,
    });
    expect(spent('[{ spend: test, reads: { table: 1 } }]')).to.include.keys('instructions', 'l1-data-miss');
  });

  it('charges the place named by in, and the old place after the path', () => {
    const outcome = toy
      .replace('workload', 'helper: {', 'inner: { steps: [{ in: linux }, { segments: 1 }] }\n  helper: {')
      .steps('measured', '[{ call: inner }, { segments: 2 }]')
      .run();
    expect(byCause(outcome, 'kernel')).to.deep.equal({ 'segment-load': 3 });
    expect(byCause(outcome, 'user')).to.deep.equal({ 'segment-load': 6 });
  });

  it('reads what a trap reads', () => {
    expect(chargesOf('[{ trap: int, reads: { table: 1 } }]')).to.deep.equal({
      'mode-switch': 40,
      'dtlb-miss': 30,
      // The rest of the page-table line, then the first word from L2; what memory takes longer is the L2 miss.
      'l1-data-miss': 18 + 10,
      'l2-miss': 20,
    });
  });

  it('makes translations cold by a flush', () => {
    const read = '{ touch: true, reads: { table: 1 } }';
    expect(warm(`[${read}]`)).to.equal(0);
    // One level of a large page's walk, with the entry in L2.
    expect(warm(`[${read}, { flush-tlb: true }, ${read}]`)).to.equal(10 + 16);
  });

  it('keeps translations of a tagged TLB over a change of space', () => {
    const steps = '[{ touch: true, reads: { stack: 1 } }, { enter-space: server }, { enter-space: user }]';
    const tagged = toy.replace(
      'machine',
      'tlb:\n',
      'tlb:\n  tagged: { value: 1, source: toy, status: estimated }\n',
    );
    expect(warm(steps)).to.equal(20 + 2 * 16);
    expect(warm(steps, tagged)).to.equal(20);
  });

  it('runs a system call between a trap and a return', () => {
    expect(warm('[{ syscall: nothing }]')).to.equal(40 + 1 + 20);
    expect(instructionsOf('[{ syscall: spend, with: { units: 7 } }]')).to.equal(7);
  });
});
