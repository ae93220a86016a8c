import { expect } from 'chai';
import fc from 'fast-check';
import { run } from '../../../model/run/run.ts';
import type { Job } from '../../../model/run/job.ts';
import { JobRunner } from '../../../model/run/runner.ts';
import { SpecError, type Override } from '../../../model/index.ts';
import { check } from '../../support/property.ts';
import { toy, type Toy } from '../../support/toy.ts';

const BUSY =
  '[{ repeat: rounds, do: [{ syscall: spend, with: { units: 3 } }, { touch: true, reads: { data: 2 } }] }]';

/** A library that nobody has read from yet: nothing can be remembered of it. */
function fresh(): Toy {
  return toy
    .append(
      'workload',
      `
constants:
  rounds: { value: 20, source: toy, status: estimated }
quick:
  constants.rounds: 2
`,
    )
    .steps('measured', BUSY);
}

const override = (path: string, ...values: string[]): fc.Arbitrary<Override> =>
  fc.record({ path: fc.constant(path), value: fc.constantFrom(...values) });

/** Of the machine, of each of the kernel files, and of none. */
const overrides = fc.uniqueArray(
  fc.oneof(
    override('tlb.walk-level', '5 cycles', '20 cycles'),
    override('tlb.tagged', '0', '1'),
    override('caches.l2.size', '64 KiB', '128 KiB'),
    override('functions.linux.one.instructions', '0', '7'),
    override('functions.linux.one', 'none', '5'),
    override('functions.linux.fault-entry', 'none', '80'),
    override('domains.linux.footprint.text-spread', '1', '3'),
    override('objects.channel.fields.limit', '4', '9'),
    override('constants.rounds', '1', '30'),
    override('title', 'one', 'two'),
    override('no.such.place', '1'),
  ),
  { maxLength: 3, selector: ({ path }) => path },
);

const job: fc.Arbitrary<Job> = fc.record({
  machine: fc.constantFrom('toy', 'toy', 'pentium-133'),
  system: fc.constant('toy'),
  workload: fc.constant('toy'),
  seed: fc.constantFrom('1', '2'),
  replications: fc.constantFrom(1, 2),
  quick: fc.boolean(),
  overrides,
});

describe('a runner of jobs', () => {
  it('gives what each job gives that is run alone, after whatever jobs', () => {
    check(
      5,
      fc.property(fc.array(job, { minLength: 2, maxLength: 10 }), (jobs) => {
        const runner = new JobRunner(fresh());
        for (const one of jobs) expect(runner.run(one)).to.deep.equal(run(fresh(), one));
      }),
    );
  });

  it('gives the same when it has forgotten what it ran, and runs it again', () => {
    const settings = Array.from({ length: 20 }, (_, value): Job => ({
      machine: 'toy',
      system: 'toy',
      workload: 'toy',
      seed: '1',
      replications: 1,
      overrides: [{ path: 'functions.linux.one.instructions', value: String(value) }],
    }));
    const runner = new JobRunner(fresh());
    const all = (): unknown => settings.map((one) => runner.run(one));
    const first = all();
    expect(all()).to.deep.equal(first);
    expect(new Set(settings.map((one) => runner.run(one).measured[0].value)).size).to.equal(settings.length);
  });

  it('goes on after a job that was refused', () => {
    const runner = new JobRunner(fresh());
    const good: Job = {
      machine: 'toy',
      system: 'toy',
      workload: 'toy',
      seed: '1',
      replications: 1,
      overrides: [],
    };
    const wrong: Job = { ...good, overrides: [{ path: 'tlb.walk-level', value: '16 ns' }] };
    for (const one of [wrong, wrong]) expect(() => runner.run(one)).to.throw(SpecError, /a unit of cycles/);
    expect(runner.run(good)).to.deep.equal(run(fresh(), good));
  });
});
