import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { MAIN, shell, temporaryFiles, ukperf } from '../support/command-line.ts';

describe('ukperf reproduce --report', () => {
  const directory = join(temporaryFiles({}), 'new', 'report');

  it('writes a page, Markdown, sources, and each chart in three forms', async () => {
    const { status, stdout, stderr } = await ukperf('reproduce', 'getpid', '--quick', '--report', directory);
    expect(status, stderr).to.equal(0);
    expect(stderr).to.equal('');
    expect(stdout).to.match(/\nreport: .*index\.html\n$/);
    expect(readdirSync(directory).sort()).to.deep.equal([
      'charts',
      'index.html',
      'inputs',
      'provenance.csv',
      'report.md',
      'result.json',
      'rows.parquet',
    ]);
    expect(readdirSync(join(directory, 'charts')).sort()).to.deep.equal(
      [
        'cycles-by-cause',
        'cycles-by-place',
        'errors',
        'fitted-parameters',
        'model-against-published',
      ].flatMap((name) => ['png', 'svg', 'vl.json'].map((kind) => `${name}.${kind}`)),
    );
    for (const chart of readdirSync(join(directory, 'charts')))
      expect(statSync(join(directory, 'charts', chart)).size, chart).to.be.greaterThan(4000);
  });

  it('has the figures of the command, and the command itself', async () => {
    const { stdout } = await ukperf('reproduce', 'getpid', '--quick', '--report', directory);
    const [, fingerprint] = /fingerprint ([0-9a-f]+)/.exec(stdout)!;
    const text = readFileSync(join(directory, 'report.md'), 'utf8');
    expect(text).to.contain(fingerprint);
    expect(text).to.contain(`\`ukperf reproduce getpid --quick --report ${directory}\``);
    expect(text).to.match(/\| getpid \(cycles\) \| 2\d\d \| 223 \|/);
  });

  it('replaces its own charts and nothing else', async () => {
    const own = temporaryFiles({});
    mkdirSync(join(own, 'charts'));
    for (const name of ['figure-7-compile.svg', 'mine.svg']) writeFileSync(join(own, 'charts', name), 'old');
    await ukperf('reproduce', 'dual-space', '--quick', '--report', own);
    expect(existsSync(join(own, 'charts', 'figure-7-compile.svg'))).to.equal(false);
    expect(readFileSync(join(own, 'charts', 'mine.svg'), 'utf8')).to.equal('old');
  });

  it('goes to out/reproduction unless it is told not to, or prints for programs', async () => {
    const lines = { '': true, ' --no-report': false, ' --json': false };
    for (const [words, written] of Object.entries(lines)) {
      const own = temporaryFiles({});
      const { status } = await shell(
        `cd ${own} && "${process.execPath}" "${MAIN}" reproduce dual-space --quick${words} > /dev/null`,
      );
      expect(status).to.equal(0);
      expect(existsSync(join(own, 'out', 'reproduction', 'index.html')), words).to.equal(written);
    }
  });

  it('says what is wrong with a directory', async () => {
    const file = join(temporaryFiles({ 'file.txt': '' }), 'file.txt');
    const { status, stderr } = await ukperf('reproduce', 'dual-space', '--quick', '--report', file);
    expect(status).to.equal(2);
    expect(stderr).to.match(/--report .*file\.txt: expected a directory that can be written to, found /);
  });
});
