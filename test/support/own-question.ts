import { run } from '../../model/run/run.ts';
import { answer, type Answer } from '../../sweeps/questions/answer.ts';
import { readQuestion } from '../../sweeps/questions/question-file.ts';
import { library } from './shipped.ts';

/** Two figures of three variants, one of which is the baseline again. */
export const { question } = readQuestion({
  file: 'own.yaml',
  text: `question: own
title: Own
text: What if?
replications: 3
measures:
  latency: { title: pipe, workload: hbench, test: pipe-latency }
  bandwidth: { title: reread, workload: hbench, test: mmap-reread-64k-bandwidth }
baseline: l4linux
variants:
  same: { title: the same, system: l4linux, set: { tlb.tagged: 0 } }
  l4linux: { title: L4Linux, system: l4linux }
  native: { title: native, system: linux }
series:
  tags: { title: tags, set: [tlb.tagged], values: [0, 1], variants: [native], measures: [latency] }
`,
});
export const settings = { library, machine: 'pentium-133', seed: '1', replications: 3 };
/** Its answer from jobs that run one after the other, in this thread. */
export const inOrder = (): Promise<Answer> =>
  answer(question, {
    ...settings,
    execute: (jobs) => Promise.resolve(jobs.map((job) => run(library, job).measured)),
  });
