import { expect } from 'chai';
import { RandomStreams } from '../../../model/core/random.ts';
import { FrameList } from '../../../model/hardware/frame-list.ts';

const list = (frames: number[], used: number, kept: number): FrameList =>
  new FrameList(frames, { used, kept }, new RandomStreams('pool').stream('order'));
const pool = (frames: number[]): FrameList => list(frames, 1, 0);
const takeAll = (frames: FrameList, count: number): (number | undefined)[] =>
  Array.from({ length: count }, () => frames.take());

describe('a list of frames in an order that is drawn', () => {
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

describe('a list of fresh frames', () => {
  it('goes in rising order, what was freed last before that', () => {
    const frames = list([4, 5, 6, 7], 0, 0);
    expect(takeAll(frames, 2)).to.deep.equal([4, 5]);
    frames.free(4);
    frames.free(5);
    expect(takeAll(frames, 5)).to.deep.equal([5, 4, 6, 7, undefined]);
  });

  it('stays in order when one is taken out by its remainder', () => {
    const frames = list([4, 5, 6, 7], 0, 0);
    expect(frames.takeCongruent(2, 4)).to.equal(6);
    expect(takeAll(frames, 4)).to.deep.equal([4, 5, 7, undefined]);
  });

  it('stays in order when those that pass are taken out', () => {
    const frames = list([4, 5, 6, 7, 8], 0, 0);
    expect(frames.take()).to.equal(4);
    expect(frames.takeAll((frame) => frame % 2 === 0)).to.deep.equal([6, 8]);
    expect(takeAll(frames, 3)).to.deep.equal([5, 7, undefined]);
  });
});

describe('a list of frames of which some were used before', () => {
  // Of eight, four were used before, and one of these is in use.
  const used = (): FrameList => list([0, 1, 2, 3, 4, 5, 6, 7], 0.5, 0.25);

  it('gives the free ones among them first, then the others in order, and at last what is in use', () => {
    const taken = takeAll(used(), 9);
    expect(taken.slice(0, 3)).to.satisfy((frames: number[]) => frames.every((frame) => frame < 4));
    expect(taken.slice(3, 7)).to.deep.equal([4, 5, 6, 7]);
    expect(taken[7]).to.be.below(4);
    expect(new Set(taken.slice(0, 8)).size).to.equal(8);
    expect(taken[8]).to.equal(undefined);
  });

  it('takes one of a remainder from the same places in turn', () => {
    const frames = used();
    const taken = Array.from({ length: 4 }, () => frames.takeCongruent(1, 2));
    expect(taken).to.deep.equal([1, 3, 5, 7]);
    const kept = list([0, 1, 2, 3], 0.5, 1);
    expect([kept.takeCongruent(0, 2), kept.takeCongruent(0, 2), kept.takeCongruent(0, 2)]).to.deep.equal([
      2,
      0,
      undefined,
    ]);
  });

  it('leaves the others their share of what is in use', () => {
    const frames = list([0, 1, 2, 3, 4, 5, 6, 7], 1, 0.5);
    expect(frames.takeAll((frame) => frame % 2 === 0)).to.have.members([0, 2, 4, 6]);
    // Two of the four odd ones are free; with no fresh frame the others follow.
    expect(new Set(takeAll(frames, 4))).to.deep.equal(new Set([1, 3, 5, 7]));
    expect(frames.take()).to.equal(undefined);
  });
});
