import { expect } from 'chai';
import { reproduce } from '../../calibration/reproduce.ts';
import { experiments, library, PAIRS, reproduceOne, runOne, targets } from '../support/shipped.ts';

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
};

describe('reproducing the paper', () => {
  it('has rows with the ids of the paper', () => {
    for (const [name, { tests, systems }] of Object.entries(IDS)) {
      const rows = systems.flatMap((system) => reproduceOne(name, system).rows);
      const ids = rows.map(({ experiment, test, system }) => `${experiment} ${test} ${system}`);
      const expected = systems.flatMap((system) => tests.map((test) => `${name} ${test} ${system}`));
      expect(ids).to.have.members(expected);
    }
  });

  it('has a published figure for each of these rows', () => {
    for (const name of Object.keys(IDS)) {
      for (const system of IDS[name].systems)
        for (const row of reproduceOne(name, system).rows)
          expect(row, row.test).to.include.keys('published', 'role', 'relativeError');
    }
  });

  for (const [name, system] of PAIRS) {
    it(`adds up the charges of ${name} on ${system} exactly`, () => {
      const { charges, elapsedCycles } = reproduceOne(name, system);
      expect(elapsedCycles).to.be.greaterThan(0);
      expect(charges.reduce((sum, { cycles }) => sum + cycles, 0)).to.equal(elapsedCycles);
    });
  }

  it('keeps to the form of a row', () => {
    for (const [name, system] of PAIRS) {
      for (const row of reproduceOne(name, system).rows) {
        const { unit, model, published, relativeError, sdPercent, role, firstPrediction, shares, ...ids } =
          row;
        expect(Object.keys(ids)).to.deep.equal(['experiment', 'test', 'system']);
        expect(unit).to.be.oneOf(['cycles', 'µs', 'ms', 's', 'MB/s']);
        expect(model).to.satisfy((value: number) => Number.isFinite(value) && value > 0);
        if (firstPrediction !== undefined) expect(firstPrediction).to.be.greaterThan(0);
        if (shares) expect(shares.user + shares.system + shares.idle).to.be.closeTo(1, 1e-9);
        if (published === undefined) continue;
        expect(published).to.be.greaterThan(0);
        expect(relativeError).to.equal((model - published) / published);
        expect(role).to.be.oneOf(['calibration', 'validation', 'fitted']);
        if (sdPercent !== undefined) expect(sdPercent).to.be.at.least(0);
      }
    }
  });

  it('gives units as the paper has them', () => {
    const unitsOf = (name: string, system: string): Set<string> =>
      new Set(reproduceOne(name, system).rows.map(({ unit }) => unit));
    expect([...unitsOf('getpid', 'linux')]).to.deep.equal(['cycles']);
    expect([...unitsOf('getpid-breakdown', 'l4linux')]).to.deep.equal(['cycles']);
    expect([...unitsOf('dual-space', 'l4linux-dual-space')]).to.deep.equal(['µs']);
    for (const { test, unit } of reproduceOne('lmbench', 'linux').rows)
      expect(unit).to.equal(test.endsWith('-bandwidth') ? 'MB/s' : 'µs');
  });

  it('gives the same fingerprint and rows again, and others for another seed', () => {
    const { fingerprint, rows } = reproduceOne('getpid', 'l4linux');
    const again = runOne('getpid', 'l4linux');
    expect(again.fingerprint).to.equal(fingerprint);
    expect(again.rows).to.deep.equal(rows);
    expect(runOne('getpid', 'l4linux', 'another').fingerprint).not.to.equal(fingerprint);
  });

  it('gives an experiment the same rows alone and together with others', () => {
    const together = reproduce({
      library,
      experiments,
      targets,
      names: ['getpid', 'getpid-breakdown'],
      seed: '1',
      replications: 1,
    });
    const alone = [...FIVE.map((system) => ['getpid', system]), ['getpid-breakdown', 'l4linux']].flatMap(
      ([name, system]) => reproduceOne(name, system).rows,
    );
    expect(together.rows).to.deep.equal(alone);
  });

  it('spans an interval over replications', () => {
    const only = { ...experiments, list: { getpid: { ...experiments.list['getpid'], systems: ['linux'] } } };
    const { rows } = reproduce({
      library,
      experiments: only,
      targets,
      names: [],
      seed: '1',
      replications: 3,
    });
    const [{ model, interval }] = rows;
    expect(interval?.[0]).to.be.at.most(model);
    expect(interval?.[1]).to.be.at.least(model);
    expect(reproduceOne('getpid', 'linux').rows[0]).not.to.have.property('interval');
  });

  it('breaks a system call down into parts that add up to it', () => {
    const parts = reproduceOne('getpid-breakdown', 'l4linux').rows.reduce((sum, { model }) => sum + model, 0);
    const [{ model }] = reproduceOne('getpid', 'l4linux').rows;
    // Outside of the parts are the loop and the ticks of the clock.
    expect(parts).to.be.within(model * 0.95, model * 1.05);
  });

  it('takes what-ifs', () => {
    const slow = reproduce({
      library,
      experiments,
      targets,
      names: ['dual-space'],
      seed: '1',
      replications: 1,
      overrides: [{ path: 'tlb.tagged', value: '1' }],
    });
    expect(slow.rows[0].model).to.be.lessThan(reproduceOne('dual-space', 'l4linux-dual-space').rows[0].model);
  });

  it('tells its progress', () => {
    const steps: [number, number][] = [];
    reproduce({
      library,
      experiments,
      targets,
      names: ['getpid'],
      seed: '1',
      replications: 1,
      onProgress: (...step) => steps.push(step),
    });
    expect(steps).to.deep.equal([1, 2, 3, 4, 5].map((step) => [step, 5]));
  });
});
