import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { json, temporaryFiles, ukperf } from '../support/command-line.ts';
import { SWEEP } from '../support/sweeps.ts';
import { replaceOnce } from '../support/toy.ts';

interface ReportJson {
  page: string;
  charts: { name: string; title: string; caption: string }[];
  summary: { figure: string; variant: string; unit: string; points: number; least: number; most: number }[];
  breakEvens: { figure: string; unit: string; along: string; rows: { variant: string; kind: string }[] }[];
}

describe('ukperf sweep report', () => {
  const home = temporaryFiles({
    'own.yaml': replaceOnce(
      SWEEP,
      'derived:',
      'charts:\n  - { kind: heat-map, of: penalty, x: walk, y: ipc }\n  - { kind: break-even, of: penalty, passes: 5 %, along: walk, by: ipc }\nderived:',
    ),
  });
  const directory = join(home, 'done');
  const names = ['break-even-penalty-walk-ipc', 'heat-map-penalty-walk-ipc'];

  before(async () => {
    const { status, stderr } = await ukperf('sweep', join(home, 'own.yaml'), '--out', directory);
    expect(status, stderr).to.equal(0);
  });

  it('writes a page, Markdown, sources, and each chart in three forms', async () => {
    const { status, stdout, stderr } = await ukperf('sweep', 'report', directory);
    expect(status, stderr).to.equal(0);
    expect(stdout).to.match(/Where more passes 5 %: walk \(cycles\)/);
    expect(stdout).to.match(/l4linux +50 +always/);
    expect(stdout).to.match(/\nreport: .*done\/report\/index\.html\n$/);
    const report = join(directory, 'report');
    expect(readdirSync(report).sort()).to.deep.equal(['charts', 'index.html', 'provenance.csv', 'report.md']);
    const files = names.flatMap((name) => ['png', 'svg', 'vl.json'].map((kind) => `${name}.${kind}`));
    expect(readdirSync(join(report, 'charts')).sort()).to.deep.equal(files);
    for (const file of files)
      expect(statSync(join(report, 'charts', file)).size, file).to.be.greaterThan(2000);
    const text = readFileSync(join(report, 'report.md'), 'utf8');
    expect(text).to.contain('| l4linux | 50 | always |');
    expect(text).to.contain(
      '![More, over walk and ipc](charts/heat-map-penalty-walk-ipc.svg)'.replace('More', 'more'),
    );
    expect(readFileSync(join(report, 'provenance.csv'), 'utf8')).to.contain('tlb.walk-level');
  });

  it('prints only JSON for programs', async () => {
    const out = join(home, 'elsewhere');
    const found = await json<ReportJson>('sweep', 'report', directory, '--out', out, '--json');
    expect(found.page).to.equal(join(out, 'index.html'));
    expect(found.charts.map(({ name }) => name).sort()).to.deep.equal(names);
    const penalty = found.summary.find(({ figure }) => figure === 'penalty')!;
    expect(penalty).to.deep.include({ variant: 'l4linux', unit: '%', points: 6 });
    const [{ figure, unit, along, rows }] = found.breakEvens;
    expect({ figure, unit, along }).to.deep.equal({ figure: 'penalty', unit: '%', along: 'walk' });
    expect(rows.map(({ kind }) => kind)).to.deep.equal(['always', 'always']);
  });

  it('replaces its own charts and nothing else', async () => {
    const out = join(home, 'old');
    mkdirSync(join(out, 'charts'), { recursive: true });
    for (const name of ['tornado-call.svg', 'mine.svg']) writeFileSync(join(out, 'charts', name), 'old');
    await ukperf('sweep', 'report', directory, '--out', out);
    expect(existsSync(join(out, 'charts', 'tornado-call.svg'))).to.equal(false);
    expect(readFileSync(join(out, 'charts', 'mine.svg'), 'utf8')).to.equal('old');
  });

  it('refuses what is no sweep, or not done', async () => {
    const none = await ukperf('sweep', 'report', home);
    expect(none.status).to.equal(2);
    expect(none.stderr).to.match(/expected the directory of a sweep, found no sweep/);
    const part = join(home, 'part');
    await ukperf(
      'sweep',
      join(home, 'own.yaml'),
      '--out',
      part,
      '--shard',
      '1/2',
      '--chunk',
      '2',
      '--no-reuse',
    );
    const unfinished = await ukperf('sweep', 'report', part);
    expect(unfinished.status).to.equal(2);
    expect(unfinished.stderr).to.match(/expected the rows of a sweep that is done/);
  });
});
