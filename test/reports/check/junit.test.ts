import { expect } from 'chai';
import { SaxesParser } from 'saxes';
import type { Case } from '../../../reports/check/case.ts';
import { junitXml } from '../../../reports/check/junit.ts';

interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
}

/** The elements of a document, in the order of their starts. @throws for what is not well-formed */
function elementsOf(xml: string): Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, text: '' };
    elements.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const last = open.at(-1);
    if (last) last.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return elements;
}

const CASES: Case[] = [
  { group: 'one', name: 'a on b', file: 'lock.yaml', line: 3 },
  { group: 'two', name: 'c', failure: { kind: 'moved', message: 'by 2 %\ninputs: x' } },
  { group: 'one', name: 'd', failure: { kind: 'added', message: 'new' } },
];

describe('a report as JUnit XML', () => {
  it('has a suite for each group, a case for each row, and counts', () => {
    const elements = elementsOf(junitXml('check', CASES));
    expect(elements.map(({ name }) => name)).to.deep.equal([
      'testsuites',
      ...['testsuite', 'testcase', 'testcase', 'failure'],
      ...['testsuite', 'testcase', 'failure'],
    ]);
    const counts = (tests: number, failures: number): object => ({
      ...{ tests: String(tests), failures: String(failures), errors: '0', skipped: '0' },
    });
    expect(elements[0].attributes).to.deep.equal({ name: 'check', ...counts(3, 2) });
    expect(elements[1].attributes).to.deep.equal({ name: 'one', ...counts(2, 1) });
    expect(elements[2].attributes).to.deep.equal({
      ...{ classname: 'one', name: 'a on b', file: 'lock.yaml', line: '3' },
    });
    expect(elements[7].name).to.equal('failure');
    expect(elements[7].attributes).to.deep.equal({ type: 'moved', message: 'by 2 %\ninputs: x' });
    expect(elements[7].text).to.equal('by 2 %\ninputs: x');
  });

  it('is well-formed whatever stands in it', () => {
    const odd = `<&>"'\t]]>\u0000\u001b[1m\ud800\uffff\u00b5\u{1f600}`;
    const [, suite, test, failure] = elementsOf(
      junitXml(odd, [{ group: odd, name: odd, failure: { kind: odd, message: odd }, file: odd }]),
    );
    const shown = `<&>"'\t]]>\ufffd\ufffd[1m\ufffd\ufffd\u00b5\u{1f600}`;
    expect(suite.attributes['name']).to.equal(shown);
    expect(test.attributes).to.include({ classname: shown, name: shown, file: shown });
    expect(failure.attributes).to.deep.equal({ type: shown, message: shown });
    expect(failure.text).to.equal(shown);
  });

  it('may be without cases', () => {
    expect(elementsOf(junitXml('check', []))).to.have.lengthOf(1);
  });
});
