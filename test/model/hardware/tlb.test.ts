import { expect } from 'chai';
import fc from 'fast-check';
import { Tlb } from '../../../model/hardware/tlb.ts';
import { check } from '../../support/property.ts';

/** A two-way TLB of two sets after some accesses. */
function accessed(...keys: number[]): Tlb {
  const tlb = new Tlb(2, 2);
  for (const key of keys) tlb.access(key);
  return tlb;
}

describe('TLB', () => {
  it('misses once, then hits', () => {
    const tlb = new Tlb(2, 2);
    expect(tlb.access(6)).to.equal(false);
    expect(tlb.access(6)).to.equal(true);
  });

  it('replaces the least recently used entry of the set', () => {
    const tlb = accessed(0, 2, 4);
    expect([...tlb.keys]).to.deep.equal([4, 2, -1, -1]);
    expect(tlb.access(0)).to.equal(false);
  });

  it('keeps the entry that was used last', () => {
    const tlb = accessed(0, 2, 0, 4);
    expect(tlb.access(0)).to.equal(true);
    expect(tlb.access(2)).to.equal(false);
  });

  it('keeps its sets apart', () => {
    const tlb = accessed(0, 1, 3, 5);
    expect([...tlb.keys]).to.deep.equal([0, -1, 5, 3]);
  });

  it('drops one entry and keeps the order of the others', () => {
    const tlb = new Tlb(1, 3);
    [1, 2, 3].forEach((key) => tlb.access(key));
    tlb.invalidate(2);
    expect([...tlb.keys]).to.deep.equal([3, 1, -1]);
    tlb.access(4);
    expect([...tlb.keys]).to.deep.equal([4, 3, 1]);
  });

  it('drops nothing of another set when it invalidates', () => {
    const tlb = accessed(0, 1);
    tlb.invalidate(0);
    tlb.invalidate(7);
    expect([...tlb.keys]).to.deep.equal([-1, -1, 1, -1]);
  });

  it('is empty after a flush', () => {
    const tlb = accessed(0, 1, 2);
    expect(tlb.used).to.equal(3);
    tlb.flush();
    expect(tlb.used).to.equal(0);
    expect(tlb.access(0)).to.equal(false);
  });

  it('forgets the entries of one tag and keeps the order of the others', () => {
    const tlb = new Tlb(1, 4);
    for (const key of [0x10, 0x21, 0x23, 0x12]) tlb.access(key);
    tlb.forget(1, 4);
    expect([...tlb.keys]).to.deep.equal([0x23, 0x21, -1, -1]);
  });

  it('forgets the entries of one tag in every set', () => {
    const tlb = accessed(0x10, 0x11, 0x21);
    tlb.forget(1, 4);
    expect([...tlb.keys]).to.deep.equal([-1, -1, 0x21, -1]);
  });

  it('behaves as a naive list of entries does', () => {
    const operation = fc.oneof(
      { weight: 8, arbitrary: fc.record({ access: fc.nat(15) }) },
      { weight: 2, arbitrary: fc.record({ invalidate: fc.nat(15) }) },
      { weight: 1, arbitrary: fc.constant({ flush: true }) },
    );
    const geometry = fc.record({ sets: fc.constantFrom(1, 2, 4), ways: fc.integer({ min: 1, max: 4 }) });
    check(
      100,
      fc.property(geometry, fc.array(operation, { maxLength: 100, size: 'max' }), ({ sets, ways }, list) => {
        const tlb = new Tlb(sets, ways);
        const naive: number[][] = Array.from({ length: sets }, () => []);
        for (const step of list) {
          if ('flush' in step) {
            tlb.flush();
            naive.forEach((set) => set.splice(0));
          } else if ('invalidate' in step) {
            tlb.invalidate(step.invalidate);
            naive[step.invalidate % sets] = naive[step.invalidate % sets].filter(
              (key) => key !== step.invalidate,
            );
          } else {
            const set = naive[step.access % sets];
            expect(tlb.access(step.access)).to.equal(set.includes(step.access));
            naive[step.access % sets] = [step.access, ...set.filter((key) => key !== step.access)].slice(
              0,
              ways,
            );
          }
        }
        const keys = naive.flatMap((set) => Array.from({ length: ways }, (_, way) => set[way] ?? -1));
        expect([...tlb.keys]).to.deep.equal(keys);
      }),
    );
  });
});
