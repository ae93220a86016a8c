import { expect } from 'chai';
import { z } from 'zod';
import { check, ExtendedDocument, mapOf, merge } from '../../../model/document/check.ts';
import { SpecDocument } from '../../../model/document/document.ts';
import { SpecError, type Problem } from '../../../model/document/problem.ts';

/** A chain of documents, the extending one first: `0.yaml`, `1.yaml`, ... */
function chain(...texts: string[]): ExtendedDocument {
  return new ExtendedDocument(texts.map((text, index) => new SpecDocument({ file: `${index}.yaml`, text })));
}

function problemsOf(schema: z.ZodType, document: ExtendedDocument): readonly Problem[] {
  try {
    check(schema, document.data, document);
  } catch (error) {
    if (error instanceof SpecError) return error.problems;
    throw error;
  }
  return [];
}

/** The words of the only problem of a text. */
function words(schema: z.ZodType, text: string): [expected: string, found: string] {
  const problems = problemsOf(schema, chain(text));
  expect(problems).to.have.lengthOf(1);
  return [problems[0].expected, problems[0].found];
}

describe('merge', () => {
  it('joins maps key by key', () => {
    expect(merge({ a: { b: 1, c: 2 }, d: 3 }, { a: { c: 4 }, e: 5 })).to.deep.equal({
      a: { b: 1, c: 4 },
      d: 3,
      e: 5,
    });
  });

  it('replaces lists and scalars as a whole', () => {
    expect(merge({ a: [1, 2, 3] }, { a: [4] })).to.deep.equal({ a: [4] });
    expect(merge({ a: { b: 1 } }, { a: 2 })).to.deep.equal({ a: 2 });
    expect(merge({ a: 2 }, { a: { b: 1 } })).to.deep.equal({ a: { b: 1 } });
  });

  it('replaces a sourced entry as a whole: its range does not outlive it', () => {
    const base = { a: { value: 1, source: 's', status: 'published', range: [0, 2] } };
    const entry = { value: 9, source: 't', status: 'estimated' };
    expect(merge(base, { a: entry })).to.deep.equal({ a: entry });
  });

  it('inherits what is left empty', () => {
    expect(merge({ a: { b: 1 } }, { a: null })).to.deep.equal({ a: { b: 1 } });
  });

  it('changes neither side', () => {
    const base = { a: { b: 1 } };
    const extension = { a: { c: 2 } };
    merge(base, extension);
    expect([base, extension]).to.deep.equal([{ a: { b: 1 } }, { a: { c: 2 } }]);
  });

  it('knows only the keys of the map itself', () => {
    expect(merge({ a: 1 }, { constructor: { b: 1 } }))
      .to.have.own.property('constructor')
      .deep.equal({ b: 1 });
  });
});

describe('extended document', () => {
  it('lets the nearest file win', () => {
    const document = chain('a: 1', 'a: 2\nb: 2', 'a: 3\nb: 3\nc: 3');
    expect(document.data).to.deep.equal({ a: 1, b: 2, c: 3 });
    expect(['a', 'b', 'c'].map((key) => document.originOf([key]).file)).to.deep.equal([
      '0.yaml',
      '1.yaml',
      '2.yaml',
    ]);
  });

  it('points at the file that a value comes from', () => {
    const document = chain('a: { b: 1 }', '# parent\na: { b: 2, c: x }');
    expect(document.problem(['a', 'c'], 'a number')).to.include({
      file: '1.yaml',
      line: 2,
      key: 'a.c',
      found: '"x"',
    });
  });

  it('points at the file that replaced a value, not at what it replaced', () => {
    const document = chain('a: { value: 1 }', 'a: { value: 1, source: s }');
    expect(document.originOf(['a', 'source']).file).to.equal('0.yaml');
    expect(chain('a: [1]', 'a: [1, 2]').originOf(['a', 1]).file).to.equal('0.yaml');
    expect(chain('a: 5', 'a: { b: 1 }').originOf(['a', 'b']).file).to.equal('0.yaml');
  });

  it('points at the extending file when no file has the key', () => {
    expect(chain('a: { b: 1 }', 'c: 1').problem(['a', 'x'], 'a number')).to.include({
      file: '0.yaml',
      line: 1,
      column: 4,
      found: 'nothing',
    });
  });
});

describe('check', () => {
  it('hands the parsed value out', () => {
    const document = chain('a: 1');
    expect(check(z.strictObject({ a: z.number() }), document.data, document)).to.deep.equal({ a: 1 });
  });

  it('finds every problem', () => {
    const schema = mapOf({ a: z.number(), b: z.number(), c: z.number() });
    expect(problemsOf(schema, chain('a: x\nb: 1\nd: 2')).map(({ key, line }) => [key, line])).to.deep.equal([
      ['a', 1],
      ['c', 1],
      ['d', 3],
    ]);
  });

  const cases: [what: string, schema: z.ZodType, text: string, expected: string, found: string][] = [
    ['a text for a number', z.number(), 'x', 'a number', '"x"'],
    ['a number for a text', z.string(), '5', 'a text', '5'],
    ['a map for a list', z.array(z.number()), 'a: 1', 'a list', 'a map with the keys a'],
    ['a list for a map', mapOf({}), '[1]', 'a map', 'a list of 1'],
    ['a text for a boolean', z.boolean(), 'maybe', 'true or false', '"maybe"'],
    ['a fraction for an integer', z.int(), '1.5', 'an integer', '1.5'],
    ['no number at all', z.number(), '.nan', 'a number', 'NaN'],
    ['an empty file', mapOf({}), '', 'a map', 'nothing'],
    ['a word of no list', z.enum(['a', 'b']), 'c', 'one of a, b', '"c"'],
    ['too little', z.number().min(2), '1', 'at least 2', '1'],
    ['too much', z.number().max(2), '3', 'at most 2', '3'],
    ['zero where more is needed', z.number().positive(), '0', 'more than 0', '0'],
    ['an empty text', z.string().min(1), '""', 'a text that is not empty', '""'],
    ['a short list', z.array(z.number()).min(2), '[1]', 'a list of at least 2', 'a list of 1'],
    ['a long list', z.tuple([z.number()]), '[1, 2]', 'a list of at most 1', 'a list of 2'],
    ['an unknown key', z.strictObject({}), 'a: 1', 'only known keys here', 'the unknown key "a"'],
    ['a bad key', z.record(z.string().regex(/^a$/, 'an a'), z.number()), 'b: 1', 'an a', '"b"'],
  ];
  for (const [what, schema, text, expected, found] of cases) {
    it(`has words for ${what}`, () => {
      expect(words(schema, text)).to.deep.equal([expected, found]);
    });
  }

  it('looks into the alternative that was meant', () => {
    const schema = z.union([z.number().min(0), mapOf({ n: z.number().min(0) })], {
      error: 'a number or { n }',
    });
    expect(words(schema, '-1')).to.deep.equal(['at least 0', '-1']);
    expect(words(schema, 'n: -1')).to.deep.equal(['at least 0', '-1']);
    expect(words(schema, 'n: x')).to.deep.equal(['a number', '"x"']);
    expect(words(schema, '[1]')).to.deep.equal(['a number or { n }', 'a list of 1']);
    expect(problemsOf(schema, chain('n: -1'))[0]).to.include({ key: 'n', line: 1, column: 4 });
  });

  it('names the keys that there are', () => {
    expect(words(mapOf({ a: z.number().optional(), b: z.number().optional() }), 'c: 1')[0]).to.equal(
      'one of the keys a, b',
    );
  });
});
