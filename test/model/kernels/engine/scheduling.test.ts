import { expect } from 'chai';
import type { Outcome } from '../../../../model/index.ts';
import { byCause, count } from '../../../support/outcome.ts';
import { toy, type Toy } from '../../../support/toy.ts';

const LAUNCH = '{ launch: partner, program: other, with: { left: left, right: right } }';
const burst = (milliseconds: number): string => `{ compute: ${milliseconds * 100_000}, code: { text: 1 } }`;
const switches = (outcome: Outcome): number => (byCause(outcome)['task-switch'] ?? 0) / 100;
const milliseconds = (outcome: Outcome): number => outcome.elapsedCycles / 100_000;

// Slices of 20 ms, and a tick every ms.
const roundRobin = toy.clock('1 kHz');
const margin = (ticks: number): Toy =>
  roundRobin.replace(
    'structure',
    'policy: round-robin',
    `policy: goodness\n  wake-up-margin: { value: ${ticks}, source: toy, status: estimated }`,
  );
const goodness = margin(3);
/** The same with a look at the scheduler at the end of each system call, as Linux has it. */
const eager = (base: Toy): Toy =>
  base.replace(
    'structure',
    '      - body: true\n      - return: iret\n\n  page-fault',
    '      - body: true\n      - if: must_reschedule\n        then: [{ reschedule: true }]\n      - return: iret\n\n  page-fault',
  );

describe('scheduling', () => {
  for (const [policy, base] of [
    ['round-robin', roundRobin],
    ['goodness', goodness],
  ] as const) {
    it(`gives processes time slices in turn: ${policy}`, () => {
      const outcome = base
        .steps('helper', `[${burst(100)}]`)
        .steps('measured', `[${LAUNCH}, ${burst(50)}]`)
        .run();
      // 20 main, 20 partner, 20 main, 20 partner, 10 main.
      expect(switches(outcome)).to.equal(4);
      expect(milliseconds(outcome)).to.be.within(89.9, 90.3);
    });

    it(`leaves a process alone that is the only one: ${policy}`, () => {
      const outcome = base.steps('measured', `[${burst(200)}]`).run();
      expect(switches(outcome)).to.equal(0);
    });
  }

  it('shares time among three', () => {
    const outcome = roundRobin
      .steps('helper', `[${burst(300)}]`)
      .steps('measured', `[${LAUNCH}, ${LAUNCH}, ${burst(50)}]`)
      .run();
    expect(switches(outcome)).to.equal(6);
    expect(milliseconds(outcome)).to.be.within(129.9, 130.5);
  });

  it('takes the length of a slice from the structure', () => {
    const short = roundRobin.replace('structure', 'slice: { value: 20 ms', 'slice: { value: 5 ms');
    const outcome = short
      .steps('helper', `[${burst(100)}]`)
      .steps('measured', `[${LAUNCH}, ${burst(12)}]`)
      .run();
    expect(switches(outcome)).to.equal(4);
    expect(milliseconds(outcome)).to.be.within(21.9, 22.2);
  });

  it('without a scheduler lets a process run until it waits', () => {
    const structure =
      'scheduler:\n  policy: round-robin\n  slice: { value: 20 ms, source: toy, status: estimated }\n';
    const outcome = roundRobin
      .replace('structure', structure, '')
      .steps('helper', `[${burst(100)}]`)
      .steps('measured', `[${LAUNCH}, ${burst(50)}]`)
      .run();
    expect(switches(outcome)).to.equal(0);
    expect(milliseconds(outcome)).to.be.within(49.9, 50.3);
  });

  it('takes a slice without a clock as endless', () => {
    const outcome = toy
      .steps('helper', `[${burst(1)}]`)
      .steps('measured', `[${LAUNCH}, ${burst(50)}]`)
      .run();
    expect(switches(outcome)).to.equal(0);
  });

  it('does not switch when nothing asks for it', () => {
    const steps = `[${LAUNCH}, { reschedule: true }, { run: one }]`;
    expect(switches(toy.steps('helper', '[{ run: work }]').steps('measured', steps).run())).to.equal(0);
  });

  it('tells the switch path from where to where it goes', () => {
    const named = ['from_idle', 'to_idle', 'in_kernel', 'same_space'];
    const counters = named.map(
      (name) => `      - if: ${name}\n        then: [{ measure: ${name}, do: [] }]\n`,
    );
    const watched = toy.replace(
      'structure',
      '      - task-switch: true',
      `${counters.join('')}      - task-switch: true`,
    );
    const seen = (steps: string, helper = '[]'): Record<string, number> => {
      const outcome = watched.steps('helper', helper).steps('measured', steps).run();
      return Object.fromEntries(named.map((name) => [name, count(outcome, name)]));
    };
    // To the idle thread, which runs in any space, and back into the system call that waited; the hardware's task switch
    // has loaded the idle thread's own space in between.
    expect(seen('[{ syscall: read-disk, with: { block: 0, bytes: 0 } }]')).to.deep.equal({
      from_idle: 1,
      to_idle: 1,
      in_kernel: 1,
      same_space: 1,
    });
    // To a new process in a space of its own, and back to user code that waited.
    expect(seen(`[${LAUNCH}, { wait: left.readers }]`, '[{ wake: left.readers }]')).to.deep.equal({
      from_idle: 0,
      to_idle: 0,
      in_kernel: 0,
      same_space: 0,
    });
  });

  it('lets a woken process with a larger slice run first under goodness', () => {
    // Woken by the system call send, the partner runs before main's burst goes on.
    const started = (base: Toy, used: number): boolean => (runWakeUp(base, used).parts['partner'] ?? 0) > 0;
    expect(started(goodness, 10)).to.equal(true);
    expect(started(goodness, 2)).to.equal(false);
    expect(started(roundRobin, 10)).to.equal(false);
    expect(started(margin(1), 2)).to.equal(true);
    expect(started(margin(10), 10)).to.equal(false);
  });
});

/** Main lets the partner go to sleep, uses some ticks of its slice, wakes the partner and computes on for 2 ms. */
function runWakeUp(base: Toy, used: number): Outcome {
  return eager(base)
    .steps(
      'helper',
      '[{ syscall: send, with: { to: right } }, { syscall: receive, with: { from: left } }, { part: partner }, { run: work }, { part: rest }, { syscall: receive, with: { from: left } }]',
    )
    .steps(
      'measured',
      `[${LAUNCH}, { syscall: receive, with: { from: right } }, ${burst(used)}, { syscall: send, with: { to: left } }, ${burst(2)}]`,
    )
    .run();
}
