import { expect } from 'chai';
import { SpecDocument } from '../../../model/document/document.ts';
import { Findings, problemsOf } from '../../../model/document/findings.ts';
import { SpecError } from '../../../model/document/problem.ts';

const DOCUMENT = new SpecDocument({ file: 'own.yaml', text: 'a: { bee: cat }\nb: 5\n' });

/** What is found, a line each. */
function linesOf({ problems }: Pick<Findings, 'problems'>): string[] {
  return problems.map(
    ({ line, column, key, expected, found }) => `${line}:${column} ${key}: ${expected} / ${found}`,
  );
}

describe('findings', () => {
  it('are nothing at first', () => {
    const findings = new Findings(DOCUMENT);
    findings.end();
    expect(findings.problems).to.deep.equal([]);
  });

  it('are reported with their places, each once, and end the check together', () => {
    const findings = new Findings(DOCUMENT);
    findings.report(['b'], 'a text');
    findings.report(['a', 'bee'], 'another key', '"bee"', 'key');
    findings.report(['b'], 'a text');
    const lines = ['2:4 b: a text / 5', '1:6 a.bee: another key / "bee"'];
    expect(linesOf(findings)).to.deep.equal(lines);
    expect(linesOf({ problems: problemsOf(() => findings.end()) })).to.deep.equal(lines);
  });

  it('of a part that fails are noted, and the next part goes on', () => {
    const findings = new Findings(DOCUMENT);
    const done: string[] = [];
    const failing = (): void => {
      findings.fail(['b'], 'a text');
      done.push('after a failure');
    };
    expect(findings.attempt(failing)).to.equal(false);
    expect(findings.attempt(() => done.push('the next part'))).to.equal(true);
    expect(done).to.deep.equal(['the next part']);
    expect(linesOf(findings)).to.deep.equal(['2:4 b: a text / 5']);
  });

  it('are not made of faults of the program', () => {
    const fault = (): never => {
      throw new TypeError('a fault');
    };
    const findings = new Findings(DOCUMENT);
    expect(() => findings.attempt(fault)).to.throw(TypeError);
    expect(() => findings.blame(['b'], fault)).to.throw(TypeError);
    expect(() => problemsOf(fault)).to.throw(TypeError);
    expect(findings.problems).to.deep.equal([]);
  });

  it('in another file are said of the value that leads to them', () => {
    const findings = new Findings(DOCUMENT);
    const other = new Findings(new SpecDocument({ file: 'other.yaml', text: 'c: 1\n' }));
    expect(findings.blame(['b'], () => 'fine')).to.equal('fine');
    expect(findings.attempt(() => findings.blame(['b'], () => other.fail(['c'], 'at most 4')))).to.equal(
      false,
    );
    expect(findings.problems[0]).to.include({ file: 'own.yaml', expected: 'at most 4', found: '5' });
  });

  it('of a name tell those that there are, and the one that was meant', () => {
    const findings = new Findings(DOCUMENT);
    const at = ['a', 'bee'];
    expect(findings.isOneOf('cat', ['cat', 'dog'], at)).to.equal(true);
    expect(findings.isOneOf('cat', ['cart', 'dog'], at)).to.equal(false);
    expect(findings.isOneOf('bee', ['been', 'dog'], at, { expected: 'an animal', at: 'key' })).to.equal(
      false,
    );
    expect(findings.isOneOf('cat', [], at, { expected: 'a plant' })).to.equal(false);
    expect(linesOf(findings)).to.deep.equal([
      '1:11 a.bee: one of cart, dog / "cat" (did you mean cart?)',
      '1:6 a.bee: an animal / "bee" (did you mean been?)',
      '1:11 a.bee: a plant / "cat"',
    ]);
    expect(() => {
      findings.expectOneOf('cat', ['cart'], at);
    }).to.throw(SpecError, 'did you mean cart?');
  });
});
