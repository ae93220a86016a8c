import { expect } from 'chai';
import { Threads } from '../../../../model/kernels/engine/threads.ts';
import { toy } from '../../../support/toy.ts';

/** Threads 1, 2, ... with priorities, made ready in this order; thread 0 is the idle thread. */
function ready(priorities: readonly number[], policy: 'goodness' | 'round-robin' = 'round-robin'): Threads {
  const threads = new Threads(policy, 20);
  threads.create(0);
  for (const priority of priorities) {
    const thread = threads.create(0);
    threads.priority[thread] = priority;
    threads.makeReady(thread);
  }
  return threads;
}

const order = (threads: Threads, count: number): number[] =>
  Array.from({ length: count }, () => threads.next());

describe('priority of a thread', () => {
  it('lets it run before one that has been ready longer', () => {
    expect(order(ready([0, 2, 1, 2]), 4)).to.deep.equal([2, 4, 3, 1]);
  });

  it('counts more than what is left of a slice', () => {
    const threads = ready([0, 1], 'goodness');
    threads.slice[1] = 20;
    threads.slice[2] = 1;
    expect(order(threads, 2)).to.deep.equal([2, 1]);
  });

  it('asks for a switch when a higher one is woken, and only then', () => {
    const threads = ready([1, 0, 2]);
    for (const [waiter, asked] of [
      [2, false],
      [3, true],
    ] as const) {
      threads.mustReschedule = false;
      threads.block(waiter, 7);
      threads.wake(7, 1);
      expect(threads.mustReschedule).to.equal(asked);
    }
  });

  it('is a number in a launch', () => {
    const launch = (priority: string): string =>
      `[{ launch: child, program: other, with: { left: left, right: right }, priority: ${priority} }]`;
    expect(() => toy.steps('measured', launch('left')).program()).to.throw(
      /priority: expected a number, found a channel/,
    );
    expect(() => toy.steps('measured', launch('3')).run()).not.to.throw();
  });
});
