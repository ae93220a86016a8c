import { expect } from 'chai';
import { isSourcedEntry, quantity, sourced, STATUSES } from '../../../model/document/sourced.ts';

const cost = sourced('cycles');

function entry(value: unknown, rest: object = {}): object {
  return { value, source: 'a book', status: 'published', ...rest };
}

/** The message of the only issue. */
function refusal(schema: typeof cost, data: unknown): string {
  const { error } = schema.safeParse(data);
  expect(error?.issues).to.have.lengthOf(1);
  return error!.issues[0].message;
}

describe('quantity in a file', () => {
  it('becomes a number of base units', () => {
    expect(quantity('size').parse('256 KiB')).to.equal(262144);
    expect(quantity('count').parse(3)).to.equal(3);
  });

  it('must have the dimension', () => {
    expect(refusal(quantity('size'), '256 ns')).to.match(/^a number with a unit of size/);
    expect(refusal(quantity('size'), { value: '256 KiB' })).to.match(/^a number with a unit of size/);
    expect(refusal(quantity('count'), '256 KiB')).to.equal('a plain number');
  });

  it('must keep its bounds, which are named with their unit', () => {
    const schema = quantity('size', { min: 1024, max: 4096, integer: true });
    expect(schema.parse('1 KiB')).to.equal(1024);
    expect(schema.parse('4 KiB')).to.equal(4096);
    expect(refusal(schema, '1023 B')).to.equal('at least 1024 B');
    expect(refusal(schema, '4097 B')).to.equal('at most 4096 B');
    expect(refusal(schema, '2000.5 B')).to.equal('a whole number');
    expect(refusal(quantity('count', { max: 1 }), 2)).to.equal('at most 1');
  });

  it('is never negative unless that is allowed', () => {
    expect(refusal(quantity('cycles'), '-1 cycles')).to.equal('no negative value');
    expect(quantity('cycles', {}).parse('-1 cycles')).to.equal(-1);
  });
});

describe('sourced entry', () => {
  it('becomes its value', () => {
    expect(cost.parse(entry('25 cycles'))).to.equal(25);
    expect(cost.parse(entry('25 cycles', { range: ['25 cycles', '30 cycles'], note: 'n' }))).to.equal(25);
  });

  it('takes every status and no other', () => {
    for (const status of STATUSES)
      expect(cost.safeParse(entry('1 cycle', { status })).success).to.equal(true);
    expect(cost.safeParse(entry('1 cycle', { status: 'guessed' })).success).to.equal(false);
  });

  it('needs its source', () => {
    expect(cost.safeParse(entry('1 cycle', { source: undefined })).success).to.equal(false);
    expect(cost.safeParse(entry('1 cycle', { source: '' })).success).to.equal(false);
  });

  it('is no bare value', () => {
    expect(refusal(cost, '25 cycles')).to.equal('an entry { value, source, status }');
  });

  it('lies within its range', () => {
    const words = 'a range [low, high] that holds the value';
    expect(refusal(cost, entry('24 cycles', { range: ['25 cycles', '30 cycles'] }))).to.equal(words);
    expect(refusal(cost, entry('31 cycles', { range: ['25 cycles', '30 cycles'] }))).to.equal(words);
    expect(refusal(cost, entry('25 cycles', { range: ['30 cycles', '20 cycles'] }))).to.equal(words);
  });

  it('may leave its range as a what-if', () => {
    const data = entry('99 cycles', { status: 'what-if', range: ['25 cycles', '30 cycles'] });
    expect(cost.parse(data)).to.equal(99);
    const reversed = entry('99 cycles', { status: 'what-if', range: ['30 cycles', '25 cycles'] });
    expect(cost.safeParse(reversed).success).to.equal(false);
  });

  it('has no other keys', () => {
    expect(refusal(cost, entry('25 cycles', { unit: 'cycles' }))).to.match(/^one of the keys value, source/);
  });

  it('is known by its keys', () => {
    expect(isSourcedEntry(entry(1))).to.equal(true);
    expect(isSourcedEntry({ value: 1, source: 'a book' })).to.equal(false);
    expect(isSourcedEntry(null)).to.equal(false);
    expect(isSourcedEntry('value')).to.equal(false);
  });
});
