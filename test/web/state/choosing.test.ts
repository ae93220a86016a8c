import { expect } from 'chai';
import type { Catalog } from '../../../web/engine/tasks.ts';
import {
  systemsLike,
  untried,
  withKnown,
  withSystem,
  withWorkload,
  workloadsOf,
} from '../../../web/state/choosing.ts';
import { INITIAL } from '../../../web/state/explorer-state.ts';
import { engine } from '../../support/page-engine.ts';

describe('choosing what to compare', () => {
  const catalog: Catalog = engine().perform('catalog', null);

  it('offers only what runs the same programs', () => {
    expect(systemsLike(catalog, INITIAL).map(({ name }) => name))
      .to.include('mklinux-user')
      .and.not.include('sel4');
    expect(workloadsOf(catalog, INITIAL).map(({ name }) => name))
      .to.include('compile')
      .and.not.include('control-transfer');
  });

  it('offers no workload that the system is known not to run', () => {
    const known = withKnown(catalog, 'linux', ['getpid', 'lmbench']);
    expect(workloadsOf(known, { ...INITIAL, system: 'linux' }).map(({ name }) => name)).to.deep.equal([
      'getpid',
      'lmbench',
    ]);
    const state = { ...INITIAL, workload: 'cache-partitioning' };
    expect(systemsLike(known, state).map(({ name }) => name))
      .to.include('mklinux-user')
      .and.not.include('linux');
    expect(withWorkload(INITIAL, known, 'cache-partitioning').against).to.not.equal('linux');
    expect(withSystem({ ...state, against: 'l4linux' }, known, 'linux').workload).to.equal('getpid');
  });

  it('asks what a system runs, those of the state first', () => {
    const asked: string[] = [];
    let known = catalog;
    for (let next = untried(known, INITIAL); next !== undefined; next = untried(known, INITIAL)) {
      asked.push(next);
      known = withKnown(known, next, []);
    }
    expect(asked.slice(0, 2)).to.deep.equal(['l4linux', 'linux']);
    expect(asked).to.have.members(catalog.systems.map(({ name }) => name));
  });

  it('keeps what fits when the system changes', () => {
    const state = { ...INITIAL, workload: 'lmbench', test: 'pipe-latency' };
    expect(withSystem(state, catalog, 'mklinux-user')).to.deep.equal({ ...state, system: 'mklinux-user' });
  });

  it('brings a system its own workload and company, whatever system it is', () => {
    for (const { name } of catalog.systems) {
      const state = withSystem(INITIAL, catalog, name);
      const run = { ...state, replications: 1, overrides: [] };
      expect(engine().perform('measure', run).cyclesPerOperation, name).to.be.greaterThan(0);
      expect(
        engine().perform('measure', { ...run, system: state.against }).cyclesPerOperation,
      ).to.be.greaterThan(0);
    }
  });

  it('looks at a whole workload quickly, and takes that back with the workload', () => {
    const quick = withWorkload(INITIAL, catalog, 'compile');
    expect([...quick.set]).to.deep.equal([
      ['localities.cc1.window', '20000'],
      ['localities.cpp.window', '20000'],
    ]);
    expect(withWorkload(quick, catalog, 'getpid')).to.deep.equal(INITIAL);
  });
});
