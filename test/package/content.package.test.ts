import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { PACKAGE } from '../../api/disk-library.ts';
import { installed, type Installed } from './support/installed.ts';

/** Where files lie that programs read as they run. */
const READ = ['model', 'calibration', 'sweeps'];
const MOST_BYTES = 6e6;

describe('the package', () => {
  let ukperf: Installed;
  before(async () => {
    ukperf = await installed();
  });

  it('has what its programs read, and no tests, benchmarks, scripts or sources', () => {
    const paths = ukperf.files.map(({ path }) => path);
    const data = READ.flatMap((directory) =>
      readdirSync(join(PACKAGE, directory), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => `${directory}/${name}`),
    );
    expect(data.length).to.be.greaterThan(50);
    expect(paths).to.include.members([
      ...data,
      ...['LICENSE', 'README.md', 'CHANGELOG.md', 'CITATION.cff', 'package.json'],
      ...['dist/cli/main.js', 'dist/sweeps/execution/worker.js', 'dist/api/shipped-texts.js'],
      ...['dist/site/index.html', 'docs/explanation/model.md', 'schemas/machine.schema.json'],
    ]);
    const unwanted = /^(test|bench|scripts|web|node_modules|out|etc)\/|^dist\/(test|bench|scripts)\/|\.map$/;
    expect(paths.filter((path) => unwanted.test(path))).to.deep.equal([]);
    expect(paths.filter((path) => /(?<!\.d)\.tsx?$/.test(path))).to.deep.equal([]);
  });

  it('is small', () => {
    const bytes = ukperf.files.reduce((sum, { size }) => sum + size, 0);
    console.log(`      ${ukperf.files.length} files, ${(bytes / 1e6).toFixed(1)} MB unpacked`);
    expect(bytes).to.be.lessThan(MOST_BYTES);
  });

  it('suits publint', async () => {
    const bytes = readFileSync(ukperf.tarball);
    const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const { messages, pkg } = await publint({ pack: { tarball } });
    expect(messages.map((message) => formatMessage(message, pkg ?? {}))).to.deep.equal([]);
  });

  it('has types for whoever imports it', async () => {
    const attw = join(PACKAGE, 'node_modules', '.bin', 'attw');
    const run = promisify(execFile);
    const { stdout } = await run(attw, [
      ukperf.tarball,
      '--profile',
      'esm-only',
      '--no-color',
      '--format',
      'ascii',
    ]);
    expect(stdout).to.contain('"ukperf/data"');
  });
});
