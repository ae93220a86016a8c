import { expect } from 'chai';
import { ticksOf } from '../../../model/core/clock.ts';
import { RandomStreams } from '../../../model/core/random.ts';
import { Disk } from '../../../model/hardware/disk.ts';
import type { Machine } from '../../../model/hardware/machine.ts';
import { toy } from '../../support/toy.ts';

const MS = 1e6;
/** One revolution at 6000 rpm. */
const REVOLUTION = 10 * MS;
/** Command overhead, and 1024 bytes at 1 MB/s. */
const OVERHEAD = 1 * MS;
const KILOBYTE = 1.024 * MS;

/** The toy disk with 100 cylinders of 1024 blocks: seeks of 2 ms from track to track and 10 ms on average; first come, first served. */
const machine: Machine = {
  ...toy.machine(),
  disk: { ...toy.machine().disk, cylinders: 100, size: 100 * 1024 * 1024, queue: undefined },
};
const withElevator: Machine = { ...machine, disk: { ...machine.disk, queue: toy.machine().disk.queue } };
const CYLINDER = 1024;

function newDisk(seed = 'disk'): { disk: Disk; rotations: () => number } {
  const stream = new RandomStreams(seed).stream('disk-rotation');
  return { disk: new Disk(machine, stream), rotations: () => stream.draws };
}

/** Time to seek over some cylinders: the time of the request less its overhead, transfer and rotation. */
function seekOver(cylinders: number): number {
  const { disk } = newDisk();
  const rotation = new RandomStreams('disk').stream('disk-rotation').uniform() * REVOLUTION;
  return disk.serviceTime(cylinders * CYLINDER + 1, 1024) - OVERHEAD - KILOBYTE - rotation;
}

describe('disk', () => {
  it('needs overhead and transfer only for a request that continues the one before', () => {
    const { disk, rotations } = newDisk();
    disk.serviceTime(5, 2048);
    const before = rotations();
    expect(disk.serviceTime(7, 1024)).to.be.closeTo(OVERHEAD + KILOBYTE, 1);
    expect(disk.serviceTime(8, 4096)).to.be.closeTo(OVERHEAD + 4 * KILOBYTE, 1);
    expect(rotations(), 'draws').to.equal(before);
  });

  it('waits for the rotation but does not seek within a cylinder', () => {
    const { disk, rotations } = newDisk();
    disk.serviceTime(5, 1024);
    const time = disk.serviceTime(100, 1024);
    expect(rotations()).to.equal(2);
    expect(time).to.be.within(OVERHEAD + KILOBYTE, OVERHEAD + KILOBYTE + REVOLUTION);
  });

  it('seeks with the square root of the distance', () => {
    // 2 ms + (10 ms - 2 ms) / (8/15) * sqrt(distance / 100)
    expect(seekOver(0)).to.be.closeTo(0, 1);
    expect(seekOver(1)).to.be.closeTo(2 * MS + 1.5 * MS, 1);
    expect(seekOver(25)).to.be.closeTo(2 * MS + 7.5 * MS, 1);
    expect(seekOver(81)).to.be.closeTo(2 * MS + 13.5 * MS, 1);
  });

  it('seeks as long in either direction', () => {
    const { disk } = newDisk();
    disk.serviceTime(90 * CYLINDER, 1024);
    const back = disk.serviceTime(9 * CYLINDER, 1024);
    const draws = new RandomStreams('disk').stream('disk-rotation');
    draws.uniform();
    expect(back - OVERHEAD - KILOBYTE - draws.uniform() * REVOLUTION).to.be.closeTo(seekOver(81), 1);
  });

  it('has the average seek of its profile over random positions', () => {
    const { disk } = newDisk('positions');
    const blocks = new RandomStreams('positions').stream('blocks');
    let total = 0;
    const requests = 20_000;
    for (let request = 0; request < requests; request++)
      total += disk.serviceTime(blocks.below(100 * CYLINDER), 1024);
    const expected = OVERHEAD + KILOBYTE + REVOLUTION / 2 + machine.disk['average-seek'];
    expect(total / requests).to.be.closeTo(expected, 0.02 * expected);
  });

  it('stays on its last cylinder for blocks beyond its end', () => {
    expect(seekOver(1000)).to.be.closeTo(seekOver(99), 1);
  });

  it('takes ticks of the processor clock', () => {
    const { disk } = newDisk();
    const expected = newDisk().disk.serviceTime(3, 1024);
    // 100 MHz: a tenth of a cycle each nanosecond.
    expect(disk.submit(3, 1024, 0, false)).to.equal(ticksOf(expected / 10));
  });

  it('serves requests first come, first served where the profile says nothing of a queue', () => {
    const { disk } = newDisk();
    const alone = newDisk().disk;
    expect(disk.submit(10, 1024, 1, false)).to.be.above(0);
    expect(disk.submit(50 * CYLINDER, 1024, 2, true), 'waits').to.equal(-1);
    expect(disk.submit(50 * CYLINDER + 1, 2048, 3, false), 'waits').to.equal(-1);
    alone.serviceTime(10, 1024);
    const second = ticksOf(alone.serviceTime(50 * CYLINDER, 1024) / 10);
    const third = ticksOf(alone.serviceTime(50 * CYLINDER + 1, 2048) / 10);
    expect(disk.complete()).to.deep.equal({ queues: [1], next: second });
    expect(disk.complete()).to.deep.equal({ queues: [2], next: third });
    expect(disk.busy).to.equal(true);
    expect(disk.complete()).to.deep.equal({ queues: [3], next: -1 });
    expect(disk.busy).to.equal(false);
  });

  it('starts at once again when it has become idle', () => {
    const { disk } = newDisk();
    disk.submit(0, 1024, 1, true);
    disk.complete();
    expect(disk.submit(1, 1024, 2, false)).to.equal(ticksOf((OVERHEAD + KILOBYTE) / 10));
  });

  it('serves neighbours that waited as one request, and wakes all who wait for it', () => {
    const disk = new Disk(withElevator, new RandomStreams('disk').stream('disk-rotation'));
    const alone = newDisk().disk;
    disk.submit(10, 1024, 1, true);
    disk.submit(50 * CYLINDER, 2048, 2, true);
    disk.submit(50 * CYLINDER + 2, 1024, 3, true);
    alone.serviceTime(10, 1024);
    const both = ticksOf(alone.serviceTime(50 * CYLINDER, 3072) / 10);
    expect(disk.complete()).to.deep.equal({ queues: [1], next: both });
    expect(disk.complete()).to.deep.equal({ queues: [2, 3], next: -1 });
  });
});
