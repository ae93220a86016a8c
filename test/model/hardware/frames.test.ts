import { expect } from 'chai';
import { RandomStreams } from '../../../model/core/random.ts';
import { Frames } from '../../../model/hardware/frames.ts';

const COUNT = 16384;
/** Pages of a 256 KB direct-mapped second-level cache. */
const COLOURS = 64;

function framesOf(seed: string, count = COUNT): Frames {
  return new Frames(count, new RandomStreams(seed).stream('page-frames'));
}

function allocated(frames: Frames, count: number): number[] {
  return Array.from({ length: count }, () => frames.allocate());
}

describe('frames', () => {
  it('are handed out in an order that the seed decides', () => {
    const first = allocated(framesOf('one'), 100);
    expect(allocated(framesOf('one'), 100)).to.deep.equal(first);
    expect(allocated(framesOf('two'), 100)).not.to.deep.equal(first);
  });

  it('are handed out once each, above the kernel images', () => {
    const all = allocated(framesOf('all'), COUNT - 4096);
    expect(new Set(all).size).to.equal(all.length);
    expect(Math.min(...all)).to.equal(4096);
    expect(Math.max(...all)).to.equal(COUNT - 1);
  });

  it('take random colours: conflicts come, but not all of one colour', () => {
    const colours = allocated(framesOf('colours'), COLOURS).map((frame) => frame % COLOURS);
    const different = new Set(colours).size;
    // Random colours leave about 1 - 1/e of 64 in use; an ordered allocation would use all of them.
    expect(different).to.be.within(30, 50);
  });

  it('come back last in, first out', () => {
    const frames = framesOf('stack');
    const [a, b] = allocated(frames, 2);
    frames.release(a);
    frames.release(b);
    expect(allocated(frames, 2)).to.deep.equal([b, a]);
  });

  it('stay while anyone uses them', () => {
    const frames = framesOf('shared');
    const frame = frames.allocate();
    frames.share(frame);
    frames.release(frame);
    expect(frames.references[frame]).to.equal(1);
    expect(frames.allocate()).not.to.equal(frame);
    frames.release(frame);
    expect(frames.allocate()).to.equal(frame);
  });

  it('of kernel images follow each other from 1 MiB on', () => {
    const frames = framesOf('images');
    expect(frames.allocateContiguous(10)).to.equal(256);
    expect(frames.allocateContiguous(5)).to.equal(266);
  });

  it('of kernel images end at 16 MiB', () => {
    const frames = framesOf('images');
    expect(frames.allocateContiguous(4096 - 256)).to.equal(256);
    expect(() => frames.allocateContiguous(1)).to.throw(RangeError, 'kernel images');
  });

  it('run out with a clear word', () => {
    const frames = framesOf('few', 4098);
    allocated(frames, 2);
    expect(() => frames.allocate()).to.throw(RangeError, 'more physical memory than the machine has');
  });

  it('count every change', () => {
    const frames = framesOf('changes');
    const frame = frames.allocate();
    frames.share(frame);
    frames.release(frame);
    expect(frames.generation).to.equal(3);
  });
});
