import { expect } from 'chai';
import fc from 'fast-check';
import { RequestQueue, type Request } from '../../../model/hardware/request-queue.ts';
import { check } from '../../support/property.ts';

const KILOBYTE = 1024;
const LINUX = {
  order: 'elevator',
  requests: 6,
  'write-requests': 4,
  'merge-limit': 4 * KILOBYTE,
} as const;

let names = 0;
const request = (block: number, blocks = 1, write = true): Request => ({
  block,
  blocks,
  bytes: blocks * KILOBYTE,
  write,
  queues: [++names],
});
const running = (block: number): Request => request(block, 1, false);

/** A queue that was given requests at these blocks, none of them neighbours, while one ran. */
function queueOf(
  policy: ConstructorParameters<typeof RequestQueue>[0],
  at: Request,
  ...added: Request[]
): RequestQueue {
  const queue = new RequestQueue(policy);
  for (const one of added) queue.add(one, at);
  return queue;
}

/** The blocks in the order of service; each request that starts lets refused ones in. */
function served(queue: RequestQueue): number[] {
  const blocks: number[] = [];
  for (let next = queue.take(); next !== undefined; next = queue.take()) {
    blocks.push(next.block);
    queue.admit(next);
  }
  return blocks;
}

const at = (...blocks: number[]): Request[] => blocks.map((block) => request(block, 1, false));

describe('queue of disk requests', () => {
  it('goes on from the running request, and begins again at the lowest block', () => {
    expect(served(queueOf(LINUX, running(50), ...at(90, 20, 60, 40)))).to.deep.equal([60, 90, 20, 40]);
  });

  it('puts what is beyond this sweep at the end of the next one, once that has begun to form', () => {
    const blocks = at(60, 20, 90, 70);
    expect(served(queueOf(LINUX, running(50), ...blocks))).to.deep.equal([60, 20, 70, 90]);
  });

  it('takes it along in clean sweeps', () => {
    const sweep = { ...LINUX, order: 'sweep' } as const;
    expect(served(queueOf(sweep, running(50), ...at(60, 20, 90, 70)))).to.deep.equal([60, 70, 90, 20]);
    expect(served(queueOf(sweep, running(50), ...at(20, 60, 10, 55)))).to.deep.equal([55, 60, 10, 20]);
  });

  it('puts what is at or behind the arm into the next sweep', () => {
    expect(served(queueOf({ ...LINUX, order: 'sweep' }, running(50), ...at(48, 52, 50)))).to.deep.equal([
      52, 48, 50,
    ]);
  });

  it('keeps the order of arrival without an elevator, and refuses nobody', () => {
    const blocks = [20, 90, 60, 40, 41, 91, 10];
    for (const policy of [undefined, { ...LINUX, order: 'first-come' } as const])
      expect(served(queueOf(policy, running(50), ...at(...blocks)))).to.deep.equal(blocks);
  });

  it('merges neighbours of one direction, behind and in front, and wakes all who wait for them', () => {
    const [first, behind, before] = [request(70), request(71), request(68, 2)];
    const queue = queueOf(LINUX, running(50), first, behind, before);
    expect(queue.take()).to.deep.equal({
      block: 68,
      blocks: 4,
      bytes: 4 * KILOBYTE,
      write: true,
      queues: [...first.queues.slice(0, 1), ...behind.queues, ...before.queues],
    });
    expect(queue.take()).to.equal(undefined);
  });

  it('merges neither with the running request, nor reads with writes, nor beyond the limit', () => {
    const arm = request(50);
    const queue = queueOf(LINUX, arm, request(51, 3), request(54, 1, false), request(55, 2), request(57, 3));
    expect(served(queue)).to.deep.equal([51, 54, 55, 57]);
  });

  it('lets writes hold four of six requests, and reads the rest', () => {
    // Four writes; a fifth is refused; two reads; with the running read that is all six and one too many.
    const arm = running(0);
    const writes = [10, 20, 30, 40, 5].map((block) => request(block));
    const queue = queueOf(LINUX, arm, ...writes, ...at(15));
    expect(queue.writesRefused).to.equal(1);
    queue.add(request(25, 1, false), arm);
    expect([queue.take(), queue.take()].map((one) => one?.block)).to.deep.equal([10, 15]);
    // The write at 10 is done; two have been taken: one read and one write fit again, and the write at 5 is of the next sweep.
    queue.admit(running(15));
    expect(queue.writesAdmitted).to.equal(1);
    expect(served(queue)).to.deep.equal([20, 25, 30, 40, 5]);
  });

  it('serves each request once, whatever comes', () => {
    const requests = fc.record({
      block: fc.nat(40),
      blocks: fc.integer({ min: 1, max: 3 }),
      write: fc.boolean(),
    });
    check(
      100,
      fc.property(fc.array(requests, { size: 'max', maxLength: 60 }), fc.nat(5), (list, most) => {
        const queue = new RequestQueue({ ...LINUX, requests: 2 + most, 'write-requests': 1 + most });
        const added = list.map((one, index) => ({ ...one, bytes: one.blocks * KILOBYTE, queues: [index] }));
        let arm = running(20);
        const woken: number[] = [];
        const step = (): boolean => {
          const next = queue.take();
          if (next === undefined) return false;
          woken.push(...next.queues);
          queue.admit((arm = next));
          return true;
        };
        added.forEach((one, index) => {
          queue.add(one, arm);
          if (index % 3 === 2) step();
        });
        while (step());
        expect(woken.sort((left, right) => left - right)).to.deep.equal(added.map((_, index) => index));
        expect(queue.writesAdmitted).to.equal(queue.writesRefused);
      }),
    );
  });
});
