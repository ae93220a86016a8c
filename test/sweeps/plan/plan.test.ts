import { expect } from 'chai';
import type { Plan } from '../../../sweeps/plan/plan.ts';
import { expectRunsOfPoints } from '../../support/sweep-plans.ts';
import { prepared, SWEEP } from '../../support/sweeps.ts';
import { replaceOnce } from '../../support/toy.ts';

const set = (text: string, run: number): Record<string, string> =>
  Object.fromEntries(
    prepared(text)
      .plan.jobOf(run)
      .overrides.map(({ path, value }) => [path, value]),
  );

const keyOf = (plan: Plan, run: number): string => plan.keyOf(plan.jobOf(run));

describe('the plan of a sweep', () => {
  it('has one run for all points that are alike for a variant', () => {
    const { plan } = prepared(SWEEP);
    expect(plan.space.size).to.equal(6);
    // Native Linux has three costs of a TLB miss and no IPC, L4Linux all six combinations.
    expect(plan.runs).to.equal(3 + 6);
    expect([0, 1, 2, 3, 4, 5].map((point) => plan.runOf(point, 'linux', 'call'))).to.deep.equal([
      0, 0, 1, 1, 2, 2,
    ]);
    expect([0, 1, 2, 3, 4, 5].map((point) => plan.runOf(point, 'l4linux', 'call'))).to.deep.equal([
      3, 4, 5, 6, 7, 8,
    ]);
  });

  it('sets in a run what its system has a place for', () => {
    expect(set(SWEEP, 0)).to.deep.equal({ 'tlb.walk-level': '4 cycles' });
    expect(set(SWEEP, 8)).to.deep.equal({
      'tlb.walk-level': '9 cycles',
      'functions.l4.ipc-short.instructions': '100',
    });
  });

  it('sets for all variants what the sweep sets, and for one what the variant does', () => {
    const text = SWEEP.replace(
      'baseline: linux',
      'set: { tlb.data.entries: 32, functions.l4.ipc-short.instructions: 70 }\nbaseline: linux',
    )
      .replace('system: l4linux', 'system: l4linux, set: { tlb.data.entries: 16 }')
      .replace(/ {2}ipc: .*/, '');
    expect(set(text, 0)).to.deep.equal({ 'tlb.walk-level': '4 cycles', 'tlb.data.entries': '32' });
    expect(set(text, 3)).to.deep.equal({
      'tlb.walk-level': '4 cycles',
      'tlb.data.entries': '16',
      'functions.l4.ipc-short.instructions': '70',
    });
  });

  it('runs on the machine that was asked for, whatever the sweep would have', () => {
    const text = SWEEP.replace('baseline: linux', 'machine: pentium-90\nbaseline: linux');
    expect(prepared(text, { machine: 'pentium-166' }).plan.jobOf(0).machine).to.equal('pentium-166');
  });

  it('moves the machine', () => {
    const text = replaceOnce(
      SWEEP,
      'ipc: {',
      'cpu: { title: cpu, machines: [pentium-90, pentium-166] }\n  ipc: {',
    );
    const { plan } = prepared(text);
    expect(plan.runs).to.equal(3 * 2 + 3 * 2 * 2);
    expect(plan.placeOf(2, 'linux')).to.deep.equal({ system: 'linux', machine: 'pentium-166' });
    const own = prepared(replaceOnce(text, 'system: l4linux', 'system: l4linux, machine: pentium-133')).plan;
    expect(own.runs).to.equal(3 * 2 + 3 * 2);
    expect(own.placeOf(2, 'l4linux').machine).to.equal('pentium-133');
  });

  it('knows a run by what it depends on', () => {
    const { plan } = prepared(SWEEP);
    const key = keyOf(plan, 0);
    const other = (text: string, settings = {}): string => keyOf(prepared(text, settings).plan, 0);
    // Names, other variants, other points and derived figures do not matter.
    expect(
      other(
        SWEEP.replaceAll('call', 'time').replace('steps: 3', 'steps: 2').replace('sweep: own', 'sweep: two'),
      ),
    ).to.equal(key);
    expect(other(SWEEP, { seed: '2' })).not.to.equal(key);
    expect(other(SWEEP, { engine: 'another' })).not.to.equal(key);
    expect(other(SWEEP, { replications: 3 })).not.to.equal(key);
    expect(other(SWEEP, { machine: 'pentium-90' })).not.to.equal(key);
    expect(other(SWEEP.replace('from: 4 cycles', 'from: 5 cycles'))).not.to.equal(key);
  });

  it('does not set what the files have anyway', () => {
    const text = replaceOnce(
      SWEEP,
      'set: functions.l4.ipc-short.instructions, values: [50, 100]',
      'set: tlb.data.entries, values: [32, 64]',
    );
    expect(set(text, 0)).to.deep.equal({ 'tlb.walk-level': '4 cycles', 'tlb.data.entries': '32' });
    expect(set(text, 1)).to.deep.equal({ 'tlb.walk-level': '4 cycles' });
    // A calibrated machine says more than the file that it was calibrated with.
    const { plan } = prepared(text);
    expect(keyOf(plan, 1)).not.to.equal(keyOf(plan, 0));
  });

  it('gives every point the run that has its values', () => {
    expectRunsOfPoints(5);
  });
});
