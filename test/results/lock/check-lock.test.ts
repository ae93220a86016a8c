import { expect } from 'chai';
import {
  checkLock,
  hasPassed,
  keepEdits,
  otherTrajectories,
  type CheckedRow,
} from '../../../results/lock/check-lock.ts';
import type { Lock, LockedExperiment, LockedRow } from '../../../results/lock/lock.ts';

const row = (model: number, more: Partial<LockedRow> = {}): LockedRow => ({
  ...{ test: 't', system: 's', model, unit: 'cycles' },
  ...more,
});
const lock = (rows: LockedRow[], more: Partial<LockedExperiment> = {}, whole: Partial<Lock> = {}): Lock => ({
  ukperf: '1.0.0',
  request: { experiments: ['shipped'], seed: '1', replications: 1, quick: true },
  tolerance: { amount: 0, unit: '%' },
  fingerprint: 'f',
  inputs: { engine: 'e', files: { 'a.yaml': '1', 'b.yaml': '2' } },
  experiments: { e: { fingerprint: 'f', rows, ...more } },
  ...whole,
});
const only = (before: Lock, after: Lock): CheckedRow => checkLock(before, after).rows[0];
const share = (amount: number): { amount: number; unit: string } => ({ amount, unit: '%' });

describe('a run against a lock file', () => {
  it('is the same to the last digit, or has moved', () => {
    expect(only(lock([row(7)]), lock([row(7)])).verdict).to.equal('same');
    expect(only(lock([row(7)]), lock([row(7 + 2 ** -50)])).verdict).to.equal('moved');
    expect(only(lock([row(100)]), lock([row(98)]))).to.deep.include({
      before: 100,
      after: 98,
      change: -0.02,
    });
  });

  it('is within the tolerance of the row, else of the experiment, else of the file', () => {
    const verdict = (...[rows, more, whole]: Parameters<typeof lock>): string =>
      only(lock(rows, more, whole), lock([row(102)])).verdict;
    const [one, two] = [{ tolerance: share(1) }, { tolerance: share(2) }];
    expect(verdict([row(100)], {}, two)).to.equal('within');
    expect(verdict([row(100)], {}, one)).to.equal('moved');
    expect(verdict([row(100)], two, one)).to.equal('within');
    expect(verdict([row(100)], one, two)).to.equal('moved');
    expect(verdict([row(100, two)], one, one)).to.equal('within');
    expect(verdict([row(100, one)], two, two)).to.equal('moved');
    expect(only(lock([row(-100, two)]), lock([row(-102)])).verdict).to.equal('within');
  });

  it('takes an amount in the unit of the row, which helps where a row is near zero', () => {
    const cycles = (amount: number): Partial<LockedRow> => ({ tolerance: { amount, unit: 'cycles' } });
    expect(only(lock([row(0, cycles(2))]), lock([row(-2)])).verdict).to.equal('within');
    expect(only(lock([row(0, cycles(1))]), lock([row(-2)])).verdict).to.equal('moved');
    expect(only(lock([row(0, { tolerance: share(100) })]), lock([row(1)]))).to.not.have.property('change');
  });

  it('sees rows and experiments that came and went', () => {
    const [left, right] = [row(1), row(1, { system: 'other' })];
    const { rows } = checkLock(lock([left]), lock([right]));
    expect(rows.map(({ system, verdict }) => [system, verdict])).to.deep.equal([
      ['s', 'removed'],
      ['other', 'added'],
    ]);
    const gone = checkLock(lock([left]), lock([], {}, { experiments: {} }));
    expect(gone.rows[0].verdict).to.equal('removed');
    expect(gone.trajectories).to.deep.equal([]);
    expect(hasPassed(gone, false)).to.equal(false);
    const odd = lock([], {}, { experiments: { constructor: { fingerprint: 'f', rows: [left] } } });
    expect(checkLock(lock([]), odd).rows.map(({ verdict }) => verdict)).to.deep.equal(['added']);
    expect(keepEdits(odd, lock([]))).to.deep.equal(odd);
  });

  it('sees another unit and another published value, whatever the tolerance', () => {
    const wide = { tolerance: share(100) };
    expect(only(lock([row(1, wide)]), lock([row(1, { unit: 'ms' })])).verdict).to.equal('moved');
    const published = only(lock([row(1, { ...wide, published: 2 })]), lock([row(1, { published: [2, 3] })]));
    expect(published).to.deep.include({ verdict: 'moved', published: { before: 2, after: [2, 3] } });
    const same = lock([row(1, { published: [2, 3] })]);
    expect(only(same, structuredClone(same)).verdict).to.equal('same');
  });

  it('takes the same figures on another trajectory, unless it is strict', () => {
    const check = checkLock(lock([row(1)]), lock([row(1)], { fingerprint: 'other' }));
    expect(otherTrajectories(check)).to.deep.equal([
      { experiment: 'e', before: 'f', after: 'other', same: false },
    ]);
    expect([hasPassed(check, false), hasPassed(check, true)]).to.deep.equal([true, false]);
    const moved = checkLock(lock([row(1)]), lock([row(2)], { fingerprint: 'other' }));
    expect(otherTrajectories(moved)).to.deep.equal([]);
    const same = checkLock(lock([row(1)]), lock([row(1)]));
    expect(hasPassed(same, true)).to.equal(true);
  });

  it('names the inputs that changed', () => {
    const inputs = { engine: 'other', files: { 'b.yaml': '3', 'c.yaml': '1' } };
    expect(checkLock(lock([]), lock([], {}, { inputs })).inputs).to.deep.equal([
      { input: 'engine', change: 'changed' },
      { input: 'a.yaml', change: 'removed' },
      { input: 'b.yaml', change: 'changed' },
      { input: 'c.yaml', change: 'added' },
    ]);
  });

  it('keeps what a person wrote when it becomes the lock file', () => {
    const edits = { tolerance: share(3), note: 'why' };
    const cycles = { tolerance: { amount: 1, unit: 'cycles' } };
    const before = lock(
      [row(1, edits), row(1, { test: 'gone', ...edits }), row(1, { test: 'turned', ...cycles })],
      edits,
      { tolerance: share(4) },
    );
    const fresh = lock([row(2), row(5, { test: 'new' }), row(1, { test: 'turned', unit: 'ms' })]);
    const kept = keepEdits(fresh, before);
    expect(kept.tolerance).to.deep.equal(share(4));
    expect(kept.experiments['e']).to.deep.equal({
      fingerprint: 'f',
      ...edits,
      rows: [row(2, edits), row(5, { test: 'new' }), row(1, { test: 'turned', unit: 'ms' })],
    });
    expect(keepEdits(fresh, lock([], {}, { experiments: {} }))).to.deep.equal(fresh);
  });
});
