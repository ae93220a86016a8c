import { expect } from 'chai';
import fc from 'fast-check';
import { BufferCache } from '../../../model/workloads/buffer-cache.ts';
import { check } from '../../support/property.ts';

describe('the buffer cache', () => {
  it('gives up the page that was used longest ago', () => {
    const cache = new BufferCache(2, 4);
    cache.touch(0);
    cache.touch(1);
    cache.touch(0);
    cache.touch(2);
    expect([0, 1, 2].map((page) => cache.has(page))).to.deep.equal([true, false, true]);
  });

  it('says which dirty page had to go', () => {
    const cache = new BufferCache(1, 2);
    expect(cache.touch(0)).to.equal(-1);
    cache.dirty(0, 5);
    expect(cache.touch(1)).to.equal(0);
    expect(cache.dirtyPages).to.equal(0);
  });

  it('counts a page as old from its first write', () => {
    const cache = new BufferCache(4, 4);
    cache.touch(0);
    cache.dirty(0, 10);
    cache.dirty(0, 50);
    expect(cache.oldestDirty(9)).to.equal(-1);
    expect(cache.oldestDirty(10)).to.equal(0);
    cache.clean(0);
    expect(cache.oldestDirty(100)).to.equal(-1);
  });

  it('behaves as a list of pages in order of use', () => {
    const action = fc.record({ kind: fc.constantFrom('touch', 'dirty', 'clean', 'drop'), page: fc.nat(7) });
    check(
      100,
      fc.property(
        fc.array(action, { maxLength: 60, size: 'max' }),
        fc.integer({ min: 1, max: 5 }),
        (actions, capacity) => {
          const cache = new BufferCache(capacity, 8);
          let used: number[] = [];
          const dirty = new Set<number>();
          for (const { kind, page } of actions) {
            const there = used.includes(page);
            if (kind === 'touch') {
              used = [...used.filter((other) => other !== page), page];
              let gone = -1;
              if (used.length > capacity) {
                const oldest = used.shift()!;
                if (dirty.delete(oldest)) gone = oldest;
              }
              expect(cache.touch(page)).to.equal(gone);
            } else if (kind === 'dirty') {
              if (there) dirty.add(page);
              cache.dirty(page, 0);
            } else if (kind === 'clean') {
              dirty.delete(page);
              cache.clean(page);
            } else {
              used = used.filter((other) => other !== page);
              dirty.delete(page);
              cache.drop(page);
            }
            expect(cache.pages).to.equal(used.length);
            expect(cache.dirtyPages).to.equal(dirty.size);
            expect(cache.oldestDirty(0)).to.equal([...dirty][0] ?? -1);
          }
        },
      ),
    );
  });
});
