import { expect } from 'chai';
import { RandomStreams } from '../../../../model/core/random.ts';
import { Frames } from '../../../../model/hardware/frames.ts';
import { MemoryMap, REGION } from '../../../../model/kernels/engine/memory-map.ts';
import { frameLayout } from '../../../support/frames.ts';

describe('a window of large pages', () => {
  const windowOf = (largePages: boolean): { flags: number; entryLine: number } => {
    const map = new MemoryMap(new Frames(frameLayout(8192), new RandomStreams('1')), largePages);
    const region = map.createWindow(0, 4096, 2048, true);
    return { flags: map.flags[region], entryLine: map.entryLine[map.first[region] + 9] };
  };

  it('needs no page table', () => {
    expect(windowOf(true)).to.deep.equal({ flags: REGION.large, entryLine: 0 });
  });

  it('is mapped by small pages where the processor has no others', () => {
    const { flags, entryLine } = windowOf(false);
    expect(flags).to.equal(0);
    // The tenth entry of a page table lies in its second line.
    expect(entryLine % 128).to.equal(1);
    expect(entryLine).to.be.greaterThan(128);
  });
});
