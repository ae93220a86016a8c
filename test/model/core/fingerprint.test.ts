import { expect } from 'chai';
import fc from 'fast-check';
import { Fingerprint } from '../../../model/core/fingerprint.ts';
import { check } from '../../support/property.ts';

function digestOf(...parts: (readonly number[] | string)[]): string {
  const hash = new Fingerprint();
  for (const part of parts) {
    if (typeof part === 'string') hash.addText(part);
    else hash.add(part);
  }
  return hash.digest();
}

describe('fingerprint', () => {
  it('is 16 hexadecimal digits', () => {
    expect(digestOf()).to.match(/^[0-9a-f]{16}$/);
    expect(digestOf([1, 2, 3])).to.match(/^[0-9a-f]{16}$/);
  });

  it('does not depend on how the numbers are handed over', () => {
    check(
      100,
      fc.property(fc.array(fc.double()), fc.array(fc.double()), (first, second) => {
        expect(digestOf(first, second)).to.equal(digestOf([...first, ...second]));
      }),
    );
  });

  it('changes with any one number', () => {
    const numbers = fc.array(fc.integer(), { minLength: 1, maxLength: 20, size: 'max' });
    check(
      100,
      fc.property(numbers, fc.nat(), fc.integer({ min: 1 }), (list, position, change) => {
        const other = [...list];
        other[position % list.length] += change;
        expect(digestOf(other)).not.to.equal(digestOf(list));
      }),
    );
  });

  it('changes with the order', () => {
    expect(digestOf([1, 2])).not.to.equal(digestOf([2, 1]));
  });

  it('changes with the length', () => {
    expect(digestOf([0])).not.to.equal(digestOf([]));
    expect(digestOf([0, 0])).not.to.equal(digestOf([0]));
  });

  it('sees the last bit of a number', () => {
    expect(digestOf([1 + Number.EPSILON])).not.to.equal(digestOf([1]));
  });

  it('mixes texts in', () => {
    expect(digestOf('ab')).to.equal(digestOf('a', 'b'));
    expect(digestOf('ab')).not.to.equal(digestOf('ba'));
  });

  it('has no collisions among many small trajectories', () => {
    const digests = new Set<string>();
    for (let a = 0; a < 100; a++) for (let b = 0; b < 100; b++) digests.add(digestOf([a, b]));
    expect(digests.size).to.equal(10_000);
    expect([...digests].filter((digest) => !/^[0-9a-f]{16}$/.test(digest))).to.deep.equal([]);
  });
});
