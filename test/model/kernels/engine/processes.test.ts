import { expect } from 'chai';
import { byCause, count, instructionsOf, total } from '../../../support/outcome.ts';
import { toy } from '../../../support/toy.ts';

/** Main starts the other program, which runs the path helper with the same two channels. */
const LAUNCH = '{ launch: partner, program: other, with: { left: left, right: right } }';
const ask = '{ syscall: send, with: { to: left } }, { syscall: receive, with: { from: right } }';
const answer = '{ syscall: receive, with: { from: left } }, { syscall: send, with: { to: right } }';

describe('processes', () => {
  it('wait for each other through a channel', () => {
    const outcome = toy
      .steps('helper', `[{ repeat: 3, do: [${answer}, { measure: answered, do: [] }] }]`)
      .steps('measured', `[${LAUNCH}, { repeat: 3, do: [${ask}, { measure: asked, do: [] }] }]`)
      .run();
    expect(count(outcome, 'asked')).to.equal(3);
    expect(count(outcome, 'answered')).to.equal(3);
    // Each of the three times, main goes to sleep and is woken again; the partner begins once.
    expect(byCause(outcome)['task-switch']).to.equal(600);
    expect(total(outcome)).to.equal(outcome.elapsedCycles);
  });

  it('pay for a switch only when another thread runs', () => {
    const alone = toy.steps(
      'measured',
      '[{ syscall: send, with: { to: left } }, { syscall: receive, with: { from: left } }]',
    );
    expect(byCause(alone.run())['task-switch']).to.equal(undefined);
  });

  it('that were started do not run before the running one waits', () => {
    const outcome = toy
      .steps('helper', '[{ run: work }]')
      .steps('measured', `[${LAUNCH}, { run: one }]`)
      .run();
    expect(byCause(outcome)['instructions']).to.equal(1);
  });

  it('wake in the order in which they went to sleep', () => {
    const outcome = toy
      .steps(
        'helper',
        // Takes the number of those before it, and adds a digit.
        '[{ syscall: receive, with: { from: left } }, { set: { right.limit: right.limit * 10 + right.items } }]',
      )
      .steps(
        'measured',
        `[{ set: { right.limit: 0 } },
          { launch: a, program: numbered, with: { left: left, right: right, number: 1 } },
          { launch: b, program: numbered, with: { left: left, right: right, number: 2 } },
          { launch: c, program: numbered, with: { left: left, right: right, number: 3 } },
          { syscall: receive, with: { from: right } },
          { set: { left.items: 3 } }, { wake: left.readers },
          { set: { right.items: 0 } }, { syscall: receive, with: { from: right } },
          { run: one, times: right.limit }]`,
      )
      .replace(
        'workload',
        'paths:\n',
        `  numbered:
    image: tiny
    params: { left: channel, right: channel, number: number }
    steps:
      - if: number == 3
        then: [{ set: { right.items: 1 } }, { wake: right.readers }]
      - wait: left.readers
      - set: { right.limit: right.limit * 10 + number }
      - if: number == 3
        then: [{ set: { right.items: 1 } }, { wake: right.readers }]

paths:\n`,
      )
      .run();
    expect(byCause(outcome, 'kernel')['instructions']).to.equal(123 + 2 * 30);
  });

  it('count the waiters of a queue', () => {
    const steps = `[${LAUNCH}, { launch: second, program: other, with: { left: left, right: right } }, { wait: right.writers }, { run: one, times: waiters(left.readers) }]`;
    const outcome = toy
      .steps(
        'helper',
        '[{ if: waiters(left.readers) == 1, then: [{ wake: right.writers }] }, { wait: left.readers }]',
      )
      .steps('measured', steps)
      .run();
    expect(byCause(outcome)['instructions']).to.equal(2);
  });

  it('that end leave the others running', () => {
    const outcome = toy
      .steps(
        'helper',
        '[{ syscall: send, with: { to: right } }, { run: one }, { finish: true }, { run: work }]',
      )
      .steps(
        'measured',
        `[${LAUNCH}, { syscall: receive, with: { from: right } }, { syscall: receive, with: { from: left } }]`,
      )
      .replace(
        'workload',
        'left: channel, right: channel }\n      - call: before',
        'left: channel, right: channel }\n      - set: { left.items: 1 }\n      - call: before',
      )
      .run();
    expect(byCause(outcome)['instructions']).to.equal(20 + 1 + 30 + 30);
  });

  it('know themselves and their parent', () => {
    expect(
      instructionsOf('[{ if: self == self.parent, then: [{ run: work }], else: [{ run: one }] }]'),
    ).to.equal(1);
    const outcome = toy
      .append('workload', '\nobjects: { process: { fields: { age: 7 }, queues: [children] } }\n')
      .steps('helper', '[{ set: { self.parent.age: self.parent.age + 1 } }, { wake: self.parent.children }]')
      .steps('measured', `[${LAUNCH}, { wait: self.children }, { run: one, times: self.age }]`)
      .run();
    expect(byCause(outcome)['instructions']).to.equal(8);
  });

  it('use the memory of their objects', () => {
    const steps =
      '[{ touch: true, writes: { left.page: 1 }, reads: { right.page: 1 } }, { touch: true, reads: { self.stack-page: 1 } }]';
    expect(byCause(toy.steps('measured', steps).run())['l2-miss']).to.equal(60);
  });
});

describe('objects', () => {
  it('start with their initial fields, each time', () => {
    const steps = `[{ new: { a: channel } }, { set: { a.items: 9, a.limit: 1 } }, { free: a }, { new: { b: channel } }, { run: one, times: b.items * 100 + b.limit }]`;
    expect(instructionsOf(steps)).to.equal(4);
  });

  it('come back with the memory of the one freed last', () => {
    const again =
      '[{ new: { a: channel } }, { touch: true, reads: { a.page: 1 } }, { free: a }, { new: { b: channel } }, { touch: true, reads: { b.page: 1 } }]';
    const other = again.replace('{ free: a }, ', '');
    expect(byCause(toy.steps('measured', again).run())['l2-miss']).to.equal(20);
    expect(byCause(toy.steps('measured', other).run())['l2-miss']).to.equal(40);
  });
});
