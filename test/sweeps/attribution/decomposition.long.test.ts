import { expect } from 'chai';
import { decompose, type DecomposeOptions } from '../../../sweeps/attribution/decomposition.ts';
import { readMechanisms, switchesOf } from '../../../sweeps/attribution/mechanisms.ts';
import { run } from '../../../model/run/run.ts';
import { readShippedMechanisms } from '../../../cli/shipped.ts';
import { SpecError } from '../../../model/index.ts';
import { MECHANISMS } from '../../../model/kernels/files/mechanisms.ts';
import { library, structuresFor } from '../../support/shipped.ts';

const mechanisms = readShippedMechanisms();
const options: DecomposeOptions = {
  library,
  mechanisms,
  machine: 'pentium-133',
  system: 'l4linux',
  against: 'linux',
  workload: 'getpid',
  test: 'getpid',
  seed: '1',
  replications: 1,
  execute: (jobs) => Promise.resolve(jobs.map((job) => run(library, job).measured)),
};
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('the decomposition of a penalty', () => {
  it('adds up to the penalty, with all orders and with drawn ones', async () => {
    for (const orderPairs of [undefined, 2]) {
      const found = await decompose({ ...options, ...(orderPairs === undefined ? {} : { orderPairs }) });
      const parts = found.parts.map(({ cycles }) => cycles);
      expect(sum(parts) + found.rest.cycles).to.be.closeTo(found.cycles - found.baseCycles, 1e-6);
      expect(found.runs).to.be.at.most(2 * 2 ** MECHANISMS.length);
    }
  });

  it('is nothing against the same system', async () => {
    const { parts, rest } = await decompose({ ...options, against: 'l4linux', orderPairs: 1 });
    expect([...parts, rest].map(({ cycles }) => cycles)).to.deep.equal([...MECHANISMS, 'rest'].map(() => 0));
  });

  it('puts a system call on L4Linux down to messages and mode switches, not to the TLB', async () => {
    const { parts } = await decompose({ ...options, orderPairs: 2 });
    const cycles = Object.fromEntries(parts.map((part) => [part.mechanism, part.cycles]));
    // Two traps for one: 2 x (48 + 27) cycles or so against one, and the segment registers of both.
    expect(cycles['mode-switches']).to.be.within(50, 90);
    expect(cycles['ipc']).to.be.greaterThan(150);
    expect(cycles['tlb-refills']).to.be.within(-2, 2);
    expect(cycles['copies']).to.be.within(-2, 2);
  });

  it('puts dual space down to the TLB', async () => {
    const dual = { system: 'l4linux-dual-space', against: 'l4linux', orderPairs: 2 };
    const { parts } = await decompose({ ...options, ...dual });
    const [most] = [...parts].sort((left, right) => right.cycles - left.cycles);
    expect(most.mechanism).to.equal('tlb-refills');
  });
});

describe('mechanisms', () => {
  it('of every structure are switched off by paths that its files have', () => {
    for (const system of structuresFor('getpid')) {
      const switches = switchesOf(library, mechanisms, 'pentium-133', system, 'getpid');
      for (const mechanism of MECHANISMS) {
        const overrides = switches(mechanism);
        const { machine, workload } = { machine: 'pentium-133', workload: 'getpid' };
        const job = { machine, system, workload, seed: '1', replications: 1, overrides };
        // A path that names nothing would leave the cycles as they are; each of these exists.
        for (const { path } of overrides)
          expect(path, system).to.match(/^(functions|privilege|tlb|caches|memory|strings|timers)\./);
        expect(run(library, job).measured[0].value).to.be.greaterThan(0);
      }
    }
  });

  it('without costs leave a system call of no cycles but those of its code', () => {
    const switches = switchesOf(library, mechanisms, 'pentium-133', 'l4linux', 'getpid');
    const overrides = MECHANISMS.flatMap(switches);
    const job = { machine: 'pentium-133', system: 'l4linux', workload: 'getpid', seed: '1', replications: 1 };
    const [{ charges }] = run(library, { ...job, overrides }).measured;
    expect([...new Set(charges.map(({ cause }) => cause))]).to.deep.equal(['instructions']);
    expect(charges.some(({ place }) => place === 'l4')).to.equal(false);
  });

  it('are refused with the place of a mistake', () => {
    expect(() => readMechanisms({ file: 'own.yaml', text: 'ipc: { title: IPC }\n' })).to.throw(
      SpecError,
      /^own\.yaml:1:/,
    );
    expect(() =>
      readMechanisms({ file: 'own.yaml', text: 'magic: { title: x, note: y, set: {} }\n' }),
    ).to.throw(SpecError, /mode-switches/);
  });
});
