import { expect } from 'chai';
import fc from 'fast-check';
import { Cache } from '../../../model/hardware/cache.ts';
import { check } from '../../support/property.ts';

/** The least clever cache that can be right: for each set a list of lines, the latest first. */
class NaiveCache {
  readonly sets: { line: number; dirty: boolean }[][];
  private readonly ways: number;

  constructor(sets: number, ways: number) {
    this.sets = Array.from({ length: sets }, () => []);
    this.ways = ways;
  }

  access(line: number, write: boolean): boolean {
    const set = this.sets[line % this.sets.length];
    const at = set.findIndex((entry) => entry.line === line);
    if (at < 0) return false;
    const [entry] = set.splice(at, 1);
    set.unshift({ line, dirty: entry.dirty || write });
    return true;
  }

  /** Brings a line in; returns the dirty line that had to leave, or -1. */
  fill(line: number): number {
    const set = this.sets[line % this.sets.length];
    set.unshift({ line, dirty: false });
    const victim = set.length > this.ways ? set.pop() : undefined;
    return victim?.dirty ? victim.line : -1;
  }
}

/** A two-way cache of two sets after the fills of some lines. */
function filled(...lines: number[]): Cache {
  const cache = new Cache(2, 2);
  for (const line of lines) cache.fill(line);
  return cache;
}

describe('cache', () => {
  it('misses before a fill and hits after it', () => {
    const cache = new Cache(2, 2);
    expect(cache.touch(6)).to.equal(false);
    cache.fill(6);
    expect(cache.touch(6)).to.equal(true);
  });

  it('evicts the least recently used line of the set', () => {
    const cache = filled(0, 2, 4);
    expect([0, 2, 4].map((line) => cache.holds(line))).to.deep.equal([false, true, true]);
  });

  it('keeps the line that was touched last', () => {
    const cache = filled(0, 2);
    cache.touch(0);
    cache.fill(4);
    expect([0, 2, 4].map((line) => cache.holds(line))).to.deep.equal([true, false, true]);
  });

  it('does not count a mere look as a use', () => {
    const cache = filled(0, 2);
    cache.holds(0);
    cache.fill(4);
    expect(cache.holds(0)).to.equal(false);
  });

  it('keeps its sets apart', () => {
    const cache = filled(0, 1, 3, 5);
    expect([0, 1, 3, 5].map((line) => cache.holds(line))).to.deep.equal([true, false, true, true]);
  });

  it('does not allocate when a write misses', () => {
    const cache = new Cache(2, 2);
    expect(cache.write(0)).to.equal(false);
    expect(cache.holds(0)).to.equal(false);
  });

  it('hands out a dirty line that has to leave', () => {
    const cache = filled(0);
    cache.write(0);
    cache.fill(2);
    expect(cache.evicted).to.equal(-1);
    cache.fill(4);
    expect(cache.evicted).to.equal(0);
    cache.fill(6);
    expect(cache.evicted, 'the clean line 2').to.equal(-1);
  });

  it('fills a line clean where a dirty one was', () => {
    const cache = filled(0);
    cache.write(0);
    [2, 4, 6, 8].forEach((line) => {
      cache.fill(line);
    });
    expect(cache.evicted).to.equal(-1);
    expect([...cache.dirty]).to.deep.equal([0, 0, 0, 0]);
  });

  it('forgets everything when it is cleared', () => {
    const cache = filled(0, 1);
    cache.write(0);
    cache.clear();
    expect(cache.holds(0) || cache.holds(1)).to.equal(false);
    [0, 2, 4].forEach((line) => {
      cache.fill(line);
      expect(cache.evicted).to.equal(-1);
    });
  });

  it('behaves as a naive cache does', () => {
    const geometry = fc.record({ sets: fc.constantFrom(1, 2, 4), ways: fc.integer({ min: 1, max: 4 }) });
    const accesses = fc.array(fc.record({ line: fc.nat(15), write: fc.boolean() }), {
      maxLength: 100,
      size: 'max',
    });
    check(
      100,
      fc.property(geometry, accesses, ({ sets, ways }, list) => {
        const cache = new Cache(sets, ways);
        const naive = new NaiveCache(sets, ways);
        for (const { line, write } of list) {
          const hit = write ? cache.write(line) : cache.touch(line);
          expect(hit).to.equal(naive.access(line, write));
          if (hit || write) continue;
          cache.fill(line);
          expect(cache.evicted).to.equal(naive.fill(line));
        }
        const contents = naive.sets.flatMap((set) =>
          Array.from({ length: ways }, (_, way) => set[way] ?? { line: -1, dirty: false }),
        );
        expect([...cache.lines]).to.deep.equal(contents.map(({ line }) => line));
        expect([...cache.dirty]).to.deep.equal(contents.map(({ dirty }) => Number(dirty)));
      }),
    );
  });
});
