import { expect } from 'chai';
import { diff, hasMoved } from '../../results/diff.ts';
import { RESULT_SCHEMA, type Result, type ResultRow } from '../../results/result.ts';

const row = (model: number, more: Partial<ResultRow> = {}): ResultRow => ({
  ...{ experiment: 'e', test: 't', system: 's', unit: 'cycles', model },
  ...more,
});
const result = (rows: ResultRow[], more: Partial<Result> = {}): Result => ({
  schema: RESULT_SCHEMA,
  version: '1.0.0',
  node: 'v20',
  request: {
    command: 'run',
    line: ['ukperf'],
    ...{ machine: 'm', seed: '1', replications: 1, quick: false, overrides: [] },
  },
  ...{ fingerprint: 'f', rows, charges: [], elapsedCycles: 0, files: [], parameters: {} },
  ...more,
});
const verdict = (left: ResultRow, right: ResultRow, tolerance = 0): string =>
  diff(result([left]), result([right]), tolerance).rows[0].verdict;

describe('the difference between two results', () => {
  it('is none for the same', () => {
    const same = diff(result([row(7)]), result([row(7)]), 0);
    expect(same).to.deep.include({ request: [], parameters: [], files: [] });
    expect(same.rows[0].verdict).to.equal('same');
    expect(hasMoved(same)).to.equal(false);
  });

  it('tells what moved from what stayed within an interval, on either side', () => {
    expect(verdict(row(100), row(101))).to.equal('moved');
    expect(verdict(row(100, { interval: [98, 102] }), row(101))).to.equal('within');
    expect(verdict(row(100), row(101, { interval: [99, 103] }))).to.equal('within');
    expect(verdict(row(100, { interval: [98, 102] }), row(103, { interval: [101, 105] }))).to.equal('moved');
  });

  it('takes a tolerance as a share of the first value', () => {
    expect(verdict(row(100), row(101), 0.01)).to.equal('within');
    expect(verdict(row(100), row(101.1), 0.01)).to.equal('moved');
  });

  it('does not compare values of different units', () => {
    expect(verdict(row(100), row(100, { unit: 'ms' }), 1)).to.equal('moved');
  });

  it('knows rows that came and went', () => {
    const { rows } = diff(result([row(1)]), result([row(1, { system: 'other' })]), 0);
    expect(rows.map(({ system, verdict: found }) => [system, found])).to.deep.equal([
      ['s', 'removed'],
      ['other', 'added'],
    ]);
  });

  it('says which parameters and files changed', () => {
    const file = (sha256: string): Result['files'] => [{ file: 'm.yaml', sha256, copy: 'x' }];
    const before = result([], { files: file('a'), parameters: { 'm.yaml': { 'tlb.tagged': 0, gone: 1 } } });
    const after = result([], { files: file('b'), parameters: { 'm.yaml': { 'tlb.tagged': 1, come: 2 } } });
    const { parameters, files } = diff(before, after, 0);
    expect(files).to.deep.equal(['m.yaml']);
    expect(parameters).to.deep.equal([
      { file: 'm.yaml', path: 'tlb.tagged', before: 0, after: 1 },
      { file: 'm.yaml', path: 'gone', before: 1 },
      { file: 'm.yaml', path: 'come', after: 2 },
    ]);
  });
});
