import { expect } from 'chai';
import fc from 'fast-check';
import type { Access, PlanStep } from '../../../model/workloads/mix-plan.ts';
import { msOf, runToyMix, spent, type ToyMix } from '../../support/mix.ts';
import { check } from '../../support/property.ts';

const ACCESS: Access = {
  operation: 3,
  own: true,
  append: false,
  write: false,
  through: false,
  random: false,
};
const loop = (...accesses: Partial<Access>[]): PlanStep => ({
  kind: 'loop',
  part: 1,
  accesses: accesses.map((access) => ({ ...ACCESS, ...access })),
});

describe('a load of a job mix', () => {
  it('takes as long as the one task that only computes', () => {
    const run = runToyMix({ subtests: [30, 70] }, 1);
    expect(msOf(run)).to.equal(100);
    expect(spent(run, 'user')).to.equal(100);
    expect(run.diskRequests).to.equal(0);
  });

  it('counts the sleep before the start', () => {
    const run = runToyMix({ subtests: [100], delayMs: 10_000 }, 1);
    expect(msOf(run)).to.equal(10_100);
    expect(spent(run, 'idle', 'idle')).to.equal(10_000);
  });

  it('shares the processor between two tasks, slice by slice', () => {
    const run = runToyMix({ subtests: [100], switchCycles: 1000 }, 2);
    // Turns of 10 ms; the cost of a switch lengthens the burst, and the slices go on by the clock: 200 ms of work, 1 ms a switch.
    expect(msOf(run)).to.equal(200 + run.switches);
    expect(run.switches).to.be.within(19, 23);
    expect(spent(run, 'kernel')).to.equal(run.switches);
  });

  it('lets a task of Linux use up its whole slice', () => {
    const run = runToyMix(
      { subtests: [100], switchCycles: 1000, sharing: { policy: 'goodness', sliceNs: 200e6 } },
      2,
    );
    expect(run.switches).to.equal(1);
  });

  it('adds a clock tick for every period of a busy processor', () => {
    // Ticks of 1 ms after 10, 20, ... 100 ms: 9 ms of work between two of them, and 10 before the first.
    const run = runToyMix({ subtests: [100], clockCycles: 1000 }, 1);
    expect(msOf(run)).to.equal(110);
    expect(spent(run, 'kernel')).to.equal(10);
  });

  it('waits for each block that is written through, and for the block that names a new one', () => {
    const subtests = [[loop({ write: true, through: true, append: true })]];
    const run = runToyMix({ subtests, operations: [0, 0, 0, 500] }, 1);
    // Eight blocks: 0.5 ms of processor, 2 ms for the inode or the indirect block and 2 ms for the block; the disk goes on without a turn of the arm.
    expect(run.diskRequests).to.equal(16);
    expect(msOf(run)).to.be.closeTo(8 * 4.5, 1e-6);
    expect(spent(run, 'idle', 'disk-wait')).to.be.closeTo(32, 1e-6);
  });

  it('holds the disk up for each request where the structure says so', () => {
    const subtests = [[loop({ write: true, through: true, append: true })]];
    const run = runToyMix({ subtests, operations: [0, 0, 0, 500], sharing: { diskWaitNs: 1.5e6 } }, 1);
    expect(msOf(run)).to.be.closeTo(8 * (4.5 + 2 * 1.5), 1e-6);
    expect(spent(run, 'idle', 'disk-wait')).to.be.closeTo(16 * 3.5, 1e-6);
  });

  it('lets another task compute meanwhile', () => {
    const wait: PlanStep[] = [loop({ write: true, through: true, append: true })];
    const alone = runToyMix({ subtests: [wait, 40], operations: [0, 0, 0, 500] }, 1);
    const together = runToyMix({ subtests: [wait, 40], operations: [0, 0, 0, 500] }, 2);
    expect(msOf(alone)).to.be.closeTo(76, 1e-6);
    expect(msOf(together)).to.be.lessThan(2 * 76);
    expect(msOf(together)).to.be.at.least(2 * 44);
  });

  it('reads the common file from memory', () => {
    const run = runToyMix({ subtests: [[loop({ own: false })]], operations: [0, 0, 0, 250] }, 1);
    expect(run.diskRequests).to.equal(0);
    expect(msOf(run)).to.equal(2);
  });

  it('reads from the disk what memory does not hold', () => {
    const twice = loop({ own: false });
    const run = runToyMix({ subtests: [[twice, twice]], operations: [0, 0, 0, 0], memoryPages: 1 }, 1);
    // One page of memory, two of file: each page is fetched whenever its first block is read, 2 ms.
    expect(run.diskRequests).to.equal(4);
    expect(spent(run, 'idle', 'disk-wait')).to.be.closeTo(8, 1e-6);
  });

  it('waits for nothing but the block that is written again', () => {
    const append = loop({ write: true, append: true });
    const run = runToyMix(
      { subtests: [[append, loop({ write: true, through: true })]], operations: [0, 0, 0, 0] },
      1,
    );
    expect(run.diskRequests).to.equal(8);
  });

  it('never writes a temporary file that is gone before it is old, but that its blocks and its inode are free', () => {
    const subtests = [[loop({ write: true, append: true }), { kind: 'remove' } as const], 60_000];
    // With some seeds the file comes last, and nothing is old before the end.
    const written = ['1', '2', '3', '4'].map(
      (seed) => runToyMix({ subtests, operations: [0, 0, 0, 0], seed }, 1).diskRequests,
    );
    expect(new Set(written)).to.deep.equal(new Set([0, 2]));
  });

  it('writes old blocks back, neighbours in one request', () => {
    // The loop comes first with some seeds. Bitmap, inode and two indirect blocks are written after 5 s; after 30 s a page of blocks that the
    // inode names, two pages that the first indirect block names, and one of the second: the indirect blocks lie between them.
    const runs = ['1', '2', '3', '4'].map((seed) =>
      runToyMix(
        {
          subtests: [[loop({ write: true, append: true })], 60_000],
          operations: [0, 1000, 0, 0],
          blocks: 16,
          seed,
        },
        1,
      ),
    );
    expect(new Set(runs.map(({ diskRequests }) => diskRequests))).to.deep.equal(new Set([0, 7]));
    const written = runs.find(({ diskRequests }) => diskRequests === 7)!;
    expect(spent(written, 'kernel')).to.equal(7);
  });

  it('prefers a task that has used little, under timesharing', () => {
    const wait: PlanStep[] = [loop({ write: true, through: true, append: true })];
    const mix = (policy: 'round-robin' | 'timesharing'): ToyMix => ({
      subtests: [wait, 300],
      operations: [0, 0, 0, 500],
      blocks: 64,
      sharing: { policy, sliceNs: 100e6, decay: 0.625, decayIntervalNs: 1e9 },
    });
    expect(msOf(runToyMix(mix('timesharing'), 4))).to.be.lessThan(msOf(runToyMix(mix('round-robin'), 4)));
  });

  const mixes = fc.record({
    subtests: fc.array(
      fc.oneof(
        fc.integer({ min: 1, max: 60 }),
        fc
          .record({ append: fc.boolean(), through: fc.boolean(), random: fc.boolean() })
          .map(({ append, through, random }): PlanStep[] => [
            loop({ write: true, append: true }, { append, through, random, write: true }, { own: false }),
            { kind: 'remove' },
          ]),
      ),
      { minLength: 1, maxLength: 5 },
    ),
    operations: fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 4, maxLength: 4 }),
    blocks: fc.integer({ min: 1, max: 40 }),
    delayMs: fc.integer({ min: 0, max: 100 }),
    clockCycles: fc.integer({ min: 0, max: 900 }),
    switchCycles: fc.integer({ min: 0, max: 900 }),
    memoryPages: fc.integer({ min: 1, max: 30 }),
    sharing: fc.constantFrom<NonNullable<ToyMix['sharing']>>(
      {},
      { policy: 'goodness', sliceNs: 200e6 },
      { policy: 'timesharing', sliceNs: 100e6, decay: 0.625, decayIntervalNs: 1e9 },
    ),
  });

  it('charges every tick of its time, whatever the mix', () => {
    check(
      60,
      fc.property(mixes, fc.integer({ min: 1, max: 6 }), (mix, load) => {
        const run = runToyMix(mix, load);
        expect(run.charges.total()).to.equal(run.ticks);
      }),
    );
  });

  it('gives the same fingerprint for the same seed', () => {
    check(
      20,
      fc.property(mixes, fc.integer({ min: 1, max: 4 }), (mix, load) => {
        expect(runToyMix(mix, load).fingerprint).to.equal(runToyMix(mix, load).fingerprint);
      }),
    );
  });
});
