import { expect } from 'chai';
import { questionNames, readQuestionFile } from '../../../cli/what-if/files.ts';
import type { Answer, Figure } from '../../../sweeps/questions/answer.ts';
import { checkQuestion } from '../../../sweeps/questions/check-question.ts';
import { inOrder } from '../../support/own-question.ts';
import { library } from '../../support/shipped.ts';

const figure = (figures: readonly Figure[], variant: string, measure: string): Figure =>
  figures.find((one) => one.variant === variant && one.measure === measure)!;

describe('an answer', () => {
  let result: Answer;
  before(async () => {
    result = await inOrder();
  });

  it('finds no penalty at all where nothing is varied', () => {
    for (const measure of ['latency', 'bandwidth']) {
      const same = figure(result.figures, 'same', measure);
      expect(same.penalty).to.deep.equal({ value: 0, interval: [0, 0] });
      expect(same.charges).to.deep.equal([]);
    }
  });

  it('gives value and interval of every variant, and a penalty to all but the baseline', () => {
    for (const { value, interval, variant, penalty } of result.figures) {
      expect(value).to.be.within(...interval);
      expect(penalty === undefined).to.equal(variant === 'l4linux');
    }
  });

  it('counts time: native Linux is faster in latency and in bandwidth', () => {
    for (const measure of ['latency', 'bandwidth'])
      expect(figure(result.figures, 'native', measure).penalty!.value).to.be.lessThan(0);
    expect(figure(result.figures, 'native', 'bandwidth').value).to.be.greaterThan(
      figure(result.figures, 'l4linux', 'bandwidth').value,
    );
  });

  it('explains the whole difference by charges', () => {
    const cyclesPerMicrosecond = 133;
    const native = figure(result.figures, 'native', 'latency');
    const difference = native.value - figure(result.figures, 'l4linux', 'latency').value;
    const explained = native.charges!.reduce((sum, charge) => sum + charge.difference, 0);
    expect(explained / cyclesPerMicrosecond).to.be.closeTo(difference, 1e-6);
    const sizes = native.charges!.map((charge) => Math.abs(charge.difference));
    expect(sizes).to.deep.equal([...sizes].sort((left, right) => right - left));
  });

  it('sets both sides to each value of a series', () => {
    expect(result.series.map(({ value }) => value)).to.deep.equal(['0', '1']);
    const [plain, tagged] = result.series.map(({ figures }) => figures);
    expect(plain.map(({ variant }) => variant)).to.deep.equal(['l4linux', 'native']);
    for (const variant of ['l4linux', 'native']) {
      const before = figure(plain, variant, 'latency').value;
      expect(before).to.equal(figure(result.figures, variant, 'latency').value);
      expect(figure(tagged, variant, 'latency').value).to.be.lessThan(before);
    }
  });
});

describe('the shipped questions', () => {
  for (const name of questionNames()) {
    it(`${name} names what exists`, () => {
      const located = readQuestionFile(name);
      expect(located.question.question).to.equal(name);
      checkQuestion(library, located, 'pentium-133');
    });
  }
});
