import { expect } from 'chai';
import { sentences, shortened, widthOf, wrapped } from '../../../cli/terminal/text.ts';

describe('texts of the terminal', () => {
  it('are as wide as they are seen', () => {
    expect([widthOf('µ█…'), widthOf('漢字'), widthOf('\u001b[31mred\u001b[39m')]).to.deep.equal([3, 4, 3]);
  });

  it('are broken between words, and between the parts of a name', () => {
    expect(wrapped('a long story', 6)).to.deep.equal(['a long', 'story']);
    expect(wrapped('lmbench/pipe-latency/mklinux-user', 14)).to.deep.equal([
      'lmbench/pipe-',
      'latency/',
      'mklinux-user',
    ]);
  });

  it('are broken within a word only when it does not fit', () => {
    expect(wrapped('abcdefgh i', 5)).to.deep.equal(['abcde', 'fgh i']);
  });

  it('keep their numbers whole', () => {
    expect(wrapped('set 123,456.78 cycles', 10)).to.deep.equal(['set', '123,456.78', 'cycles']);
  });

  it('are cut with a sign', () => {
    expect([shortened('abcdef', 4), shortened('abcd', 4)]).to.deep.equal(['abc…', 'abcd']);
  });

  it('are broken at blanks only where they are sentences', () => {
    expect(sentences('see out/reproduction/index.html there\nshort', 12)).to.equal(
      'see\nout/reproduction/index.html\nthere\nshort',
    );
  });
});
