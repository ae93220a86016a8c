import { expect } from 'chai';
import fc from 'fast-check';
import type { Outcome } from '../../../../model/index.ts';
import { check } from '../../../support/property.ts';
import { randomSystems } from '../../../support/random-paths.ts';
import { toy, type Toy } from '../../../support/toy.ts';

/** The toy system with steps in its main program: only loops of programs are skipped. */
const main = (steps: string, base: Toy = toy): Toy =>
  base.replace('workload', '{ call: measured, with: { left: left, right: right } }', steps);

/** Everything of an outcome that must not depend on skipping; the fingerprint covers caches, TLBs and random streams. */
const result = (outcome: Outcome): unknown => ({ ...outcome, skippedIterations: 0 });

function skips(system: Toy): number {
  const fast = system.run();
  expect(result(fast)).to.deep.equal(result(system.run({ fastForward: false })));
  return fast.skippedIterations;
}

describe('fast-forward', () => {
  it('skips the repetitions of a loop that has settled', () => {
    expect(skips(main('{ repeat: 1000, do: [{ run: work }, { syscall: nothing }] }'))).to.be.greaterThan(980);
  });

  it('counts the single executions that it skips', () => {
    const noted = toy.replace('workload', 'program: main }', 'program: main, executions: { of: inner } }');
    const system = main('{ repeat: 1000, do: [{ measure: inner, do: [{ run: work }] }] }', noted);
    expect(skips(system)).to.be.greaterThan(980);
    const executions = system.run().measures['inner'].executions ?? [];
    expect(executions.reduce((sum, [, times]) => sum + times, 0)).to.equal(1000);
  });

  it('skips a dialogue of two processes', () => {
    const partner = toy.steps(
      'helper',
      '[{ while: true, do: [{ syscall: receive, with: { from: left } }, { syscall: send, with: { to: right } }] }]',
    );
    const steps =
      '{ launch: partner, program: other, with: { left: left, right: right } }, { repeat: 1000, do: [{ syscall: send, with: { to: left } }, { syscall: receive, with: { from: right } }] }';
    expect(skips(main(steps, partner))).to.be.greaterThan(900);
  });

  it('stops before each tick of the clock', () => {
    // A tick in 100,000 cycles, an iteration of 1000: some 90 of each 100 are skipped.
    const clocked = toy.clock('1 kHz');
    const skipped = skips(main('{ repeat: 1000, do: [{ run: work, times: 10 }] }', clocked));
    expect(skipped).to.be.within(700, 980);
  });

  it('skips nothing that draws a random number', () => {
    expect(
      skips(
        main(
          '{ repeat: 100, do: [{ choose: coin, among: [{ weight: 1, do: [] }, { weight: 1, do: [{ run: one }] }] }] }',
        ),
      ),
    ).to.equal(0);
  });

  it('skips nothing while a count goes up', () => {
    expect(skips(main('{ repeat: 100, do: [{ set: { left.items: left.items + 1 } }] }'))).to.equal(0);
  });

  it('takes no notice of a count that nobody reads', () => {
    const count = '{ repeat: 100, do: [{ set: { left.limit: left.limit + 1 } }, { run: work }] }';
    expect(skips(main(count))).to.be.greaterThan(90);
  });

  it('takes notice of a count that is read before it is set, only afterwards, or by another field', () => {
    const steps = '[{ run: work, times: left.limit }, { set: { left.limit: left.limit + 1 } }]';
    expect(skips(main(`{ repeat: 100, do: ${steps} }`))).to.equal(0);
    const count = '{ repeat: 100, do: [{ set: { left.limit: left.limit + 1 } }, { run: work }] }';
    expect(skips(main(`${count}, { run: work, times: left.limit }`))).to.equal(0);
    const other = '{ repeat: 100, do: [{ set: { right.items: left.limit, left.limit: left.limit + 1 } }] }';
    expect(skips(main(`${other}, { run: work, times: right.items }`))).to.equal(0);
  });

  it('skips nothing while pages come and go', () => {
    expect(
      skips(main('{ repeat: 100, do: [{ touch: true, writes: { bss: 1 } }, { page: drop, at: bss }] }')),
    ).to.equal(0);
  });

  it('is exact for a loop with a period of two iterations', () => {
    const steps =
      '{ repeat: 1000, do: [{ set: { left.items: (left.items + 1) % 2 } }, { if: left.items, then: [{ run: work }], else: [{ run: step }] }] }';
    skips(main(steps));
  });

  it('waits until caches have settled, which takes some iterations when lines conflict', () => {
    const steps =
      '{ repeat: 40, do: [{ touch: true, writes: { bss: 2048 } }, { touch: true, reads: { big: 2048 } }, { fill: 4096, to: buffer }, { touch: true, reads: { buffer: 128, data: 256 } }] }';
    for (const seed of ['1', '2', '3', '4']) {
      const slow = main(steps).run({ seed, fastForward: false });
      expect(result(main(steps).run({ seed }))).to.deep.equal(result(slow));
    }
  });

  it('keeps measures inside the loop, and the count of operations after it', () => {
    const steps =
      '{ set: { n: 500 } }, { repeat: n, do: [{ measure: inner, operations: 2, do: [{ run: work }] }] }';
    const fast = main(steps).run();
    expect(fast.skippedIterations).to.be.greaterThan(400);
    expect(fast.measures['inner'].operations).to.equal(1000);
    expect(result(fast)).to.deep.equal(result(main(steps).run({ fastForward: false })));
  });

  it('equals running every iteration, on random systems', () => {
    let skipped = 0;
    check(
      100,
      fc.property(randomSystems, ({ system }) => {
        skipped += skips(system);
      }),
    );
    // A property about skipping says nothing when nothing was skipped.
    expect(skipped).to.be.greaterThan(1000);
  }).timeout(60_000);
});
