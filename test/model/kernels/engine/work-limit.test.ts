import { expect } from 'chai';
import { ModelError } from '../../../../model/index.ts';
import { measure } from '../../../../model/run/measure.ts';
import { toy, type Toy } from '../../../support/toy.ts';

const MOST = 100_000;
const limited = toy.replace('workload', 'title: Toy workload', `title: Toy workload\nmost-work: ${MOST}`);
const message = (path: string): string =>
  `path ${path}: expected a run of at most 100,000 steps, found more: a loop that does not end, or too many repetitions; \`most-work\` of workload toy raises the limit`;

/** Steps that come to no end, or to one that is far away. */
const ENDLESS: Readonly<Record<string, string>> = {
  'a condition that stays true': '[{ set: { x: 1 } }, { while: x > 0, do: [{ set: { x: x + 1 } }] }]',
  'repetitions within each other':
    '[{ repeat: 1000000, do: [{ repeat: 1000000, do: [{ repeat: 1000000, do: [{ run: one }] }] }] }]',
  'a walk that stays where it is':
    '[{ walk: 1000000000, reads: [{ from: table, every: 0 }], instructions: 1 }]',
};

describe('the limit of work', () => {
  for (const [what, steps] of Object.entries(ENDLESS))
    it(`ends ${what}, with fast-forward and without`, () => {
      const endless = limited.steps('measured', steps);
      for (const fastForward of [true, false])
        expect(() => endless.clock('100 Hz').run({ fastForward })).to.throw(ModelError, message('measured'));
    });

  it('ends two threads that wake each other for ever', () => {
    const both = limited
      .steps(
        'measured',
        '[{ launch: peer, program: other, with: { left: left, right: right } }, { while: true, do: [{ syscall: send, with: { to: left } }, { syscall: receive, with: { from: right } }] }]',
      )
      .steps(
        'helper',
        '[{ while: true, do: [{ syscall: receive, with: { from: left } }, { syscall: send, with: { to: right } }] }]',
      );
    expect(() => both.run()).to.throw(ModelError, 'expected a run of at most 100,000 steps, found more');
  });

  it('takes what fast-forward skips for no work', () => {
    // Only loops of programs are skipped.
    const long = limited.replace(
      'workload',
      '{ call: measured, with: { left: left, right: right } }',
      '{ repeat: 1000000000, do: [{ syscall: nothing }] }',
    );
    expect(long.run().skippedIterations).to.be.greaterThan(999_000_000);
    expect(() => long.run({ fastForward: false })).to.throw(ModelError, 'expected a run of at most');
  });

  it('is what the workload says, and far from what shipped runs take when it says nothing', () => {
    const steps = (most: number): Toy =>
      toy
        .replace('workload', 'title: Toy workload', `title: Toy workload\nmost-work: ${most}`)
        .steps('measured', '[{ repeat: 1000, do: [{ set: { x: 1 } }] }]');
    expect(() => steps(1000).run({ fastForward: false })).to.throw(ModelError);
    expect(() => steps(10_000).run({ fastForward: false })).not.to.throw();
    expect(toy.program().mostWork).to.equal(1e9);
  });

  it('is told with the name of the test', () => {
    const endless = limited.steps('measured', ENDLESS['a condition that stays true']);
    const test = { title: 'Toy test', unit: 'cycles', program: 'main' } as const;
    expect(() =>
      measure(endless.program(), endless.machine(), 'own', test, { seed: '1', replications: 1 }),
    ).to.throw(ModelError, `test own: ${message('measured')}`);
  });
});
