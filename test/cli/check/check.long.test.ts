import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { PACKAGE } from '../../../api/disk-library.ts';
import { shell, temporaryFiles, type Call } from '../../support/command-line.ts';

/** A repository of a user's: a structure, a machine, experiments and published results in directories of their own. */
const repository = temporaryFiles({ 'package.json': '{}' });
const FILES = {
  'kernels/ours.yaml': `structure: ours
extends: sel4
title: Ours
functions:
  linux:
    fastpath-call: { instructions: 90 }
`,
  'machines/board.yaml': `machine: board
title: Our board
extends: skylake
`,
  'perf/experiments.yaml': `experiments: ours
machine: ../machines/board.yaml
list:
  ipc:
    title: IPC
    workload: control-transfer
    tests: [call]
    systems: [sel4, ../kernels/ours.yaml]
`,
  'perf/published.yaml': `targets: ours
machine: board
experiments:
  ipc:
    source: our board
    role: validation
    tests:
      call: { unit: cycles, ../kernels/ours.yaml: 410 }
`,
};
const at = (file: string): string => join(repository, file);
const read = (file: string): string => readFileSync(at(file), 'utf8');
const edit = (file: string, from: string, to: string): void => {
  expect(read(file)).to.contain(from);
  writeFileSync(at(file), read(file).replace(from, to));
};
const LOCK = 'perf/ukperf.lock.yaml';
/** Not in the surroundings of whatever runs the tests. */
const ukperf = (words: string, directory = repository): Promise<Call> =>
  shell(`unset GITHUB_ACTIONS GITHUB_WORKSPACE; ukperf check ${words}`, directory);

interface Report {
  schema: string;
  passed: boolean;
  rows: { system: string; verdict: string; line?: number; before?: number; after?: number }[];
  inputs: { input: string; change: string }[];
}

