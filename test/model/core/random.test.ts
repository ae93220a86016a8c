import { expect } from 'chai';
import fc from 'fast-check';
import { RandomStreams, type RandomStream } from '../../../model/core/random.ts';
import { check } from '../../support/property.ts';

function draw(stream: RandomStream, count = 10): number[] {
  return Array.from({ length: count }, () => stream.uniform());
}

describe('random streams', () => {
  it('repeat with the same seed and name', () => {
    expect(draw(new RandomStreams('seed').stream('a'))).to.deep.equal(
      draw(new RandomStreams('seed').stream('a')),
    );
  });

  it('do not change from one version to the next', () => {
    // A published result must be found again: the first numbers of one stream, as they have always been.
    expect(draw(new RandomStreams('seed').stream('name'), 2)).to.deep.equal([
      0.8918897708875853, 0.007711594857306193,
    ]);
  });

  it('differ by name and by seed', () => {
    const one = draw(new RandomStreams('seed').stream('a'));
    expect(draw(new RandomStreams('seed').stream('b'))).not.to.deep.equal(one);
    expect(draw(new RandomStreams('other').stream('a'))).not.to.deep.equal(one);
  });

  it('continue when asked for again', () => {
    const streams = new RandomStreams('seed');
    const numbers = [...draw(streams.stream('a'), 3), ...draw(streams.stream('a'), 3)];
    expect(numbers).to.deep.equal(draw(new RandomStreams('seed').stream('a'), 6));
  });

  it('are independent: draws from one never change another', () => {
    const untouched = draw(new RandomStreams('seed').stream('mine'), 20);
    check(
      100,
      fc.property(
        fc.array(fc.constantFrom('mine', 'yours', 'theirs'), { maxLength: 40, size: 'max' }),
        (order) => {
          const streams = new RandomStreams('seed');
          const mine: number[] = [];
          for (const name of order) {
            const number = streams.stream(name).uniform();
            if (name === 'mine') mine.push(number);
          }
          expect(mine.slice(0, 20)).to.deep.equal(untouched.slice(0, mine.length));
        },
      ),
    );
  });

  it('count their draws', () => {
    const streams = new RandomStreams('seed');
    draw(streams.stream('a'), 3);
    streams.stream('b').below(10);
    expect(streams.stream('a').draws).to.equal(3);
    expect(streams.draws).to.equal(4);
  });

  it('draw integers below the bound, and all of them', () => {
    const stream = new RandomStreams('seed').stream('dice');
    const seen = new Set(Array.from({ length: 500 }, () => stream.below(6)));
    expect([...seen].sort()).to.deep.equal([0, 1, 2, 3, 4, 5]);
  });

  it('draw uniformly', () => {
    const numbers = draw(new RandomStreams('seed').stream('mean'), 10_000);
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    // Five standard errors of the mean of a uniform number: 5 * 0.289 / 100.
    expect(mean).to.be.closeTo(0.5, 0.015);
    expect(Math.min(...numbers)).to.be.at.least(0);
    expect(Math.max(...numbers)).to.be.below(1);
  });
});
