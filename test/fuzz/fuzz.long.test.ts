import { expect } from 'chai';
import { readCorpus } from './corpus.ts';
import { fuzz } from './fuzzer.ts';
import { Inputs } from './inputs.ts';

/** Time for the inputs, in ms. */
const TIME = 30_000;

describe('many inputs that are not right', () => {
  it('are the same for a seed, and others for another one', () => {
    const corpus = readCorpus();
    const texts = (seed: string): string[] =>
      Array.from({ length: 20 }, (_, index) => new Inputs(corpus, seed).at(index).text);
    expect(texts('1')).to.deep.equal(texts('1'));
    expect(texts('1')).not.to.deep.equal(texts('2'));
  });

  it('are taken or refused with a message, none with a trace, and none takes all time or memory', async () => {
    const { faults, bySubject } = await fuzz({ seed: 'long', first: 0, end: 100_000, time: TIME });
    expect(faults.map(({ index, input, what }) => `${index} ${input.file} ${what}`)).to.deep.equal([]);
    const counts = [...bySubject.values()];
    const sum = (key: 'tried' | 'accepted'): number => counts.reduce((total, count) => total + count[key], 0);
    expect(sum('tried')).to.be.greaterThan(50);
    expect(sum('accepted')).to.be.greaterThan(5);
  });
});
