import { expect } from 'chai';
import { describe as describeValue, formatProblem, SpecError } from '../../../model/document/problem.ts';

const PROBLEM = { file: 'f.yaml', line: 3, column: 7, key: 'a.b', expected: 'a number', found: '"x"' };

describe('problem', () => {
  it('is one line', () => {
    expect(formatProblem(PROBLEM)).to.equal('f.yaml:3:7: a.b: expected a number, found "x"');
  });

  it('leaves an empty key out', () => {
    expect(formatProblem({ ...PROBLEM, key: '' })).to.equal('f.yaml:3:7: expected a number, found "x"');
  });

  it('shows every character, and little of what is long', () => {
    const found = '\u001b[2J\u202e\n\u0085';
    expect(formatProblem({ ...PROBLEM, found })).to.match(/found \\u001b\[2J\\u202e\\u000a\\u0085$/);
    expect(formatProblem({ ...PROBLEM, found: 'x'.repeat(1e6) })).to.match(/found x{100}\.\.\.$/);
    expect(
      formatProblem({ ...PROBLEM, key: 'x'.repeat(1e6), expected: 'y'.repeat(1e6) }),
    ).to.have.lengthOf.below(2100);
  });

  it('makes the message of an error, a line each', () => {
    const error = new SpecError([PROBLEM, { ...PROBLEM, line: 4 }]);
    expect(error.message.split('\n')).to.deep.equal([
      formatProblem(PROBLEM),
      formatProblem({ ...PROBLEM, line: 4 }),
    ]);
  });

  it('tells twenty in its message, and says how many more there are', () => {
    const problems = Array.from({ length: 23 }, (_, index) => ({ ...PROBLEM, line: index + 1 }));
    const error = new SpecError(problems);
    expect(error.problems).to.have.lengthOf(23);
    expect(error.message.split('\n')).to.deep.equal([
      ...problems.slice(0, 20).map(formatProblem),
      'and 3 more (ukperf lint tells all)',
    ]);
  });

  const values: [unknown, string][] = [
    [undefined, 'nothing'],
    [null, 'an empty value'],
    ['x', '"x"'],
    [2.5, '2.5'],
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    [true, 'true'],
    [[1, 2], 'a list of 2'],
    [{}, 'a map with no keys'],
    [{ a: 1, b: 2 }, 'a map with the keys a, b'],
    [{ a: 1, b: 2, c: 3, d: 4, e: 5 }, 'a map with the keys a, b, c, d, ...'],
    ['x'.repeat(100), `"${'x'.repeat(56)}...`],
  ];
  for (const [value, text] of values) {
    it(`describes ${text}`, () => {
      expect(describeValue(value)).to.equal(text);
    });
  }
});
