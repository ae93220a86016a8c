import { expect } from 'chai';
import { slowdowns } from '../../../calibration/experiments/slowdowns.ts';
import {
  compile,
  crossoverLoad,
  curveResults,
  loadMachine,
  loadSources,
  runLoadCurve,
  secondsAt,
  SpecError,
  type Library,
  type LoadCurve,
} from '../../../model/index.ts';
import { library as shipped } from '../../support/shipped.ts';

const curve = (times: readonly [number, ...number[]][]): LoadCurve => ({
  mix: 'toy',
  jobsPerTask: 10,
  crossover: 1,
  points: times.map(([load, ...seconds]) => ({
    load,
    seconds,
    charges: [],
    elapsedCycles: 0,
    fingerprint: '',
  })),
});
const result = (name: string, of: LoadCurve): number =>
  curveResults(of).find(({ test }) => test === name)!.value;

describe('a load curve', () => {
  // 10 jobs a task: 600 / seconds are the jobs a minute of each task.
  const native = curve([
    [1, 100],
    [2, 200],
    [4, 700],
  ]);

  it('interpolates between loads and finds the crossover', () => {
    expect(secondsAt(native, 3, 0)).to.equal(450);
    // A task's jobs a minute: 3 at load 2, 6/7 at load 4; 1 lies at 2 / (3 - 6/7) of the way.
    expect(crossoverLoad(native)).to.be.closeTo(2 + 2 * (2 / (3 - 6 / 7)), 1e-12);
  });

  it('gives the greatest throughput and the slowdowns against the baseline', () => {
    const slow = curve([
      [1, 110],
      [2, 240],
      [4, 910],
    ]);
    expect(result('max-jobs-per-minute', native)).to.equal(6);
    expect(result('jobs-per-minute-at-load-4', native)).to.be.closeTo(24_00 / 700, 1e-12);
    const [mean, atMost] = slowdowns(slow, native);
    expect([mean.test, atMost.test]).to.deep.equal([
      'slowdown-mean-over-loads-percent',
      'slowdown-at-max-load-percent',
    ]);
    expect(atMost.model).to.be.closeTo(30, 1e-9);
    // Whole loads up to the slower one's crossover, 3: 10 %, 20 % and 575 s for 450 s.
    expect(mean.model).to.be.closeTo((10 + 20 + (575 / 450 - 1) * 100) / 3, 1e-9);
  });

  it('gives an interval of confidence over replications', () => {
    const [{ value, interval }] = curveResults(curve([[1, 60, 120]]));
    expect(value).to.equal(7.5);
    // Student's 95 % for one degree of freedom: 12.706 standard errors of 2.5.
    expect(interval![1] - value).to.be.closeTo(12.706 * 2.5, 1e-2);
  });
});

describe('the AIM VII workload', () => {
  const { machine } = loadMachine(shipped, 'pentium-133');
  /** The shipped files with one text of aim7.yaml replaced. */
  const changed = (from: string, to: string): Library => ({
    names: (kind) => shipped.names(kind),
    read: (file) => {
      const text = shipped.read(file);
      if (!file.endsWith('/aim7.yaml') || text === undefined) return text;
      expect(text).to.include(from);
      return text.replace(from, to);
    },
  });
  const run = (library: Library, mix = 'shared'): LoadCurve => {
    const sources = loadSources(library, 'linux', 'aim7');
    return runLoadCurve(sources, compile(sources), machine, { mix, seed: '1', replications: 1, quick: true });
  };
  const problemOf = (library: Library, mix?: string): string => {
    try {
      run(library, mix);
    } catch (error) {
      if (error instanceof SpecError) return error.message;
      throw error;
    }
    return 'none';
  };

  it('has as many jobs a task as the suite, in each mix', () => {
    const { mixes } = loadSources(shipped, 'linux', 'aim7').workload[0].spec['job-mix']!;
    const jobs = Object.entries(mixes).map(([name, { runs }]) => [
      name,
      Object.values(runs).reduce((sum, count) => sum + count, 0),
      Object.keys(runs).length,
    ]);
    expect(jobs).to.deep.equal([
      ['shared', 97, 53],
      ['compute', 101, 26],
      ['dbase', 99, 23],
      ['fserver', 101, 31],
    ]);
  });

  it('stops at the crossover and repeats itself to the tick', () => {
    const few = changed('quick-loads: [1, 3, 10, 30, 100, 140, 200]', 'quick-loads: [1, 2]');
    const first = run(few);
    expect(first.points.map(({ load }) => load)).to.deep.equal([1, 2]);
    expect(run(few).points).to.deep.equal(first.points);
    const early = changed('crossover: { value: 1,', 'crossover: { value: 100,');
    expect(run(early).points.map(({ load }) => load)).to.deep.equal([1]);
  });

  it('refuses wrong names where they stand', () => {
    expect(problemOf(changed('run: open-and-close\n', 'run: open-and-shut\n'))).to.match(
      /^model\/workloads\/aim7\.yaml:\d+:\d+: job-mix\.subtests\.disk_rd\.steps\[0\]\.run: expected a program of the workload .*, found "open-and-shut" \(did you mean open-and-close\?\)$/,
    );
    expect(problemOf(changed('{ integer-add: 60000000 }', '{ integer-sum: 60000000 }'))).to.match(
      /aim7\.yaml:\d+:\d+: job-mix\.subtests\.add_long\.operations\.integer-sum: expected an operation .*, found "integer-sum" \(did you mean integer-add\?\)/,
    );
    expect(problemOf(changed('add_double: 4,', 'add_doubt: 4,'))).to.match(
      /aim7\.yaml:\d+:\d+: job-mix\.mixes\.shared\.runs\.add_doubt: expected a subtest/,
    );
    expect(problemOf(shipped, 'none-such')).to.match(/expected a job mix of aim7 \(.*\), found "none-such"$/);
  });

  it('refuses impossible values where they stand', () => {
    expect(problemOf(changed('value: 10 s,', 'value: -10 s,'))).to.match(
      /aim7\.yaml:\d+:\d+: job-mix\.driver\.start-delay\.value: expected no negative value/,
    );
    expect(problemOf(changed('on: common, how: read', 'on: common, how: reed'))).to.match(
      /aim7\.yaml:\d+:\d+: job-mix\.subtests/,
    );
  });
});
