import { expect } from 'chai';
import { parse } from 'yaml';
import { kindOf } from '../../../lint/kinds.ts';
import { SpecError } from '../../../model/document/problem.ts';
import type { Lock } from '../../../results/lock/lock.ts';
import { readLock } from '../../../results/lock/read-lock.ts';
import { lockText } from '../../../results/lock/write-lock.ts';
import { faultsOf } from '../../support/schemas.ts';

const RANGE = [1, 2] as const;
const LOCK: Lock = {
  ukperf: '1.2.3',
  request: {
    experiments: ['shipped', 'mine.yaml'],
    targets: ['published.yaml'],
    only: ['getpid', 'calls'],
    machine: 'machines/own.yaml',
    seed: '7',
    replications: 5,
    precision: 0.07,
    quick: false,
    set: { 'tlb.tagged': '1', 'privilege.exception': '25 cycles' },
  },
  tolerance: { amount: 0, unit: '%' },
  fingerprint: '1670857bad4e0c22',
  inputs: {
    engine: '100ae86cc8ba2c65',
    files: { 'mine.yaml': '4855937537241119', 'a: b.yaml': '0000000000000001' },
  },
  experiments: {
    getpid: {
      fingerprint: 'aaaaaaaaaaaaaaaa',
      tolerance: { amount: 1.5, unit: '%' },
      note: 'compilers differ',
      rows: [
        { test: 'getpid', system: 'linux', model: 218.81640625, unit: 'cycles', published: 223 },
        {
          ...{ test: 'getpid', system: 'a: {b}.yaml', model: 5.5e-14, unit: '\u00b5s' },
          ...{ published: RANGE, tolerance: { amount: 3, unit: '\u00b5s' }, note: 'why, and "how"' },
        },
      ],
    },
    calls: {
      fingerprint: 'bbbbbbbbbbbbbbbb',
      rows: [{ test: 'call', system: 'linux', model: -0.1, unit: 'times', published: RANGE }],
    },
  },
};
const TEXT = lockText(LOCK);
const read = (text: string): Lock => readLock({ file: 'ukperf.lock.yaml', text }).lock;

/** What a text is answered with, its first line. */
function refusal(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof SpecError) return error.message.split('\n')[0];
    throw error;
  }
  return '';
}

describe('a lock file', () => {
  it('is read as it was written', () => {
    const { experiments, ...rest } = LOCK;
    const { experiments: again, ...others } = read(TEXT);
    expect(others).to.deep.equal(rest);
    expect(TEXT).to.not.match(/[&*]a\d/);
    expect(again['calls']).to.deep.equal(experiments['calls']);
    expect(again['getpid'].rows).to.have.deep.members(experiments['getpid'].rows);
  });

  it('keeps the line that tells an editor where its schema is', () => {
    const modeline = '# yaml-language-server: $schema=../lock.schema.json';
    expect(lockText(LOCK, `${modeline}\n# Other words.\n${TEXT}`)).to.equal(`${modeline}\n${TEXT}`);
    expect(lockText(LOCK, TEXT)).to.equal(TEXT);
  });

  it('fits its JSON Schema, and is known by its key', () => {
    const kind = kindOf(parse(TEXT));
    expect(kind?.name).to.equal('lock');
    expect(faultsOf(kind!, parse(TEXT))).to.deep.equal([]);
    expect(faultsOf(kind!, parse(TEXT.replace('lock: 1', 'lock: 2')))).to.have.lengthOf(1);
  });

  it('has a line for each row, in the order of its names', () => {
    const { getpid, calls } = LOCK.experiments;
    const other = {
      ...LOCK,
      experiments: { calls, getpid: { ...getpid, rows: [...getpid.rows].reverse() } },
    };
    expect(lockText(other)).to.equal(TEXT);
    const rows = TEXT.split('\n').filter((line) => line.startsWith('      - {'));
    expect(rows.map((line) => /system: "?(.*?)"?, model/.exec(line)?.[1])).to.deep.equal([
      'linux',
      'a: {b}.yaml',
      'linux',
    ]);
    expect(rows[2]).to.equal(
      '      - { test: getpid, system: linux, model: 218.81640625, unit: cycles, published: 223 }',
    );
  });

  it('says where a row stands', () => {
    const { lineOf } = readLock({ file: 'f', text: TEXT });
    const lines = TEXT.split('\n');
    expect(lines[lineOf('getpid', { test: 'getpid', system: 'linux' }) - 1]).to.contain('218.81640625');
    expect(lines[lineOf('getpid') - 1]).to.equal('  getpid:');
    expect(lineOf('getpid', { test: 'new', system: 'linux' })).to.equal(lineOf('getpid'));
  });

  const WRONG: [string, string, RegExp][] = [
    [
      'another file',
      'machine: own\n',
      /:1:1: lock: expected a lock file of ukperf, with lock: 1, found nothing/,
    ],
    ['an empty file', '', /:1:1: lock: expected a lock file of ukperf/],
    [
      'a newer one',
      TEXT.replace('lock: 1', 'lock: 2'),
      /:5:7: lock: expected a lock file of version 1, found version 2, which a newer ukperf writes/,
    ],
    [
      'an unknown key',
      TEXT.replace('seed:', 'sead: 1\n  seed:'),
      /request\.sead: expected one of the keys experiments,/,
    ],
    [
      'a row that stands twice',
      TEXT.replace(/( {6}- { test: call.*\n)/, '$1$1'),
      /experiments\.calls\.rows\[1\]: expected a row that did not stand before/,
    ],
    [
      'a tolerance in another unit',
      TEXT.replace('tolerance: 3 \u00b5s', 'tolerance: 3 cycles'),
      /:\d+:\d+: experiments\.getpid\.rows\[\d\]\.tolerance: expected a tolerance in % or in \u00b5s, found/,
    ],
    [
      'a tolerance without a unit',
      TEXT.replace('tolerance: 3 \u00b5s', 'tolerance: 3'),
      /tolerance: expected a share or an amount/,
    ],
    [
      'an amount for rows of many units',
      TEXT.replace('tolerance: 1.5 %', 'tolerance: 1.5 cycles'),
      /experiments\.getpid\.tolerance: expected a share: a number with %/,
    ],
    ['a precision of nothing', TEXT.replace('precision: 7 %', 'precision: 0 %'), /expected a share above 0/],
    ['a hash that is none', TEXT.replace('aaaaaaaaaaaaaaaa', 'yes'), /fingerprint: expected a hash/],
    ['no YAML', `${TEXT}]`, /expected well-formed YAML/],
  ];
  for (const [what, text, answer] of WRONG)
    it(`is refused with the place of ${what}`, () => {
      expect(refusal(text)).to.match(/^ukperf\.lock\.yaml:/);
      expect(refusal(text)).to.match(answer);
    });
});
