import { expect } from 'chai';
import { compile, loadSystem, Simulation, type Outcome, type Override } from '../../../model/index.ts';
import { total } from '../../support/outcome.ts';
import { library } from '../../support/shipped.ts';

function run(program: string, overrides: readonly Override[] = [], system = 'l4linux'): Outcome {
  const { machine, sources } = loadSystem(library, 'pentium-133', system, 'cache-partitioning', [
    ...overrides,
  ]);
  return new Simulation(compile(sources), machine, { seed: '1' }).run(program);
}
const cycles = ({ measures }: Outcome): number => measures['multiplication'].cycles;
const withColours = (colours: number): Override[] => [
  { path: 'pagers.real-time.colours', value: String(colours) },
];

describe('cache partitioning', () => {
  const [alone, shared, partitioned] = ['undisturbed', 'shared', 'partitioned'].map((program) =>
    run(program),
  );

  it('makes the interrupted task faster than without, and not as fast as alone', () => {
    expect(cycles(alone)).to.be.below(cycles(partitioned));
    expect(cycles(partitioned)).to.be.below(cycles(shared));
  });

  it('helps the more, the more colours the task has', () => {
    const times = [1, 8, 32].map((colours) => cycles(run('partitioned', withColours(colours))));
    expect(times).to.deep.equal([...times].sort((left, right) => right - left));
  });

  it('runs the same instructions of the task with and without load', () => {
    const instructions = ({ charges }: Outcome): number =>
      charges.find(({ place, cause }) => place === 'user' && cause === 'instructions')!.cycles;
    // The load runs a few instructions of its own an interruption.
    expect(instructions(shared) / instructions(alone)).to.be.within(1, 1.01);
  });

  it('leaves the time of the load out: an interruption in 100 µs of what is left', () => {
    const { charges, elapsedCycles } = shared;
    expect(total(shared)).to.equal(elapsedCycles);
    const loads = charges.find(
      ({ place, cause }) => place === 'l4' && cause === 'address-space-switch',
    )!.cycles;
    // Two loads of CR3, 21 cycles each, an interruption; the first multiplication is not interrupted.
    const period = cycles(shared) / (loads / (2 * 21));
    expect(period).to.be.within(13_200, 13_400);
  });

  it('is eight jobs', () => {
    const { job, multiplication } = shared.measures;
    expect(job.operations).to.equal(8);
    expect(job.cycles).to.equal(multiplication.cycles);
  });

  it('runs on every L4 structure and on no other', () => {
    expect(cycles(run('partitioned', [], 'l4linux-dual-space'))).to.be.above(cycles(alone));
    expect(() => run('partitioned', [], 'linux')).to.throw('a path l4-receive(thread: address)');
  });
});
