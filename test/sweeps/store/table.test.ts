import { expect } from 'chai';
import type { RunResult } from '../../../sweeps/execution/run-result.ts';
import { readTable, writeTable } from '../../../sweeps/store/table-file.ts';
import { tableOf, type SweepTable } from '../../../sweeps/store/table.ts';
import { temporaryFiles } from '../../support/command-line.ts';
import { prepared, recordOf, SWEEP } from '../../support/sweeps.ts';
import { replaceOnce } from '../../support/toy.ts';

/** Results whose values say which run they are of: run 3 takes 300 and 301 cycles. */
const resultOf = (run: number, extra: Partial<RunResult> = {}): RunResult => ({
  ...{ run, key: '', values: [100 * run, 100 * run + 1], unit: 'cycles', fingerprint: `f${run}` },
  ...extra,
});

function table(text: string, extra: Record<number, Partial<RunResult>> = {}): SweepTable {
  const { sweep, plan } = prepared(text);
  const results = Array.from({ length: plan.runs }, (_, run) => resultOf(run, extra[run]));
  return tableOf(sweep, plan, results);
}

const column = ({ columns }: SweepTable, name: string): unknown[] =>
  columns.find((one) => one.name === name)?.data ?? [];

describe('the rows of a sweep', () => {
  it('are one for each point and variant, with values in the units of the file', () => {
    const rows = table(SWEEP);
    expect(rows.rows).to.equal(12);
    expect(column(rows, 'point')).to.deep.equal([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect(column(rows, 'variant').slice(0, 3)).to.deep.equal(['linux', 'l4linux', 'linux']);
    expect(column(rows, 'walk')).to.deep.equal([4, 4, 4, 4, 6, 6, 6, 6, 9, 9, 9, 9]);
    expect(column(rows, 'ipc').slice(0, 4)).to.deep.equal([50, 50, 100, 100]);
    // Runs 0 to 2 are of Linux, each for two points; 3 to 8 of L4Linux.
    expect(column(rows, 'call')).to.deep.equal(
      [0, 3, 0, 4, 1, 5, 1, 6, 2, 7, 2, 8].map((run) => 100 * run + 0.5),
    );
    expect(column(rows, 'call_fingerprint').slice(4, 6)).to.deep.equal(['f1', 'f5']);
  });

  it('have penalties from pairs of replications', () => {
    const rows = table(SWEEP);
    // Point 2: run 5 of L4Linux against run 1 of Linux, 500/100 and 501/101.
    const pairs = [100 * (500 / 100 - 1), 100 * (501 / 101 - 1)];
    const mean = (pairs[0] + pairs[1]) / 2;
    expect(column(rows, 'penalty')[5]).to.be.closeTo(mean, 1e-9);
    expect(column(rows, 'penalty')[4]).to.equal(null);
    // Two values: Student's t is 12.7062 for one degree of freedom, and the standard error half their difference.
    expect(column(rows, 'penalty_high')[5]).to.be.closeTo(
      mean + (12.7062 * Math.abs(pairs[0] - pairs[1])) / 2,
      1e-3,
    );
    expect(rows.columns.find(({ name }) => name === 'penalty')?.meaning).to.deep.equal({
      ...{ role: 'derived', of: 'penalty', title: 'more', unit: '%' },
    });
  });

  it('compare times when a measure is a rate', () => {
    const rows = table(SWEEP, {
      1: { unit: 'MB/s', values: [20, 20] },
      5: { unit: 'MB/s', values: [10, 10] },
    });
    expect(column(rows, 'penalty')[5]).to.be.closeTo(100, 1e-9);
  });

  it('have what a formula says', () => {
    const text = replaceOnce(SWEEP, 'penalty: call }', 'formula: "(call - baseline.call) / walk + ipc" }');
    const rows = table(text);
    // Point 2 has a walk of 6 and an IPC of 50; replications differ by 400 both times.
    expect(column(rows, 'penalty')[5]).to.be.closeTo(400 / 6 + 50, 1e-9);
    expect(column(rows, 'penalty')[4]).to.equal(50);
  });

  it('keep where the cycles went, and nothing where there is no such charge', () => {
    const text = replaceOnce(SWEEP, 'test: getpid }', 'test: getpid, charges: true }');
    const charges = [{ place: 'l4', cause: 'instructions' as const, cycles: 7 }];
    const rows = table(text, { 5: { charges } });
    expect(column(rows, 'call:l4/instructions')).to.deep.equal([
      null,
      null,
      null,
      null,
      null,
      7,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('say what failed, in each point that needed it', () => {
    const rows = table(SWEEP, { 1: { values: [], unit: '', error: 'no such thing' } });
    expect(column(rows, 'error').slice(3, 7)).to.deep.equal([
      null,
      'call: no such thing',
      null,
      'call: no such thing',
    ]);
    expect([column(rows, 'call')[4], column(rows, 'penalty')[5]]).to.deep.equal([null, null]);
  });

  it('come back from the file with their meaning', async () => {
    const directory = temporaryFiles({});
    const written = table(SWEEP, { 1: { values: [], unit: '', error: 'no such thing' } });
    writeTable(directory, written, recordOf(prepared(SWEEP)));
    const read = await readTable(directory);
    expect(read.rows).to.equal(written.rows);
    for (const { name, meaning, data } of written.columns) {
      expect(column(read, name), name).to.deep.equal(data);
      expect(read.columns.find((one) => one.name === name)?.meaning, name).to.deep.equal(meaning);
    }
  });
});
