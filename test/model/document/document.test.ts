import { expect } from 'chai';
import { formatPath, SpecDocument, valueAt } from '../../../model/document/document.ts';
import { SpecError, type Problem } from '../../../model/document/problem.ts';
import { takeMark } from '../../support/mistake.ts';

function parse(text: string): SpecDocument {
  return new SpecDocument({ file: 'f.yaml', text });
}

function faultOf(text: string): Problem {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof SpecError) return error.problems[0];
    throw error;
  }
  throw new Error('accepted');
}

/** Expects a fault at the mark of a text. */
function expectFault(marked: string, expected: string, found: string | RegExp): void {
  const { text, ...position } = takeMark(marked);
  const fault = faultOf(text);
  expect(fault).to.include({ file: 'f.yaml', ...position, expected });
  if (typeof found === 'string') expect(fault.found).to.equal(found);
  else expect(fault.found).to.match(found);
}

describe('document', () => {
  const places: [what: string, text: string, path: (string | number)[], at: 'key' | 'value'][] = [
    ['a value', 'a: 1\nb: §2\n', ['b'], 'value'],
    ['a key', 'a: 1\n§b: 2\n', ['b'], 'key'],
    ['a value in a map', 'a:\n  b:\n    c: §5\n', ['a', 'b', 'c'], 'value'],
    ['a key in a map', 'a:\n  b:\n    §c: 5\n', ['a', 'b', 'c'], 'key'],
    ['a value in flow style', 'a: { b: 1, c: { d: §5 } }\n', ['a', 'c', 'd'], 'value'],
    ['a key in flow style', 'a: { b: 1, §c: { d: 5 } }\n', ['a', 'c'], 'key'],
    ['an item of a list', 'a:\n  - 1\n  - §2\n', ['a', 1], 'value'],
    ['a key in an item', 'a: [{ b: 1 }, { §b: 2 }]\n', ['a', 1, 'b'], 'key'],
    ['a numeric key', '1: a\n2: §b\n', ['2'], 'value'],
    ['a quoted value', "a: §'one two'\n", ['a'], 'value'],
    ['a value after a comment', '# first\n\na: §1 # one\n', ['a'], 'value'],
    ['the map of a missing key', 'a: 1\nb: §{ c: 1 }\n', ['b', 'd'], 'value'],
    ['the map of a missing key in a block', 'b:\n  §c: 1\n', ['b', 'd', 'e'], 'key'],
    ['the start for an empty path', '§a: 1\n', [], 'value'],
    ['the key of an empty value', '§a:\nb: 1\n', ['a'], 'key'],
    ['what an alias stands for', 'a: &x { b: §1 }\nc: *x\n', ['c', 'b'], 'value'],
    ['the alias itself', 'a: &x { b: 1 }\nc: §*x\n', ['c'], 'value'],
  ];
  for (const [what, marked, path, at] of places) {
    it(`finds ${what}`, () => {
      const { text, ...position } = takeMark(marked);
      expect(parse(text).locate(path, at)).to.deep.equal(position);
    });
  }

  it('reports the value that it finds', () => {
    expect(parse('a: { b: [1, 2] }').problem(['a', 'b'], 'a number')).to.deep.equal({
      ...{ file: 'f.yaml', line: 1, column: 9, key: 'a.b' },
      ...{ expected: 'a number', found: 'a list of 2' },
    });
  });

  it('holds plain data', () => {
    const document = parse('a: { b: [1, 2] }');
    expect(valueAt(document.data, ['a', 'b', 1])).to.equal(2);
    expect(valueAt(document.data, ['a', 'b', 1, 'c'])).to.equal(undefined);
  });

  it('may be empty', () => {
    expect(parse('').data).to.equal(null);
    expect(parse('# nothing\n').locate(['a'])).to.deep.equal({ line: 1, column: 1 });
  });

  it('refuses malformed YAML at its place', () => {
    expectFault('a: 1\nb: [1, 2\n§c: 3\n', 'well-formed YAML', /^Flow sequence/);
    expectFault('a:\n§\tb: 1\n', 'well-formed YAML', 'Tabs are not allowed as indentation');
  });

  it('refuses a key that comes twice', () => {
    expectFault('a: 1\nb: 2\n§a: 3\n', 'a key that the map does not have yet', 'the key for the second time');
  });

  it('refuses a second document', () => {
    expectFault('a: 1\n§---\nb: 2\n', 'one document', 'a second one');
  });

  it('refuses tags', () => {
    expectFault('a: §!!js/function "x"\n', 'well-formed YAML', /^Unresolved tag/);
  });

  it('refuses keys that are no names', () => {
    expectFault('? §[a, b]\n: 5\n', 'a plain name as key', 'another key');
    expectFault('a: 1\n§: 5\n', 'a plain name as key', 'an empty value');
    expectFault('a: 1\n§__proto__: { b: 1 }\n', 'a plain name as key', '"__proto__"');
  });

  it('refuses an alias of nothing', () => {
    expectFault('a: §*b\nb: &b 1\n', 'an anchor that stands before', '*b');
  });

  it('refuses aliases that multiply', () => {
    const nine = (name: string): string => Array<string>(9).fill(name).join(', ');
    const bomb = `a: &a [${nine('1')}]\nb: &b [${nine('*a')}]\nc: &c [${nine('*b')}]\nd: [*c, §*c]\n`;
    expectFault(bomb, 'at most 100 uses of aliases', 'aliases that multiply');
  });

  it('takes a hundred uses of an alias', () => {
    const uses = Array<string>(100).fill('*a').join(', ');
    expect(parse(`a: &a 1\nb: [${uses}]`).data)
      .to.have.property('b')
      .that.has.lengthOf(100);
    expectFault(`a: &a 1\nb: [${uses}, §*a]`, 'at most 100 uses of aliases', 'aliases that multiply');
  });

  for (const depth of [101, 1000, 20_000]) {
    it(`refuses ${depth} levels of nesting`, () => {
      const fault = faultOf('['.repeat(depth) + ']'.repeat(depth));
      expect(fault).to.include({ expected: 'nesting of at most 100 levels', found: 'deeper nesting' });
    });
  }

  it('refuses nesting for which the parser has no room', () => {
    const lines = Array.from({ length: 2500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
    expect(faultOf(lines)).to.include({ expected: 'nesting of at most 100 levels' });
  });

  it('refuses texts in another encoding', () => {
    expectFault('a: 1\nb: §\0', 'a text in UTF-8', 'other bytes');
    expectFault('a: caf§\ufffd\n', 'a text in UTF-8', 'other bytes');
    expect(parse('\ufeffa: 1\r\nb: 2\r\n').data).to.deep.equal({ a: 1, b: 2 });
  });

  it('refuses control characters, but for the ends of lines', () => {
    expectFault('a: §"\\e[2J"\n', 'a text without control characters', '"\\u001b[2J"');
    expectFault('a: §"\\u202e"\n', 'a text without control characters', /./);
    expectFault('§"\\e[2J": 1\n', 'a plain name as key', '"\\u001b[2J"');
    expect(parse('a: |\n  b\n  c\td\n').data).to.deep.equal({ a: 'b\nc\td\n' });
  });

  it('refuses a text that is too long before it is parsed', () => {
    expect(faultOf(`a: ${'x'.repeat(8_000_000)}`)).to.include({
      ...{ line: 1, column: 1, expected: 'a file of at most 8,000,000 characters', found: 'a longer one' },
    });
  });

  it('refuses an alias of what it stands in', () => {
    expect(faultOf('a: &a [*a]').expected).to.equal('nesting of at most 100 levels');
  });

  it('takes 100 levels of nesting and a long list', () => {
    expect(() => parse('['.repeat(100) + ']'.repeat(100))).not.to.throw();
    expect(() => parse(`[${'1,'.repeat(200_000)}]`)).not.to.throw();
  });

  it('writes paths as people do', () => {
    expect(formatPath([])).to.equal('');
    expect(formatPath(['a', 'b', 2, 'c'])).to.equal('a.b[2].c');
  });
});
