import { expect } from 'chai';
import { patternOf } from '../support/markdown.ts';
import { followPage } from '../support/page-as-test.ts';

describe('the page about a new kernel structure', () => {
  followPage('docs/tutorials/add-a-kernel-structure.md');

  it('would notice another output', () => {
    const pattern = patternOf('a 1\n...\nb ... c\n');
    expect('a 1\nx\ny\nb 2 c\n').to.match(pattern);
    expect('a 1\nb 2 c\n').to.match(pattern);
    for (const other of ['a 2\nb 2 c\n', 'a 1\nb 2 d\n', 'a 1\nb 2 c\nd\n', 'x\na 1\nb 2 c\n'])
      expect(other).not.to.match(pattern);
  });
});
