import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parseDocument } from 'yaml';
import { PACKAGE } from '../../api/disk-library.ts';
import { INFER_SETTINGS } from '../../cli/shipped.ts';
import { json, temporaryFiles, ukperf } from '../support/command-line.ts';
import { checkWrongUse } from '../support/wrong-uses.ts';

/** The shipped settings with some changed. */
function settingsWith(changes: Record<string, unknown>): string {
  const document = parseDocument(readFileSync(join(PACKAGE, INFER_SETTINGS), 'utf8'));
  for (const [key, value] of Object.entries(changes)) document.set(key, document.createNode(value));
  return document.toString();
}

/** A mechanism of L4Linux that adds instructions to each call. */
const candidate = (name: string, instructions: string): string => `inference: ${name}
title: a dispatcher of ${instructions} instructions
family: l4
reading: for a test
structures: [l4linux]
adds: { functions: { linux: { ipc-binding: { instructions: ${instructions} } } } }
`;

const SMALL = { experiments: ['getpid'], results: ['getpid'], sizes: 2, replications: 1 };
const directory = temporaryFiles({
  'small.yaml': settingsWith(SMALL),
  'huge.yaml': candidate('huge', '20000'),
  'wrong.yaml': candidate('wrong', 'many'),
  'nowhere.yaml': candidate('nowhere', '10').replace('ipc-binding', 'no-function-of-it'),
  'unknown-rows.yaml': settingsWith({ ...SMALL, experiments: ['getppid'] }),
  'unknown-results.yaml': settingsWith({ ...SMALL, results: ['compilation'] }),
  'unknown-native.yaml': settingsWith({ ...SMALL, 'native-system': 'minix' }),
  'no-rows.yaml': settingsWith({ ...SMALL, experiments: ['compile'] }),
  'no-deviation.yaml': settingsWith({ ...SMALL, 'prior-deviation': '0 %' }),
  'no-structure.yaml': candidate('lost', '10').replace('l4linux', 'l5linux'),
  'wrong-share.yaml': settingsWith({ ...SMALL, 'least-gain': '101 %' }),
});
const at = (file: string): string => join(directory, file);

interface Result {
  verdicts: { candidate: { name: string; shipped: boolean }; alone: { rows: number }; chosen: boolean }[];
  removed: { removed: string; calibration: { rows: number; medianAbsoluteError: number } }[];
  folds: { tests: number; systems: number };
}

describe('ukperf infer', () => {
  const SOME = ['infer', 'read-and-write-pass', at('huge.yaml'), '--settings', at('small.yaml')];

  it('judges shipped candidates and those of a file, and turns down what makes rows worse', async () => {
    const { verdicts, folds } = await json<Result>(...SOME, '--json');
    expect(verdicts.map(({ candidate: { name, shipped } }) => [name, shipped])).to.deep.equal([
      ['read-and-write-pass', true],
      ['huge', false],
    ]);
    // Both structures over L4 make calls; no call gets a page.
    expect(verdicts.map(({ alone }) => alone.rows)).to.deep.equal([0, 2]);
    expect(verdicts.map(({ chosen }) => chosen)).to.deep.equal([false, false]);
    expect(folds).to.deep.equal({ tests: 1, systems: 5 });
  });

  it('shows the results as each inference of the model is removed', async () => {
    const { removed } = await json<Result>(...SOME, '--json');
    expect(removed.map((one) => one.removed)).to.deep.equal([
      'none',
      'more-calls',
      'read-and-write-pass',
      'all',
    ]);
    // None of them reaches a call of getpid.
    for (const { calibration } of removed) expect(calibration).to.deep.equal(removed[0].calibration);
    expect(removed[0].calibration.rows).to.equal(5);
  });

  it('prints verdicts, errors, and results with each removed', async () => {
    const { status, stdout, stderr } = await ukperf(...SOME);
    expect([status, stderr]).to.deep.equal([0, '']);
    expect(stdout).to.match(/^candidate +of +what .*chosen in/);
    expect(stdout).to.match(/^huge +l4 +a dispatcher of 20000 instructions/m);
    expect(stdout).not.to.contain('error without');
    expect(stdout).to.match(/^removed +none +more-calls +read-and-write-pass +all/m);
  });

  it('says of a candidate that reaches nothing that it moves no row', async () => {
    const { status, stdout } = await ukperf('infer', at('nowhere.yaml'), '--settings', at('small.yaml'));
    expect(status).to.equal(0);
    expect(stdout).to.match(/^nowhere .* moves no row$/m);
  });

  const wrong: [string, string[], RegExp][] = [
    [
      'an unknown candidate',
      ['second-cpy'],
      /expected candidates \(.*second-copy.*\) or files, found "second-cpy"/,
    ],
    ['a file that is not there', ['missing.yaml'], /missing\.yaml:1:1.* found no inference "missing\.yaml"/],
    [
      'a wrong value in a candidate',
      [at('wrong.yaml')],
      /wrong\.yaml:6:.*ipc-binding\.instructions.*expected a number, found "many"/,
    ],
    [
      'rows of no experiment',
      ['--settings', at('unknown-rows.yaml')],
      /expected experiments \(getpid.*\), found "getppid"/,
    ],
    [
      'results of no experiment',
      ['--settings', at('unknown-results.yaml')],
      /expected experiments \(getpid.*\), found "compilation"/,
    ],
    ['a share above all', ['--settings', at('wrong-share.yaml')], /wrong-share\.yaml:\d+:\d+.*least-gain/],
    [
      'a native system that there is not',
      ['--settings', at('unknown-native.yaml')],
      /native-system \(.*linux.*\), found "minix"/,
    ],
    [
      'experiments without rows that may judge',
      ['--settings', at('no-rows.yaml')],
      /role calibration, found compile/,
    ],
    [
      'costs that cannot move',
      ['--settings', at('no-deviation.yaml')],
      /no-deviation\.yaml:\d+:\d+: prior-deviation: expected at least 1 %/,
    ],
    [
      'a structure that there is not',
      [at('no-structure.yaml')],
      /no-structure\.yaml:5:\d+: structures\[0\]: expected one of .*found "l5linux"/,
    ],
    ['a candidate twice', ['second-copy', 'second-copy'], /each candidate once, found "second-copy" twice/],
    [
      "to write by settings of one's own",
      ['--settings', at('small.yaml'), '--write'],
      /and the shipped settings, found --settings/,
    ],
    ['to write what some candidates say', ['second-copy', '--write'], /expected --write with all candidates/],
  ];
  for (const [what, words, message] of wrong)
    it(`refuses ${what}: status 2, a message, and no output`, async () => {
      checkWrongUse(await ukperf('infer', ...words), message);
    });
});
