import { expect } from 'chai';
import { RandomStreams } from '../../../model/core/random.ts';
import { FramePool } from '../../../model/hardware/frame-pool.ts';

const pool = (frames: number[]): FramePool =>
  new FramePool(frames, new RandomStreams('pool').stream('order'));

describe('a pool of frames', () => {
  it('hands each frame out once', () => {
    const frames = pool([5, 6, 7, 8]);
    const all = [frames.take(), frames.take(), frames.take(), frames.take()];
    expect(new Set(all)).to.deep.equal(new Set([5, 6, 7, 8]));
    expect(frames.take()).to.equal(undefined);
  });

  it('finds a frame by its remainder, the freed ones first', () => {
    const frames = pool([4, 5, 6, 7]);
    expect(frames.takeCongruent(1, 4)).to.equal(5);
    expect(frames.takeCongruent(1, 4)).to.equal(undefined);
    frames.free(9);
    expect(frames.takeCongruent(1, 4)).to.equal(9);
  });

  it('keeps its other frames when none fits', () => {
    const frames = pool([4, 8]);
    expect(frames.takeCongruent(1, 4)).to.equal(undefined);
    expect(new Set([frames.take(), frames.take()])).to.deep.equal(new Set([4, 8]));
  });

  it('fills the gap of a freed frame with the one that was freed last', () => {
    const frames = pool([]);
    for (const frame of [1, 2, 3, 4]) frames.free(frame);
    expect(frames.takeCongruent(2, 4)).to.equal(2);
    expect([frames.take(), frames.take(), frames.take(), frames.take()]).to.deep.equal([3, 4, 1, undefined]);
  });

  it('leaves no gap where the frame freed last fits', () => {
    const frames = pool([]);
    for (const frame of [1, 2]) frames.free(frame);
    expect(frames.takeCongruent(2, 4)).to.equal(2);
    expect([frames.take(), frames.take()]).to.deep.equal([1, undefined]);
  });

  it('gives up all frames that pass, fresh and freed', () => {
    const frames = pool([1, 2, 3, 4]);
    frames.free(12);
    frames.free(13);
    expect(frames.takeAll((frame) => frame % 2 === 0).sort((left, right) => left - right)).to.deep.equal([
      2, 4, 12,
    ]);
    expect(frames.take(), 'freed before').to.equal(13);
    expect(new Set([frames.take(), frames.take()])).to.deep.equal(new Set([1, 3]));
    expect(frames.take()).to.equal(undefined);
  });
});
