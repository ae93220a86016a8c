import { expect } from 'chai';
import { run } from '../../../model/run/run.ts';
import { reproduce, type Execute, type Reproduction } from '../../../calibration/experiments/reproduce.ts';
import { expectExactCharges, expectFormOfRows, QUICK_PAIRS } from '../../support/reproductions.ts';
import { experiments, library, runOne, targets } from '../../support/shipped.ts';

const FIVE = ['linux', 'l4linux', 'l4linux-trampoline', 'mklinux-in-kernel', 'mklinux-user'];
/** Tests and systems of each experiment: the ids by which results are asked for, never to be changed. */
const IDS: Record<string, { tests: string[]; systems: string[] }> = {
  getpid: { tests: ['getpid'], systems: FIVE },
  'getpid-breakdown': {
    tests: [
      'enter-emulation-library',
      'send-syscall-message',
      'linux',
      'send-reply',
      'leave-emulation-library',
    ],
    systems: ['l4linux'],
  },
  lmbench: {
    tests: [
      'write-dev-null-latency',
      'null-process-latency',
      'simple-process-latency',
      'sh-process-latency',
      'mmap-latency',
      'ctx-2proc-0k-latency',
      'ctx-8proc-0k-latency',
      'pipe-latency',
      'udp-latency',
      'rpc-udp-latency',
      'tcp-latency',
      'rpc-tcp-latency',
      'pipe-bandwidth',
      'tcp-bandwidth',
      'file-reread-bandwidth',
      'mmap-reread-bandwidth',
    ],
    systems: FIVE,
  },
  'dual-space': { tests: ['getpid'], systems: ['l4linux-dual-space'] },
  'pipes-and-rpc': { tests: ['pipe-latency', 'pipe-bandwidth'], systems: FIVE },
};

