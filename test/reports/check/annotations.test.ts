import { expect } from 'chai';
import { annotations } from '../../../reports/check/annotations.ts';

describe('annotations for GitHub Actions', () => {
  it('are a line for each failure, at its place', () => {
    const lines = annotations('check', [
      { group: 'g', name: 'fine', file: 'f.yaml', line: 1 },
      { group: 'g', name: 'a', file: 'f.yaml', line: 7, failure: { kind: 'moved', message: 'by much' } },
      { group: 'g', name: 'b', failure: { kind: 'false', message: 'is not so' } },
    ]);
    expect(lines).to.deep.equal([
      '::error file=f.yaml,line=7,title=check%3A g a::by much',
      '::error title=check%3A g b::is not so',
    ]);
  });

  it('escape what would end them', () => {
    const failure = { kind: 'moved', message: '50 %: a, b\r\n::error::c' };
    expect(annotations('t', [{ group: 'g', name: 'a, 5 %\n', file: 'a:b,c', failure }])).to.deep.equal([
      '::error file=a%3Ab%2Cc,title=t%3A g a%2C 5 %25%0A::50 %25: a, b%0D%0A::error::c',
    ]);
  });
});
