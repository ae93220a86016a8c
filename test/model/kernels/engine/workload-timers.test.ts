import { expect } from 'chai';
import { ModelError } from '../../../../model/index.ts';
import { byCause } from '../../../support/outcome.ts';
import { toy } from '../../../support/toy.ts';

// 100 MHz: 1 kHz is an interrupt in 100,000 cycles.
const timed = toy.append('workload', '\ntimers: { alarm: { rate: 1 kHz, handler: clock-interrupt } }\n');
const BURST = '{ compute: 1000000, code: { text: 1 } }';
const interrupts = (steps: string, seed: string): number =>
  (byCause(timed.steps('measured', steps).run({ seed }))['port-io'] ?? 0) / 130;

describe('a timer of a workload', () => {
  it('stands still until a step starts it', () => {
    expect(interrupts(`[${BURST}]`, 'a')).to.equal(0);
    expect(interrupts(`[${BURST}, { start-timer: alarm }]`, 'a')).to.equal(0);
  });

  it('interrupts once a period from then on', () => {
    expect(interrupts(`[{ start-timer: alarm }, ${BURST}]`, 'a')).to.equal(10);
  });

  it('starts at a phase that the seed draws', () => {
    const first = (seed: string): number => {
      const marked = timed.replace(
        'structure',
        'clock-interrupt: { steps: [',
        'clock-interrupt: { steps: [{ part: late }, ',
      );
      return marked.steps('measured', `[{ part: early }, { start-timer: alarm }, ${BURST}]`).run({ seed })
        .parts['early'];
    };
    const phases = ['a', 'b', 'c', 'd'].map(first);
    expect(new Set(phases).size).to.equal(4);
    for (const phase of phases) expect(phase).to.be.within(0, 100_200);
  });

  it('is started once', () => {
    const twice = timed.steps('measured', '[{ start-timer: alarm }, { start-timer: alarm }]');
    expect(() => twice.run()).to.throw(ModelError, 'the timer alarm is started twice');
  });
});