describe('reproducing the paper', () => {
  const results = new Map<string, Reproduction>();
  const of = (name: string, system: string): Reproduction => results.get(`${name} ${system}`)!;
  const base = { library, experiments, targets, seed: '1', replications: 1 };

  before(async () => {
    for (const [name, system] of QUICK_PAIRS) results.set(`${name} ${system}`, await runOne(name, system));
  });

  it('has the pipe and the calls of L4 itself, bandwidths with best and worst over page colours', () => {
    const { rows } = of('pipes-and-rpc', 'l4');
    const variants = ['l4-pipe', 'l4-synchronous-rpc', 'l4-mapping-rpc'];
    const bandwidths = variants.map((variant) => `${variant}-bandwidth`);
    expect(rows.map(({ test }) => test)).to.have.members([
      ...variants.map((variant) => `${variant}-latency`),
      ...bandwidths,
    ]);
    for (const { test, interval, model, published } of rows.filter((row) => bandwidths.includes(row.test))) {
      expect(interval, test).to.satisfy(([least, greatest]: number[]) => least < model && model < greatest);
      expect(published, test).to.be.an('array');
    }
  });

  it('has rows with the ids of the paper', () => {
    for (const [name, { tests, systems }] of Object.entries(IDS)) {
      const rows = systems.flatMap((system) => of(name, system).rows);
      const ids = rows.map(({ experiment, test, system }) => `${experiment} ${test} ${system}`);
      const expected = systems.flatMap((system) => tests.map((test) => `${name} ${test} ${system}`));
      expect(ids).to.have.members(expected);
    }
  });

  it('has a published figure for each of these rows', () => {
    for (const name of Object.keys(IDS)) {
      for (const system of IDS[name].systems)
        for (const row of of(name, system).rows)
          expect(row, row.test).to.include.keys('published', 'role', 'relativeError');
    }
  });

  for (const [name, system] of QUICK_PAIRS) {
    it(`adds up the charges of ${name} on ${system} exactly`, () => {
      expectExactCharges(of(name, system));
    });
  }

  it('keeps to the form of a row', () => {
    for (const [name, system] of QUICK_PAIRS) expectFormOfRows(of(name, system));
  });

  it('gives units as the paper has them', () => {
    const unitsOf = (name: string, system: string): string[] => [
      ...new Set(of(name, system).rows.map(({ unit }) => unit)),
    ];
    expect(unitsOf('getpid', 'linux')).to.deep.equal(['cycles']);
    expect(unitsOf('getpid-breakdown', 'l4linux')).to.deep.equal(['cycles']);
    expect(unitsOf('dual-space', 'l4linux-dual-space')).to.deep.equal(['µs']);
    for (const { test, unit } of of('lmbench', 'linux').rows)
      expect(unit).to.equal(test.endsWith('-bandwidth') ? 'MB/s' : 'µs');
  });

  it('gives the same fingerprint and rows again, and others for another seed', async () => {
    const { fingerprint, rows } = of('getpid', 'l4linux');
    const again = await runOne('getpid', 'l4linux');
    expect(again.fingerprint).to.equal(fingerprint);
    expect(again.rows).to.deep.equal(rows);
    expect((await runOne('getpid', 'l4linux', 'another')).fingerprint).not.to.equal(fingerprint);
  });

  it('gives an experiment the same rows alone and together with others', async () => {
    const together = await reproduce({ ...base, names: ['getpid', 'getpid-breakdown'] });
    const alone = FIVE.flatMap((system) => of('getpid', system).rows);
    expect(together.rows).to.deep.equal([...alone, ...of('getpid-breakdown', 'l4linux').rows]);
  });

  it('gives the same result whoever executes the jobs, and in whatever order', async () => {
    const names = ['getpid', 'dual-space'];
    const execute: Execute = (jobs) => {
      const backwards = [...jobs].reverse().map((job) => run(library, job).measured);
      return Promise.resolve(backwards.reverse());
    };
    expect(await reproduce({ ...base, names, execute })).to.deep.equal(await reproduce({ ...base, names }));
  });

  it('spans an interval over replications', async () => {
    const { rows } = await reproduce({ ...base, names: ['dual-space'], replications: 3 });
    const [{ model, interval }] = rows;
    expect(interval?.[0]).to.be.at.most(model);
    expect(interval?.[1]).to.be.at.least(model);
    expect(of('dual-space', 'l4linux-dual-space').rows[0]).not.to.have.property('interval');
  });

  it('breaks a system call down into parts that add up to it', () => {
    const parts = of('getpid-breakdown', 'l4linux').rows.reduce((sum, { model }) => sum + model, 0);
    const [{ model }] = of('getpid', 'l4linux').rows;
    // Outside of the parts are the loop and the ticks of the clock.
    expect(parts).to.be.within(model * 0.95, model * 1.05);
  });

  it('runs an experiment on its own machine, and a system on its own workload', async () => {
    const list = {
      own: {
        title: 'getpid on two machines',
        workload: 'getpid',
        workloads: { l4linux: 'hbench' },
        machine: 'pentium-166',
        systems: ['linux', 'l4linux'],
      },
    };
    const { rows } = await reproduce({ ...base, experiments: { machine: 'pentium-133', list }, names: [] });
    const { rows: there } = await reproduce({ ...base, machine: 'pentium-166', names: ['getpid'] });
    expect(rows.filter(({ system }) => system === 'linux').map(({ model }) => model)).to.deep.equal([
      there[0].model,
    ]);
    const tests = rows.filter(({ system }) => system === 'l4linux').map(({ test }) => test);
    expect(tests).to.deep.equal(of('hbench', 'l4linux').rows.map(({ test }) => test));
  });

  it('takes what-ifs', async () => {
    const tagged = await reproduce({
      ...base,
      names: ['dual-space'],
      overrides: [{ path: 'tlb.tagged', value: '1' }],
    });
    expect(tagged.rows[0].model).to.be.lessThan(of('dual-space', 'l4linux-dual-space').rows[0].model);
  });

  it('tells its progress', async () => {
    const steps: [number, number][] = [];
    await reproduce({ ...base, names: ['getpid'], onProgress: (...step) => steps.push(step) });
    expect(steps).to.deep.equal([1, 2, 3, 4, 5].map((step) => [step, 5]));
  });
});
