import { expect } from 'chai';
import { bar, sparkline, track } from '../../../cli/terminal/bars.ts';

describe('bar', () => {
  it('is as long as its share, to an eighth of a character', () => {
    expect([0, 1 / 32, 0.25, 0.5 + 1 / 16, 1].map((share) => bar(share, 4))).to.deep.equal([
      '',
      '▏',
      '█',
      '██▎',
      '████',
    ]);
  });

  it('is pale below zero, and never longer than its width', () => {
    expect(bar(-0.5, 4)).to.equal('▒▒');
    expect([bar(7, 4), bar(-7, 4), bar(NaN, 4)]).to.deep.equal(['████', '▒▒▒▒', '']);
  });
});

describe('sparkline', () => {
  it('shows values from zero to the greatest, and leaves out what is unknown', () => {
    expect(sparkline([0, 1, 4, undefined, 8])).to.equal('▁▁▄ █');
  });

  it('has the scale of others, where one is given', () => {
    expect(sparkline([4, 8], 16)).to.equal('▂▄');
    expect(sparkline([0, 0])).to.equal('▁▁');
  });
});

describe('track', () => {
  it('puts signs where their values are, the later above the earlier', () => {
    const marks = [
      { at: 10, sign: 'a' },
      { at: 20, sign: 'b' },
      { at: 20, sign: 'c' },
    ];
    expect(track(0, 40, marks, 5)).to.equal('─ac──');
  });

  it('keeps what lies beyond at the ends', () => {
    expect(track(0, 1, [{ at: -3, sign: 'x' }], 3)).to.equal('x──');
    expect(track(2, 2, [{ at: 2, sign: 'x' }], 3)).to.equal('x──');
  });

  it('draws its line over a span only', () => {
    expect(track(0, 4, [{ at: 2, sign: 'x' }], 5, [1, 3])).to.equal(' ─x─');
  });
});