describe('ukperf check in a repository of a user', () => {
  before(async () => {
    for (const directory of ['kernels', 'machines', 'perf']) mkdirSync(at(directory));
    for (const [file, text] of Object.entries(FILES)) writeFileSync(at(file), text);
    const { status, stdout, stderr } = await ukperf(
      `${LOCK} --update --experiments perf/experiments.yaml --targets perf/published.yaml --replications 2`,
    );
    expect([status, stdout, stderr]).to.deep.equal([0, `${LOCK}: written, 2 rows\n`, '']);
  });

  it('locks the figures, the published ones, and all that was read, named from the lock file', () => {
    const text = read(LOCK);
    expect(text).to.contain('experiments: [ experiments.yaml ]');
    expect(text).to.match(/^ {4}\.\.\/kernels\/ours\.yaml: "?[0-9a-f]{16}"?$/m);
    expect(text).to.match(/^ {4}\.\.\/machines\/board\.yaml: /m);
    expect(text).to.match(/^ {4}published\.yaml: /m);
    expect(text).to.match(/^ {4}model\/kernels\/structures\/sel4\.yaml: /m);
    expect(text).to.match(
      /system: \.\.\/kernels\/ours\.yaml, model: 4\d\d(\.\d+)?, unit: cycles, published: 410 }$/m,
    );
  });

  it('finds the same again, on any number of threads, from any directory', async () => {
    const calls = await Promise.all([
      ukperf(LOCK),
      ukperf(`${LOCK} --strict --workers 1`),
      ukperf('', at('perf')),
      ukperf('../perf/ukperf.lock.yaml', at('kernels')),
    ]);
    for (const { status, stdout, stderr } of calls) {
      expect([status, stderr]).to.deep.equal([0, '']);
      expect(stdout).to.match(/^all 2 rows are the same\n\n\S+: the same\nfingerprint .*\n$/);
    }
  });

  it('says what moved, by how much and since when, with status 1, and is content after an update', async () => {
    edit('kernels/ours.yaml', 'instructions: 90', 'instructions: 100');
    const moved = await ukperf(LOCK);
    expect(moved.status).to.equal(1);
    expect(moved.stdout).to.match(
      /^ipc\/call\/\.\.\/kernels\/ours\.yaml +\d+ +\d+ +cycles +\+1\.17 % +moved$/m,
    );
    expect(moved.stdout).to.contain('1 of 2 rows are the same\ninputs that changed: ../kernels/ours.yaml\n');

    const { status, stdout, stderr } = await ukperf(`${LOCK} --json --github`);
    const report = JSON.parse(stdout) as Report;
    expect([status, report.schema, report.passed]).to.deep.equal([1, 'ukperf/check/1', false]);
    expect(report.inputs).to.deep.equal([{ input: '../kernels/ours.yaml', change: 'changed' }]);
    const row = report.rows.find(({ verdict }) => verdict === 'moved');
    const line = row?.line ?? 0;
    expect(read(LOCK).split('\n')[line - 1]).to.contain(`model: ${String(row?.before)},`);
    // Annotations keep out of the JSON, and stand where the row stands.
    expect(stderr).to.match(
      new RegExp(`^::error file=perf/ukperf\\.lock\\.yaml,line=${String(line)},title=.*\\n$`),
    );

    const before = read(LOCK).split('\n');
    const update = await ukperf(`${LOCK} --update`);
    expect(update.status).to.equal(0);
    expect(update.stdout).to.contain(`${LOCK}: written, 2 rows`);
    const lines = read(LOCK).split('\n');
    expect(lines).to.have.lengthOf(before.length);
    // Two fingerprints, the hash of the file, and the row.
    expect(lines.filter((line, index) => line !== before[index])).to.have.lengthOf(4);
    expect((await ukperf(LOCK)).status).to.equal(0);
    expect((await ukperf(`${LOCK} --update`)).stdout).to.contain('up to date');
  });

  it('takes what is within the tolerance of a row, and keeps it', async () => {
    edit(LOCK, 'published: 410 }', 'published: 410, tolerance: 1 cycles, note: rough }');
    edit('kernels/ours.yaml', 'instructions: 100', 'instructions: 101');
    const within = await ukperf(LOCK);
    expect([within.status, within.stderr]).to.deep.equal([0, '']);
    expect(within.stdout).to.match(/within 1 cycles\n/);
    expect(within.stdout).to.match(/: within tolerance$/m);
    expect((await ukperf(`${LOCK} --strict`)).status).to.equal(1);
    await ukperf(`${LOCK} --update`);
    expect(read(LOCK)).to.contain('published: 410, tolerance: 1 cycles, note: rough }');
  });

  it('annotates on GitHub by itself, from the root of the repository', async () => {
    edit('perf/published.yaml', '410', '411');
    const { status, stdout } = await shell(
      `export GITHUB_ACTIONS=true GITHUB_WORKSPACE="${repository}"; ukperf check --junit report.xml`,
      at('perf'),
    );
    expect(status).to.equal(1);
    expect(stdout).to.match(
      /^::error file=perf\/ukperf\.lock\.yaml,line=\d+,title=ukperf check%3A ipc call on \.\.\/kernels\/ours\.yaml::expected 410 cycles as published, found 411%0Ainputs: published\.yaml \(changed\)$/m,
    );
    expect(read('perf/report.xml')).to.contain('<testsuites name="ukperf check" tests="2" failures="1"');
    edit('perf/published.yaml', '411', '410');
  });

  it('sees rows and experiments that came and went', async () => {
    edit('perf/experiments.yaml', 'systems: [sel4, ', 'systems: [');
    const { status, stdout } = await ukperf(LOCK);
    expect(status).to.equal(1);
    expect(stdout).to.match(/^ipc\/call\/sel4 +\d+ +cycles +removed$/m);
    edit('perf/experiments.yaml', 'systems: [', 'systems: [sel4, ');
    edit(LOCK, 'request:\n', 'request:\n  only: [ipc]\n');
    edit(LOCK, '\n  ipc:\n', '\n  ipcs:\n');
    const renamed = await ukperf(`${LOCK} --json`);
    const { rows } = JSON.parse(renamed.stdout) as Report;
    expect(rows.map(({ verdict }) => verdict)).to.deep.equal(['added', 'added', 'removed', 'removed']);
    edit(LOCK, '\n  ipcs:\n', '\n  ipc:\n');
  });

  it('fails when predictions became worse and the ledger beside the lock file has no note', async () => {
    const [ledger, lock] = ['versions/calibration/ledger.yaml', 'versions/ukperf.lock.yaml'];
    mkdirSync(at('versions/calibration'), { recursive: true });
    writeFileSync(at(ledger), 'ledger: ours\ntolerance-points: 2\nentries: []\n');
    const words = `${lock} --update --experiments perf/experiments.yaml --targets perf/published.yaml --quick`;
    const first = await ukperf(words);
    expect([first.status, first.stderr]).to.deep.equal([0, '']);
    expect(first.stdout).to.contain('\ncalibration/ledger.yaml: written\n');
    expect((await ukperf(lock)).status).to.equal(0);
    const one = read(ledger);
    expect(one.match(/- date/g)).to.have.lengthOf(1);
    expect((await ukperf(`${lock} --update`)).stdout).to.contain('calibration/ledger.yaml: up to date\n');
    expect(read(ledger)).to.equal(one);

    edit('kernels/ours.yaml', 'instructions: 101', 'instructions: 200');
    await ukperf(`${lock} --update`);
    expect(read(ledger).match(/- date/g)).to.have.lengthOf(2);
    const worse = await ukperf(lock);
    expect(worse.status).to.equal(1);
    expect(worse.stdout).to.match(
      /^calibration\/ledger\.yaml: ipc: median error [\d.]+ % in the entry of \S+, [\d.]+ % before, and no note/m,
    );
    // The rows are as they are locked.
    expect(worse.stdout).to.contain(`${lock}: the same\n`);
    writeFileSync(at(ledger), `${read(ledger)}    note: a longer path\n`);
    expect((await ukperf(lock)).status).to.equal(0);
    edit(lock, /fingerprint: (\S+)/.exec(read(lock))?.[0] ?? '', 'fingerprint: 0123456789abcdef');
    const other = await ukperf(`${lock} --json`);
    expect(other.status).to.equal(1);
    expect(JSON.parse(other.stdout)).to.have.nested.property('ledger.otherRun');
    edit('kernels/ours.yaml', 'instructions: 200', 'instructions: 101');
  });

  it('runs the experiments of the package beside your own', async () => {
    const { status, stderr } = await ukperf(
      'both.yaml --update --quick --experiments shipped --experiments perf/both.yaml --only dual-space,mine',
    );
    expect([status, stderr]).to.deep.equal([
      2,
      'ukperf: expected a readable file of experiments, found "perf/both.yaml"\n',
    ]);
    const own =
      'experiments: o\nmachine: skylake\nlist:\n  mine: { title: t, workload: control-transfer, systems: [sel4] }\n';
    writeFileSync(at('perf/both.yaml'), own);
    const words = '--update --quick --experiments shipped --experiments perf/both.yaml';
    expect((await ukperf(`both.yaml ${words} --only dual-space,mine --set tlb.tagged=1`)).status).to.equal(0);
    expect(read('both.yaml')).to.match(/^ {2}set:\n {4}tlb\.tagged: "1"$/m);
    expect((await ukperf('both.yaml')).status).to.equal(0);
    writeFileSync(at('perf/both.yaml'), own.replace('mine', 'lmbench'));
    const twice = await ukperf(`both.yaml ${words}`);
    expect(twice.stderr).to.contain('found "lmbench" in two lists');
  });

  it('refuses wrong uses and wrong files with status 2, and leaves the file alone', async () => {
    writeFileSync(at('newer.yaml'), read(LOCK).replace('lock: 1', 'lock: 9'));
    writeFileSync(at('lost.yaml'), read(LOCK).replace('[ experiments.yaml ]', '[ lost/experiments.yaml ]'));
    const before = read('newer.yaml');
    const wrong: [string, RegExp][] = [
      [
        'none.yaml',
        /^ukperf: check: expected a lock file \(ukperf check --update writes one\), found no readable/,
      ],
      ['kernels/ours.yaml', /^ukperf: kernels\/ours\.yaml:1:1: lock: expected a lock file of ukperf/],
      [
        'kernels/ours.yaml --update',
        /^ukperf: kernels\/ours\.yaml:1:1: lock: expected a lock file of ukperf/,
      ],
      [
        'newer.yaml',
        /newer\.yaml:\d+:7: lock: expected a lock file of version 1, found version 9, which a newer/,
      ],
      ['newer.yaml --update', /newer\.yaml:\d+:7: lock: expected a lock file of version 1/],
      [
        'lost.yaml',
        /^ukperf: lost\.yaml:\d+:\d+: request\.experiments\[0\]: expected a readable file of exp/,
      ],
      ['perf', /expected a lock file, found EISDIR/],
      ['none/lock.yaml --update', /expected a directory for the lock file, found none at /],
      [
        `${LOCK} --quick`,
        /expected --update with --quick, as the lock file says what is run; found --quick alone/,
      ],
      [`${LOCK} --claims`, /expected --claims/],
      ['--update --claims', /expected --claims without --update, found both/],
      [`${LOCK} --update --strict`, /expected --update without --strict, found both/],
      ['new.yaml --update --only lmbensh', /expected an experiment \(.*lmbench.*\), found "lmbensh"/],
      [`${LOCK} --junit none/report.xml`, /^ukperf: --junit .*none\/report\.xml: expected/],
    ];
    const calls = await Promise.all(wrong.map(([words]) => ukperf(words)));
    for (const [index, [words, answer]] of wrong.entries()) {
      expect([calls[index].status, calls[index].stdout], words).to.deep.equal([2, '']);
      expect(calls[index].stderr, words).to.match(answer);
    }
    expect(read('newer.yaml')).to.equal(before);
  });
});

