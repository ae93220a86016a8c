import { expect } from 'chai';
import { byCause, total } from '../../../support/outcome.ts';
import { toy, type Toy } from '../../../support/toy.ts';

// 100 MHz: 1 kHz is a tick in 100,000 cycles.
const clocked = toy.clock('1 kHz');
const burst = (instructions: number): string => `[{ compute: ${instructions}, code: { text: 1 } }]`;
const ticks = (base: Toy, steps: string): number =>
  (byCause(base.steps('measured', steps).run())['port-io'] ?? 0) / 130;

describe('timer interrupts', () => {
  it('come once a period', () => {
    expect(ticks(clocked, burst(99_000))).to.equal(0);
    expect(ticks(clocked, burst(100_100))).to.equal(1);
    expect(ticks(clocked, burst(1_000_000))).to.equal(10);
  });

  it('cost entry, handler and return', () => {
    const charges = byCause(clocked.steps('measured', burst(1_000_000)).run(), 'kernel');
    expect(charges).to.deep.equal({ 'mode-switch': 10 * (36 + 20), 'port-io': 10 * 130 });
  });

  it('preempt a burst of user code without changing its instructions', () => {
    const charges = byCause(clocked.steps('measured', burst(12_345_678)).run(), 'user');
    expect(charges['instructions']).to.equal(12_345_678);
  });

  it('preempt a burst at the instruction that they fall into', () => {
    const { measures } = clocked
      .replace(
        'structure',
        '{ account-tick: true }]',
        '{ account-tick: true }, { measure: handler, do: [] }]',
      )
      .replace(
        'workload',
        '- measure: m\n',
        '- compute: 99990\n        code: { text: 1 }\n      - measure: m\n',
      )
      .steps('measured', '[{ privileged: { cr-read: 1 } }, { segments: 10 }, { segments: 5 }]')
      .run();
    // The burst starts cold (78 + 48 for walk and line, 2 for the rest of it) and runs into the first tick: it pays for
    // the interrupt itself. The measured steps come after it.
    expect(measures['handler'].operations).to.equal(1);
    expect(measures['m'].cycles).to.equal(4 + 30 + 15);
  });

  it('wait for the end of a kernel step, and then come all', () => {
    const { measures } = clocked
      .replace(
        'workload',
        '- measure: m\n',
        '- compute: 99000\n        code: { text: 1 }\n      - measure: m\n',
      )
      .steps('measured', '[{ measure: step, do: [{ io: isa, times: 1000 }] }]')
      .run();
    expect(measures['m'].cycles).to.equal(130_000 + 2 * (36 + 130 + 20));
  });

  it('do not interrupt an interrupt', () => {
    // The first handler lasts longer than a period of the timer: the next tick waits for its return.
    const slow = clocked
      .append('workload', '\nobjects: { process: { fields: { ticks: 0 } } }\n')
      .replace(
        'structure',
        'clock-interrupt: { steps: [',
        'clock-interrupt: { steps: [{ measure: handler, do: [{ set: { self.ticks: self.ticks + 1 } }, { if: self.ticks == 1, then: [{ io: pci, times: 2400 }] }] }, ',
      );
    const { measures } = slow.steps('measured', burst(150_000)).run();
    expect(measures['handler']).to.include({ cycles: 120_000, operations: 2 });
    expect(measures['handler'].least.cycles).to.equal(0);
  });

  it('of the same time come in the order of their declaration', () => {
    const two = toy.replace(
      'structure',
      'timers: {}',
      'timers: { first: { rate: 1 kHz, handler: clock-interrupt }, second: { rate: 1 kHz, handler: disk-interrupt } }',
    );
    const outcome = two
      .replace('structure', 'disk-interrupt: { steps: [', 'disk-interrupt: { steps: [{ part: second }, ')
      .replace('structure', 'clock-interrupt: { steps: [', 'clock-interrupt: { steps: [{ part: first }, ')
      .steps('measured', burst(100_200))
      .run();
    // A part lasts until the next begins: the first holds its own port, the return and the entry of the second.
    expect(outcome.parts['first']).to.equal(130 + 20 + 36);
  });

  it('keep their rate over a long time', () => {
    const outcome = toy.clock('3 kHz').steps('measured', burst(50_000_000)).run();
    const elapsed = outcome.elapsedCycles;
    // The period is 33,333.33 cycles, in whole ticks of 1/1024 cycle.
    expect(byCause(outcome)['port-io'] / 130).to.equal(Math.floor(elapsed / 33_333.333));
    expect(total(outcome)).to.equal(elapsed);
  });

  it('may run bursts of code themselves', () => {
    const nested = clocked.replace(
      'structure',
      'clock-interrupt: { steps: [',
      'clock-interrupt: { steps: [{ compute: 508, code: { vector: 1 } }, ',
    );
    const outcome = nested.steps('measured', burst(1_000_000)).run();
    expect(byCause(outcome)['instructions']).to.equal(1_000_000 + 10 * 508);
  });
});
