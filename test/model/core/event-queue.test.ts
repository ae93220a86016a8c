import { expect } from 'chai';
import fc from 'fast-check';
import { EventQueue } from '../../../model/core/event-queue.ts';
import { check } from '../../support/property.ts';

/** Takes every pending event out, as [time, argument] pairs. */
function drain(queue: EventQueue): [number, number][] {
  const events: [number, number][] = [];
  while (queue.pop()) events.push([queue.time, queue.argument]);
  return events;
}

describe('event queue', () => {
  it('is empty at first', () => {
    const queue = new EventQueue();
    expect(queue.length).to.equal(0);
    expect(queue.nextTime).to.equal(Infinity);
    expect(queue.pop()).to.equal(false);
  });

  it('hands events out in order of time', () => {
    const queue = new EventQueue();
    [5, 1, 4, 2, 3].forEach((time) => {
      queue.push(time, 0, time * 10);
    });
    expect(drain(queue)).to.deep.equal([
      [1, 10],
      [2, 20],
      [3, 30],
      [4, 40],
      [5, 50],
    ]);
  });

  it('hands events of one time out in order of insertion', () => {
    const queue = new EventQueue();
    for (let argument = 0; argument < 20; argument++) queue.push(7, 0, argument);
    expect(drain(queue).map(([, argument]) => argument)).to.deep.equal(
      Array.from({ length: 20 }, (_, index) => index),
    );
  });

  it('keeps the order of insertion across pops', () => {
    const queue = new EventQueue();
    queue.push(7, 0, 0);
    queue.push(7, 0, 1);
    queue.pop();
    queue.push(7, 0, 2);
    queue.push(3, 0, 3);
    expect(drain(queue)).to.deep.equal([
      [3, 3],
      [7, 1],
      [7, 2],
    ]);
  });

  it('carries kind and argument with the time', () => {
    const queue = new EventQueue();
    queue.push(2, 8, -5);
    queue.push(1, 9);
    queue.pop();
    expect([queue.time, queue.kind, queue.argument]).to.deep.equal([1, 9, 0]);
    queue.pop();
    expect([queue.time, queue.kind, queue.argument]).to.deep.equal([2, 8, -5]);
  });

  it('knows its length and next time between a pop and a push', () => {
    const queue = new EventQueue();
    queue.push(1, 0);
    queue.push(2, 0);
    queue.pop();
    expect(queue.length).to.equal(1);
    expect(queue.nextTime).to.equal(2);
    queue.pop();
    expect(queue.length).to.equal(0);
    expect(queue.nextTime).to.equal(Infinity);
  });

  it('grows beyond its capacity', () => {
    const queue = new EventQueue(2);
    for (let time = 100; time > 0; time--) queue.push(time, 0, time);
    expect(drain(queue)).to.deep.equal(Array.from({ length: 100 }, (_, index) => [index + 1, index + 1]));
  });

  it('holds times up to 2^53 exactly', () => {
    const queue = new EventQueue();
    queue.push(2 ** 53, 0, 1);
    queue.push(2 ** 53 - 1, 0, 2);
    expect(drain(queue)).to.deep.equal([
      [2 ** 53 - 1, 2],
      [2 ** 53, 1],
    ]);
  });

  it('behaves as a sorted array does', () => {
    // Few different times, so that ties are common; null is a pop.
    const operations = fc.array(fc.oneof(fc.nat(5), fc.constant(null)), { maxLength: 200, size: 'max' });
    check(
      100,
      fc.property(operations, (list) => {
        const queue = new EventQueue(1);
        const sorted: [number, number][] = [];
        list.forEach((time, argument) => {
          if (time !== null) {
            queue.push(time, 0, argument);
            sorted.push([time, argument]);
            sorted.sort(([a], [b]) => a - b);
            return;
          }
          expect(queue.nextTime).to.equal(sorted[0]?.[0] ?? Infinity);
          const earliest = sorted.shift();
          expect(queue.pop()).to.equal(earliest !== undefined);
          if (earliest) expect([queue.time, queue.argument]).to.deep.equal(earliest);
          expect(queue.length).to.equal(sorted.length);
        });
        expect(drain(queue)).to.deep.equal(sorted);
      }),
    );
  });
});
