import { expect } from 'chai';
import { entryOf, withEntry } from '../../../calibration/ledger/entry.ts';
import { readLedger, worsened, type Ledger } from '../../../calibration/ledger/ledger.ts';
import { readShippedLedger } from '../../../cli/shipped.ts';
import { SpecError } from '../../../model/document/problem.ts';
import { row } from '../../support/reported.ts';

const TEXT = `# Kept.
ledger: own
tolerance-points: 2
entries:
  - date: 2026-01-01
    validation: { rows: 4, median-percent: 10, ninetieth-percent: 30 }
    experiments:
      build: { rows: 2, median-percent: 6, ninetieth-percent: 9, role: validation }
      calls: { rows: 2, median-percent: 3, ninetieth-percent: 4, role: calibration }
  - date: 2026-01-02
    # A remark.
    fingerprint: 0123456789abcdef
    experiments:
      build: { rows: 2, median-percent: 7.9, ninetieth-percent: 9, role: validation }
`;
const read = (text: string): Ledger => readLedger({ file: 'ledger.yaml', text });
const entry = (more: string): string =>
  `  - date: 2026-01-03\n    experiments:\n      build: { rows: 2, median-percent: 10, ninetieth-percent: 9, role: validation }\n${more}`;
const refusal = (text: string): string => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof SpecError) return error.message;
    throw error;
  }
  return '';
};

describe('a ledger over versions', () => {
  it('finds medians of validation rows that rose by more than the tolerance, and no others', () => {
    expect(worsened(read(TEXT))).to.deep.equal([]);
    expect(worsened(read(TEXT + entry('')))).to.deep.equal([
      { entry: 2, date: '2026-01-03', of: 'build', before: 7.9, after: 10 },
    ]);
    // What a fit has seen may go up: the fit weighs it.
    expect(
      worsened(
        read(
          TEXT.replace('role: calibration', 'role: validation') +
            entry('').replace(
              /build.*/,
              'calls: { rows: 2, median-percent: 9, ninetieth-percent: 9, role: calibration }',
            ),
        ),
      ),
    ).to.deep.equal([]);
    const all = entry('    validation: { rows: 4, median-percent: 12.1, ninetieth-percent: 30 }\n').replace(
      ': 10,',
      ': 6,',
    );
    // The last entry that has all rows is not the one before.
    expect(worsened(read(TEXT + all)).map(({ of, before }) => [of, before])).to.deep.equal([
      ['validation', 10],
    ]);
  });

  it('is content with a note, and a later entry hides nothing', () => {
    expect(worsened(read(TEXT + entry('    note: another mechanism\n')))).to.deep.equal([]);
    const better = entry('').replace(': 10,', ': 5,');
    expect(worsened(read(TEXT + entry('') + better))).to.have.lengthOf(1);
  });

  it('is refused with the place of a wrong key, a wrong day, days in another order', () => {
    expect(refusal(TEXT.replace('median-percent: 7.9', 'median: 7.9'))).to.match(
      /^ledger\.yaml:14:\d+: .*median/,
    );
    expect(refusal(TEXT.replace('2026-01-02', '2.1.2026'))).to.contain('expected a day: 2026-11-29');
    expect(refusal(TEXT.replace('2026-01-02', '2025-01-02'))).to.contain(
      'ledger.yaml:10:11: entries[1].date: expected a day not before the one above',
    );
  });

  const published = [
    row('build/elapsed/linux', 's', 110, 100),
    row('build/elapsed/ours', 's', 130, 100, { predictive: [90, 140] }),
    row('build/elapsed/theirs', 's', 120, 100, { predictive: [115, 140] }),
    row('calls/call/ours', 'cycles', 95, 100, { role: 'calibration' }),
    row('calls/call/linux', 'cycles', 50, 100, { role: 'fitted' }),
    row('other/call/ours', 'cycles', 200, 100),
  ];
  const own = entryOf(published, published.slice(0, 5), {
    date: '2026-01-03',
    fingerprint: 'fedcba9876543210',
  });

  it('has of a run the rows that say something: by role those of the paper, by experiment all', () => {
    const { validation, calibration, experiments } = own;
    expect(validation).to.deep.include({ rows: 3, 'median-percent': 20, 'coverage-percent': 50 });
    expect(calibration).to.deep.equal({ rows: 1, 'median-percent': 5, 'ninetieth-percent': 5 });
    expect(Object.keys(experiments)).to.deep.equal(['build', 'calls', 'other']);
    expect(experiments['other']).to.deep.include({ rows: 1, 'median-percent': 100, role: 'validation' });
  });

  it('gets the entry of a run below the others, which stay as they are written', () => {
    const { entries } = read(TEXT);
    const fresh = withEntry(TEXT, entries[1], own);
    expect(fresh.startsWith(TEXT)).to.equal(true);
    expect(read(fresh).entries).to.deep.equal([...entries, own]);
    expect(withEntry(fresh, own, own)).to.equal(fresh);
    const empty = 'ledger: own\ntolerance-points: 2\nentries: []\n';
    expect(read(withEntry(empty, undefined, own)).entries).to.deep.equal([own]);
  });

  it('keeps its newest entry when a run gives the same figures on another trajectory', () => {
    const fresh = withEntry(TEXT, read(TEXT).entries[1], own);
    const other = { ...own, date: '2026-02-01', fingerprint: '00000000000000aa' };
    expect(withEntry(fresh, read(fresh).entries[2], other)).to.equal(
      fresh.replace('fedcba9876543210', '00000000000000aa'),
    );
  });

  it('of the model explains every prediction that became worse', () => {
    expect(worsened(readShippedLedger())).to.deep.equal([]);
    expect(readShippedLedger().entries.length).to.be.greaterThan(5);
  });
});
