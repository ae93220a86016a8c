import { expect } from 'chai';
import fc from 'fast-check';
import { instructionsOf } from '../../../support/outcome.ts';
import { check } from '../../../support/property.ts';
import { toy } from '../../../support/toy.ts';

/** The value of an expression, as the number of instructions that are run so many times. */
const valueOf = (expression: string, before = ''): number =>
  instructionsOf(`[${before}{ run: one, times: ${JSON.stringify(expression)} }]`);

describe('expressions in paths', () => {
  it('follows the usual precedence', () => {
    expect(valueOf('1 + 2 * 3')).to.equal(7);
    expect(valueOf('(1 + 2) * 3')).to.equal(9);
    expect(valueOf('10 - 4 - 3')).to.equal(3);
    expect(valueOf('2 + 3 > 4 && 1 < 0 || 1')).to.equal(1);
    expect(valueOf('!0 + !5')).to.equal(1);
    expect(valueOf('-3 + 10')).to.equal(7);
  });

  it('divides to whole numbers, and by zero to zero', () => {
    expect(valueOf('17 / 5')).to.equal(3);
    expect(valueOf('17 % 5')).to.equal(2);
    expect(valueOf('4 + 17 / 0')).to.equal(4);
    expect(valueOf('4 + 17 % 0')).to.equal(4);
  });

  it('knows min, max, true and false', () => {
    expect(valueOf('min(3, 8) + max(3, 8)')).to.equal(11);
    expect(valueOf('true + true + false')).to.equal(2);
  });

  it('reads variables, fields and queues', () => {
    expect(valueOf('n * 2', '{ set: { n: 21 } }, ')).to.equal(42);
    expect(valueOf('left.items + left.limit', '{ set: { left.items: 3 } }, ')).to.equal(7);
    expect(valueOf('waiters(left.readers) + 5')).to.equal(5);
  });

  it('counts the memory areas of a process', () => {
    // text, data, bss, cold, stack, and the vector that the structure adds.
    expect(valueOf('areas(self)')).to.equal(6);
  });

  it('knows whether a system call is under way', () => {
    expect(valueOf('kernel_depth')).to.equal(0);
    const inside = toy.replace(
      'personality',
      'nothing: { steps: [{ run: one }] }',
      'nothing: { steps: [{ run: one, times: kernel_depth * 3 }] }',
    );
    expect(instructionsOf('[{ syscall: nothing }]', inside)).to.equal(3);
  });

  it('tells addresses from numbers', () => {
    expect(valueOf('table == table')).to.equal(1);
    expect(valueOf('table + 64 != table')).to.equal(1);
    expect(valueOf('table == buffer')).to.equal(0);
  });

  it('agrees with JavaScript on random expressions', () => {
    const { tree } = fc.letrec<{ tree: { text: string; value: number } }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.nat(99).map((value) => ({ text: String(value), value })),
        fc
          .tuple(fc.constantFrom(...OPERATORS), tie('tree'), tie('tree'))
          .map(([[sign, apply], left, right]) => ({
            text: `(${left.text} ${sign} ${right.text})`,
            value: apply(left.value, right.value),
          })),
      ),
    }));
    check(
      60,
      fc.property(fc.array(tree, { minLength: 1, maxLength: 8 }), (trees) => {
        // A sum of clamped values, for instructions can only be counted upwards.
        const clamped = trees.map(({ text }) => `max(0, min(999, ${text}))`).join(' + ');
        const expected = trees.reduce((sum, { value }) => sum + Math.max(0, Math.min(999, value)), 0);
        expect(valueOf(clamped)).to.equal(expected);
      }),
    );
  });
});

const OPERATORS: [string, (left: number, right: number) => number][] = [
  ['+', (left, right) => left + right],
  ['-', (left, right) => left - right],
  ['*', (left, right) => left * right],
  ['/', (left, right) => (right === 0 ? 0 : Math.floor(left / right))],
  ['%', (left, right) => (right === 0 ? 0 : left % right)],
  ['<', (left, right) => Number(left < right)],
  ['<=', (left, right) => Number(left <= right)],
  ['>', (left, right) => Number(left > right)],
  ['>=', (left, right) => Number(left >= right)],
  ['==', (left, right) => Number(left === right)],
  ['!=', (left, right) => Number(left !== right)],
  ['&&', (left, right) => Number(left !== 0 && right !== 0)],
  ['||', (left, right) => Number(left !== 0 || right !== 0)],
];
