import { expect } from 'chai';
import { SpecError } from '../../../model/index.ts';
import { checkQuestion } from '../../../sweeps/questions/check-question.ts';
import { readQuestion } from '../../../sweeps/questions/question-file.ts';
import { replaceOnce } from '../../support/toy.ts';
import { takeMark } from '../../support/mistake.ts';
import { library } from '../../support/shipped.ts';

const QUESTION = `question: own
title: Own
text: What if?
replications: 2
measures:
  time: { title: getpid, workload: getpid, test: getpid }
baseline: linux
variants:
  linux: { title: native, system: linux }
  tagged: { title: tagged, system: l4linux, set: { tlb.tagged: 1 } }
series:
  walk: { title: walk, set: [tlb.walk-level], values: [4 cycles, 8 cycles], variants: [tagged] }
`;

function problemOf(text: string): string {
  try {
    checkQuestion(library, readQuestion({ file: 'own.yaml', text }), 'pentium-133');
  } catch (error) {
    if (error instanceof SpecError) return error.message;
    throw error;
  }
  return '';
}

/** Wrong texts; the mark stands before the place that the message must point at. */
const MISTAKES: [string, string, string, RegExp][] = [
  ['an unknown key', 'title: Own', '§titel: Own', /expected one of the keys .*question.*titel/],
  [
    'too many variants',
    'variants:\n',
    `variants:\n  ${Array.from({ length: 99 }, (_, index) => `${index === 0 ? '§' : ''}v${index}: { title: v, system: linux }`).join('\n  ')}\n`,
    /expected at most 100 variants, found 101/,
  ],
  ['one replication', 'replications: 2', 'replications: §1', /expected at least 2, found 1/],
  ['an unknown baseline', 'baseline: linux', 'baseline: §minix', /one of the variants linux, tagged/],
  [
    'an unknown system',
    'system: l4linux',
    'system: §l5linux',
    /expected a structure \(.*found "l5linux" \(did you mean l4linux\?\)/,
  ],
  [
    'an unknown workload',
    'workload: getpid',
    'workload: §getpit',
    /expected a workload \(.*found "getpit" \(did you mean getpid\?\)/,
  ],
  [
    'an unknown test',
    'test: getpid',
    'test: §getppid',
    /a test of getpid \(getpid\), found "getppid" \(did you mean getpid\?\)/,
  ],
  [
    'a variant with a slip',
    'variants: [tagged]',
    'variants: [§tagget]',
    /one of the variants linux, tagged, found "tagget" \(did you mean tagged\?\)$/,
  ],
  ['a path of nothing', 'tlb.tagged: 1', '§tlb.taged: 1', /expected a key of the machine.*found "tlb.taged"/],
  ['a wrong value', 'tlb.tagged: 1', 'tlb.tagged: §3', /expected at most 1, found 3/],
  ['a series over nothing', '[tlb.walk-level]', '[§tlb.walk]', /expected a key of the machine/],
  ['a wrong value in a series', '8 cycles', '§8 ns', /a number with a unit of cycles.*found "8 ns"/],
  ['an unknown variant in a series', 'variants: [tagged]', 'variants: [§other]', /variants linux, tagged/],
  [
    'a measure of nothing',
    'set: { tlb.tagged: 1 }',
    'measures: { §tyme: { workload: getpid, test: getpid } }',
    /one of the measures time, found "tyme" \(did you mean time\?\)$/,
  ],
  [
    'a measure in another unit',
    'set: { tlb.tagged: 1 }',
    'measures: { time: { workload: hbench, test: §getpid-latency } }',
    /a test in cycles, as the other variants have/,
  ],
];

describe('a question file', () => {
  it('is taken when nothing is wrong', () => {
    expect(problemOf(QUESTION)).to.equal('');
  });

  for (const [name, from, to, message] of MISTAKES) {
    it(`is refused for ${name}, with the place`, () => {
      const { text, line, column } = takeMark(replaceOnce(QUESTION, from, to));
      const found = problemOf(text).split('\n');
      const expected = name === 'an unknown key' ? found.find((one) => one.includes('titel')) : found[0];
      expect(expected).to.match(message);
      expect(expected).to.match(new RegExp(`^own\\.yaml:${line}:${column}: `));
    });
  }
});
