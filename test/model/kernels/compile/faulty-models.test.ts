import { expect } from 'chai';
import { ModelError } from '../../../../model/index.ts';
import { toy, type Toy } from '../../../support/toy.ts';

const running =
  (steps: string, base: Toy = toy) =>
  (): unknown =>
    base.steps('measured', steps).run();
const faulting = '[{ touch: true, writes: { bss: 1 } }]';

describe('models that turn out wrong as they run', () => {
  it('a deadlock', () => {
    const message = 'every process waits and nothing is pending that could wake one';
    expect(running('[{ syscall: receive, with: { from: left } }]')).to.throw(ModelError, message);
    expect(running('[{ syscall: receive, with: { from: left } }]', toy.clock('1 kHz'))).to.throw(
      ModelError,
      message,
    );
  });

  it('a deadlock of two processes', () => {
    const both = toy.steps('helper', '[{ syscall: receive, with: { from: left } }]');
    const steps =
      '[{ launch: partner, program: other, with: { left: left, right: right } }, { syscall: receive, with: { from: right } }]';
    expect(running(steps, both)).to.throw(ModelError, 'every process waits');
  });

  it('a page fault whose handler does not help', () => {
    const useless = toy.replace('structure', '      - page: map\n        at: page\n', '');
    expect(running(faulting, useless)).to.throw(
      ModelError,
      'structure toy: path page-fault does not make the faulting page accessible',
    );
  });

  it('a fault in the kernel whose handler does not help', () => {
    const useless = toy.replace(
      'structure',
      'steps: [{ body: true }]\n\n  interrupt',
      'steps: []\n\n  interrupt',
    );
    expect(running('[{ copy: 4, from: table, to: bss, to-by: frame }]', useless)).to.throw(
      ModelError,
      'path resolve-page does not make the faulting page accessible',
    );
  });

  it('paths that call each other in a circle', () => {
    const circle = toy.replace(
      'personality',
      'nothing: { steps: [{ run: one }] }',
      'nothing: { steps: [{ if: 1, then: [{ call: again }] }] }\n  again: { steps: [{ call: nothing }] }',
    );
    expect(running('[{ syscall: nothing }]', circle)).to.throw(
      ModelError,
      /^path (nothing|again): calls nest too deep/,
    );
  });

  it('an access beyond the end of a segment', () => {
    const message = 'access beyond the end of a segment';
    expect(running('[{ touch: true, writes: { bss: { lines: 1, at: 2048 } } }]')).to.throw(
      ModelError,
      message,
    );
    expect(running('[{ copy: 5, from: table, to: bss + 65532 }]')).to.throw(ModelError, message);
    expect(running('[{ copy: 5, from: bss - 1, to: table }]')).to.throw(ModelError, message);
    expect(running('[{ scan: 5, from: bss + 65532, instructions: 1, from-by: frame }]')).to.throw(
      ModelError,
      message,
    );
    expect(running('[{ copy: 4, from: table, to: bss + 65532 }]')).not.to.throw();
  });

  it('an access to a segment that the image does not have', () => {
    const small = toy.replace(
      'workload',
      'programs:\n',
      '  small: { segments: { code: { pages: 1, backing: zero, at: program } } }\n\nprograms:\n',
    );
    expect(running('[{ touch: true, reads: { code: 1 } }]', small)).to.throw(
      ModelError,
      'a segment that the image does not have',
    );
  });

  it('a program that the workload does not have', () => {
    expect(() => toy.simulation().run('nobody')).to.throw(
      ModelError,
      'the workload toy has no program nobody',
    );
  });

  it('a timer whose handler lasts longer than its period', () => {
    const slow = toy
      .clock('1 kHz')
      .replace(
        'structure',
        'clock-interrupt: { steps: [',
        'clock-interrupt: { steps: [{ io: pci, times: 2400 }, ',
      );
    expect(running('[{ compute: 200000, code: { text: 1 } }]', slow)).to.throw(ModelError);
  });

  it('a workload that needs more memory than the machine has', () => {
    const large = toy.replace(
      'workload',
      'archive: { pages: 4, resident: false }',
      'archive: { pages: 60000, resident: true }',
    );
    expect(running('[]', large)).to.throw(ModelError, 'more physical memory than the machine has');
  });
});

describe('a model that looks faulty', () => {
  it('may end its main program by finish, with a clock that goes on', () => {
    expect(toy.clock('1 kHz').steps('measured', '[{ finish: true }]').run().elapsedCycles).to.be.at.least(0);
  });

  it('may repeat a negative or broken number of times: rounded down, and never less than nothing', () => {
    const instructions = (count: string): number =>
      toy
        .steps('measured', `[{ set: { n: ${count} } }, { repeat: n, do: [{ run: one }] }]`)
        .run()
        .charges.filter(({ cause }) => cause === 'instructions')
        .reduce((sum, { cycles }) => sum + cycles, 0);
    expect([
      instructions('0 - 5'),
      instructions('0'),
      instructions('5 - 2.5'),
      instructions('2'),
    ]).to.deep.equal([0, 0, 2, 2]);
  });
});
