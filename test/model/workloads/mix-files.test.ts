import { expect } from 'chai';
import type { JobMixSpec } from '../../../model/workloads/mix-file.ts';
import { MixFiles } from '../../../model/workloads/mix-files.ts';

const KILOBYTE = 1024;
const SPEC = {
  memory: { system: 0, 'each-task': 0, page: 4 * KILOBYTE },
  files: {
    block: KILOBYTE,
    'first-block': 100,
    'blocks-per-group': 64,
    'direct-blocks': 4,
    'blocks-per-indirect': 8,
    'read-ahead': 0,
  },
  'write-back': { 'dirty-limit': 1, 'blocks-per-request': 16 },
} as unknown as JobMixSpec;

/** Files of 22 blocks: 4 that the inode names, three indirect blocks with 8, 8 and 2; 24 blocks of pages and 3 indirect blocks each. */
const files = (): MixFiles => new MixFiles(SPEC, 2, 22, 100 * 4 * KILOBYTE);

describe('files of a mix', () => {
  it('have indirect blocks in front of those that they name', () => {
    const own = files();
    expect([0, 3, 4, 11, 12, 20, 21].map((block) => own.diskBlock(0, block))).to.deep.equal([
      100, 103, 105, 112, 114, 123, 124,
    ]);
    expect([4, 11, 12, 19, 20].map((block) => own.namingBlock(0, block))).to.deep.equal([
      104, 104, 113, 113, 122,
    ]);
    expect(own.diskBlock(1, 0)).to.equal(127);
  });

  it('have their inode behind the bitmap of their group', () => {
    const own = files();
    expect(own.bitmapBlock(100)).to.equal(64);
    expect(own.namingBlock(0, 3)).to.equal(65);
    // File 2 begins at block 154, in the group that begins at 128.
    expect(own.inodeBlock(2)).to.equal(129);
  });

  it('write what names their blocks once it is old, the oldest first', () => {
    const own = files();
    own.extend(0, 2, 10);
    own.extend(0, 5, 20);
    own.extend(0, 6, 40);
    const blocks = (limit: number): number[] => own.takeChanged(limit).map(({ block }) => block);
    expect(blocks(9)).to.deep.equal([]);
    expect(blocks(15)).to.deep.equal([65, 64]);
    expect(blocks(39), 'its age counts from the first change').to.deep.equal([104]);
    expect(blocks(Infinity)).to.deep.equal([]);
  });

  it('leave bitmaps and an inode to write when they go, and no indirect block', () => {
    const own = files();
    for (let block = 0; block < 22; block++) own.extend(1, block, 1);
    own.remove(1, 22, 2);
    // Blocks 127 to 151 lie in two groups.
    expect(
      own
        .takeChanged(Infinity)
        .map(({ block }) => block)
        .sort((left, right) => left - right),
    ).to.deep.equal([64, 65, 128]);
  });
});