describe('ukperf check --claims', () => {
  const CLAIMS = `claims: own
title: Own
list:
  dearer:
    title: Dearer
    states: Dual space costs more.
    source: me
    rows:
      dual: { row: dual-space/getpid/l4linux-dual-space, unit: us }
      small: { row: getpid/getpid/l4linux, unit: us }
    figures:
      times: { title: factor, formula: dual / small, unit: times, at-least: 1 }
`;
  before(() => {
    writeFileSync(at('true.yaml'), CLAIMS);
    writeFileSync(at('false.yaml'), CLAIMS.replace('at-least: 1', 'at-most: 1'));
    writeFileSync(at('unknown.yaml'), CLAIMS.replace('dual-space/getpid', 'dual-spaces/getpid'));
  });

  it('says what is true, with the figures, and runs no more than it needs', async () => {
    const { status, stdout } = await ukperf('--claims true.yaml --quick');
    expect(status).to.equal(0);
    expect(stdout).to.match(/^TRUE {2}Dearer$/m);
    expect(stdout).to.match(/^factor +\d\.\d+ +4\.55 +at least 1 times +holds$/m);
    const { stdout: text } = await ukperf('--claims true.yaml --quick --json');
    const report = JSON.parse(text) as { schema: string; request: object; claims: object[] };
    expect(report).to.deep.include({ schema: 'ukperf/claims/1', passed: true });
    expect(report.request).to.deep.include({ only: ['dual-space', 'getpid'] });
    expect(report.claims[0]).to.deep.include({ name: 'dearer', holds: true });
  });

  it('says what is false, with status 1, at its place', async () => {
    const { status, stdout } = await ukperf('--claims false.yaml --quick --github --junit claims.xml');
    expect(status).to.equal(1);
    expect(stdout).to.match(/^FALSE {2}Dearer$/m);
    expect(stdout).to.match(
      /^::error file=false\.yaml,line=4,title=.*::Dearer: expected at most 1 times, found \d\.\d+ times$/m,
    );
    expect(read('claims.xml')).to.contain('<failure type="false"');
  });

  it('refuses an experiment that there is not, at its place', async () => {
    const { status, stderr } = await ukperf('--claims unknown.yaml --quick');
    expect(status).to.equal(2);
    expect(stderr).to.match(
      /^ukperf: unknown\.yaml:9:\d+: list\.dearer\.rows\.dual: expected a row of an experiment/,
    );
  });

  it('judges the claims of the paper', async () => {
    const { status, stdout } = await ukperf('--claims --quick --json');
    const { claims } = JSON.parse(stdout) as { claims: { name: string; holds: boolean }[] };
    expect(status).to.equal(claims.every(({ holds }) => holds) ? 0 : 1);
    const page = readFileSync(join(PACKAGE, 'docs', 'tutorials', 'check-in-your-ci.md'), 'utf8');
    expect(claims).to.have.lengthOf.at.least(4);
    // The page names those that are false, and no others.
    for (const { name, holds } of claims) expect(page.includes(`\`${name}\``), name).to.equal(!holds);
  });
});
