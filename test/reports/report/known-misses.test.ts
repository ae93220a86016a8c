import { expect } from 'chai';
import { readAllTargets, readKnownMisses } from '../../../cli/shipped.ts';
import { knownMisses, missOf } from '../../../reports/report/known-misses.ts';

const PAGE = `# Model

## Known misses

Some words.

1. **First**<!-- lmbench/ctx-*/linux getpid/*/* --> (-58 %): a reason
   that goes on.

   | a | b |
   | --- | --- |
2. **Second**<!-- compile/*/* -->: another.

## Next

3. **Not one**<!-- x/y/z -->`;

describe('known misses', () => {
  const misses = knownMisses(PAGE);

  it('are read from the numbered list of their section', () => {
    expect(misses.map(({ number, title, patterns }) => ({ number, title, patterns }))).to.deep.equal([
      { number: 1, title: 'First', patterns: ['lmbench/ctx-*/linux', 'getpid/*/*'] },
      { number: 2, title: 'Second', patterns: ['compile/*/*'] },
    ]);
    expect(misses[0].text).to.equal('**First** (-58 %): a reason\nthat goes on.\n\n| a | b |\n| --- | --- |');
  });

  it('are found for their rows alone', () => {
    const of = (key: string): number | undefined => {
      const [experiment, test, system] = key.split('/');
      return missOf({ experiment, test, system }, misses)?.number;
    };
    expect(of('lmbench/ctx-2proc/linux')).to.equal(1);
    expect(of('lmbench/ctx-2proc/l4linux')).to.equal(undefined);
    expect(of('compile/elapsed/l4linux')).to.equal(2);
  });

  it('of the documentation are numbered, and each is about rows that something is published about', () => {
    const shipped = readKnownMisses();
    expect(shipped.map(({ number }) => number)).to.deep.equal(shipped.map((_, index) => index + 1));
    expect(shipped.length).to.be.greaterThan(9);
    for (const miss of shipped)
      for (const pattern of miss.patterns) {
        const alone = [{ ...miss, patterns: [pattern] }];
        expect(
          readAllTargets().list.some((target) => missOf(target, alone)),
          `${miss.title}: ${pattern}`,
        ).to.equal(true);
      }
  });
});
