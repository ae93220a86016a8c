import { expect } from 'chai';
import { ModelError } from '../../../model/core/model-error.ts';
import { RandomStreams } from '../../../model/core/random.ts';
import { Frames } from '../../../model/hardware/frames.ts';

const COUNT = 16384;
/** Kernel images lie below; programs and files come next, a quarter of the rest serves the system. */
const IMAGE_END = 4096;
const BORDER = 13312;
/** Pages of a 256 KB direct-mapped second-level cache. */
const COLOURS = 64;

function framesOf(seed: string, count = COUNT): Frames {
  return new Frames(count, new RandomStreams(seed));
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
    const all = allocated(framesOf('all'), COUNT - IMAGE_END).sort((a, b) => a - b);
    expect(all).to.deep.equal(Array.from({ length: COUNT - IMAGE_END }, (_, index) => IMAGE_END + index));
  });

  it('of programs and of the system come from pools of their own', () => {
    const frames = framesOf('pools');
    expect(Math.max(...allocated(frames, 1000))).to.be.below(BORDER);
    for (let count = 0; count < 1000; count++) expect(frames.allocateSystem()).to.be.at.least(BORDER);
  });

  it('of programs do not depend on how many the system takes', () => {
    const frames = framesOf('independent');
    for (let count = 0; count < 10; count++) frames.allocateSystem();
    expect(allocated(frames, 100)).to.deep.equal(allocated(framesOf('independent'), 100));
  });

  it('come from the other pool when one is used up', () => {
    const frames = framesOf('borrow');
    allocated(frames, BORDER - IMAGE_END);
    expect(frames.allocate()).to.be.at.least(BORDER);
  });

  it('take random colours: conflicts come, but not all of one colour', () => {
    const colours = allocated(framesOf('colours'), COLOURS).map((frame) => frame % COLOURS);
    // Random colours leave about 1 - 1/e of 64 in use; an ordered allocation would use all of them.
    expect(new Set(colours).size).to.be.within(30, 50);
  });

  it('come back last in, first out', () => {
    const frames = framesOf('stack');
    const [a, b] = allocated(frames, 2);
    frames.release(a);
    frames.release(b);
    expect(allocated(frames, 2)).to.deep.equal([b, a]);
  });

  it('come back to the pool that they are from', () => {
    const frames = framesOf('return');
    const frame = frames.allocateSystem();
    frames.release(frame);
    expect(frames.allocate()).not.to.equal(frame);
    expect(frames.allocateSystem()).to.equal(frame);
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
    expect(frames.allocateContiguous(IMAGE_END - 256)).to.equal(256);
    expect(() => frames.allocateContiguous(1)).to.throw(ModelError, 'kernel images');
  });

  it('run out with a clear word', () => {
    const frames = framesOf('few', IMAGE_END + 8);
    allocated(frames, 8);
    const words = 'more physical memory than the machine has';
    expect(() => frames.allocate()).to.throw(ModelError, words);
    expect(() => frames.allocateSystem()).to.throw(ModelError, words);
  });

  it('count every change', () => {
    const frames = framesOf('changes');
    const frame = frames.allocate();
    frames.share(frame);
    frames.release(frame);
    expect(frames.generation).to.equal(3);
  });
});
