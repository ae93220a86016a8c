import { expect } from 'chai';
import { joined } from '../../../calibration/experiments/experiments.ts';
import { run } from '../../../model/run/run.ts';
import { reproduce } from '../../../calibration/experiments/reproduce.ts';
import type { Row } from '../../../calibration/experiments/row.ts';
import {
  readModernExperiments,
  readShippedExperiments,
  readShippedPredictions,
} from '../../../cli/shipped.ts';
import type { Override } from '../../../model/index.ts';
import { experiments, library, targets } from '../../support/shipped.ts';

const MODERN = Object.keys(readModernExperiments().list);

async function rowsOf(names: readonly string[], overrides: readonly Override[] = []): Promise<Row[]> {
  const options = { library, experiments, targets, seed: '1', replications: 1 };
  return (await reproduce({ ...options, names, overrides })).rows;
}

describe('structures of our time', () => {
  it('stand in a list of their own, each experiment on its machine', () => {
    const paper = readShippedExperiments();
    for (const name of MODERN) {
      expect(paper.list).not.to.have.property(name);
      expect(library.names('machine')).to.include(experiments.list[name].machine);
    }
    const list = joined({ machine: 'a', list: {} }, { machine: 'b', list: { e: paper.list['getpid'] } });
    expect([list.machine, list.list['e'].machine]).to.deep.equal(['a', 'b']);
  });

  it('have a published figure, for validation only, and a first prediction in each row', async () => {
    const predictions = readShippedPredictions();
    const rows = await rowsOf(MODERN);
    expect(new Set(rows.map(({ experiment }) => experiment))).to.deep.equal(new Set(MODERN));
    for (const { experiment, test, system, published, role } of rows) {
      expect(published, `${experiment} ${test}`).not.to.equal(undefined);
      expect(role).to.equal('validation');
      expect(predictions.experiments[experiment].rows[test][system]).to.be.greaterThan(0);
    }
  });

  it('pay for isolated page tables by two loads of CR3, and by refills where the TLB has no tags', async () => {
    const [plain, isolated] = await rowsOf(['system-call-skylake']);
    const [untaggedPlain, untagged] = await rowsOf(
      ['system-call-skylake'],
      [{ path: 'tlb.tagged', value: '0' }],
    );
    const [, cheap] = await rowsOf(
      ['system-call-skylake'],
      [{ path: 'privilege.cr3-load', value: '86 cycles' }],
    );
    expect(isolated.model).to.be.greaterThan(plain.model);
    expect(untaggedPlain.model).to.equal(plain.model);
    expect(untagged.model).to.be.greaterThan(isolated.model);
    expect(isolated.model - cheap.model).to.be.closeTo(2 * 100, 1e-9);
  });

  it('let threads migrate within the published range', async () => {
    const [row] = await rowsOf(['migrating-threads']);
    expect(row.unit).to.equal('times');
    expect(row.relativeError).to.equal(0);
  });
});

describe('PCT against IPC', () => {
  it('reproduces table 6 and its totals, where the paper adds PCT up to one cycle more', async () => {
    const rows = await rowsOf(['pct-versus-ipc']);
    expect(rows).to.have.lengthOf(23);
    for (const { test, system, model, published, role } of rows) {
      expect(role).to.equal('reproduced');
      const printed = Number(published) - (test === 'total' && system === 'pct' ? 1 : 0);
      expect(model, `${test} on ${system}`).to.be.closeTo(printed, 0.01);
    }
  });

  const disturbed = (system: string, ...overrides: Override[]): number =>
    run(library, {
      machine: 'alpha-21164',
      system,
      workload: 'control-transfer',
      tests: ['disturbed'],
      seed: '1',
      replications: 1,
      overrides,
    }).measured[0].value;

  it('costs more after other work, IPC more than PCT, and more still where the TLB has no tags', () => {
    const [pct, ipc] = ['pct', 'ipc'].map((system) => disturbed(system));
    expect(pct).to.be.greaterThan(37 * 5);
    expect(ipc - pct).to.be.greaterThan(45 - 37);
    expect(disturbed('ipc', { path: 'tlb.tagged', value: '0' })).to.be.greaterThan(ipc);
  });

  it('costs what table 6 says when there is no other work', () => {
    const nothing = ['other-data', 'other-code'].map((name) => ({ path: `constants.${name}`, value: '0' }));
    expect(disturbed('ipc', ...nothing)).to.equal(45);
  });
});
