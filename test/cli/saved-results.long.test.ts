import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parquetReadObjects } from 'hyparquet';
import type { Result } from '../../results/result.ts';
import { temporaryFiles, ukperf, type Call } from '../support/command-line.ts';

const OWN = 'machine: own\ntitle: Own\nextends: pentium-133\n';
const directory = temporaryFiles({ 'own.yaml': OWN });
const at = (name: string): string => join(directory, name);
const save = (name: string, ...words: string[]): Promise<Call> =>
  ukperf('run', 'getpid', ...words, '--out', at(name));
const read = (name: string): Result =>
  JSON.parse(readFileSync(join(at(name), 'result.json'), 'utf8')) as Result;

describe('a saved result', () => {
  before(async () => {
    await Promise.all([
      save('first', '--machine', at('own.yaml')),
      save('slower', '--machine', at('own.yaml'), '--set', 'privilege.exception=99 cycles'),
      save('dearer', '--machine', at('own.yaml'), '--set', 'privilege.interrupt-instruction=99 cycles'),
      ukperf('reproduce', 'dual-space', '--quick', '--out', at('reproduction')),
    ]);
  });

  it('holds what was asked for, what it was made from, and the figures', () => {
    const { request, rows, files, parameters, fingerprint } = read('first');
    expect(request).to.include({ command: 'run', system: 'linux', workload: 'getpid', seed: '1' });
    expect(rows[0]).to.include({ experiment: 'getpid', test: 'getpid', system: 'linux', unit: 'cycles' });
    expect(files.map(({ file }) => file)).to.include.members([
      at('own.yaml'),
      'model/hardware/profiles/pentium-133-sourced.yaml',
      'model/kernels/structures/linux.yaml',
      'model/workloads/getpid.yaml',
    ]);
    for (const { copy } of files) expect(readFileSync(join(at('first'), copy), 'utf8')).not.to.equal('');
    expect(parameters[at('own.yaml')]['processor.clock']).to.equal('133 MHz');
    expect(fingerprint).to.match(/^[0-9a-f]{16}$/);
  });

  it('has its rows as a table that other tools read', async () => {
    const bytes = readFileSync(join(at('reproduction'), 'rows.parquet'));
    const rows = await parquetReadObjects({
      file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    });
    const [{ model, published }] = read('reproduction').rows;
    expect(rows).to.have.lengthOf(1);
    expect(rows[0]).to.include({ experiment: 'dual-space', model, published_low: published, unit: 'µs' });
  });

  it('runs again, from the files saved with it, to the same figures', async () => {
    // The user's machine has changed since.
    writeFileSync(
      at('own.yaml'),
      `${OWN}processor: { clock: { value: 99 MHz, source: x, status: estimated } }\n`,
    );
    for (const name of ['first', 'dearer', 'reproduction']) {
      const { status, stdout } = await ukperf('run', '--from', at(name));
      expect(status, stdout).to.equal(0);
      expect(stdout).to.contain(`the same again: fingerprint ${read(name).fingerprint}`);
    }
  });

  it('of a job mix holds its curve, and runs again to the same figures', async () => {
    const one = await ukperf('run', 'aim7', '--quick', '--seed', '3', '--out', at('mix'));
    expect([one.status, one.stderr]).to.deep.equal([0, '']);
    const { request, rows, fingerprint, charges, elapsedCycles } = read('mix');
    expect(request).to.deep.include({ workload: 'aim7', mixes: ['shared'], driverLoads: false, quick: true });
    expect(one.stdout).to.contain(`fingerprint ${fingerprint}`);
    expect(rows.map(({ test }) => test)).to.include.members(['max-jobs-per-minute', 'real-time-at-load-1']);
    expect(charges.reduce((sum, { cycles }) => sum + cycles, 0)).to.equal(elapsedCycles);
    const again = await ukperf('run', '--from', at('mix'));
    expect(again.status, again.stdout).to.equal(0);
    expect(again.stdout).to.contain(`the same again: fingerprint ${fingerprint}`);
  });

  it('of several job mixes has the name of each before its tests', async () => {
    const words = ['run', 'aim7', 'dbase', 'shared', '--quick', '--system', 'l4linux'];
    await ukperf(...words, '--out', at('mixes'));
    const tests = read('mixes').rows.map(({ test }) => test);
    expect(tests).to.include.members(['dbase/max-jobs-per-minute', 'shared/max-jobs-per-minute']);
    const again = await ukperf('run', '--from', at('mixes'), '--json');
    expect(again.status, again.stdout).to.equal(0);
    expect(JSON.parse(again.stdout)).to.deep.include({ same: true, stored: read('mixes').fingerprint });
  });

  it('is compared with another: parameters, rows, exit status', async () => {
    const same = await ukperf('diff', at('first'), at('slower'));
    expect(same.status).to.equal(0);
    expect(same.stdout).to.match(/privilege\.exception +\S+ cycles +99 cycles/);
    expect(same.stdout).to.contain('all 1 rows are the same');
    const moved = await ukperf('diff', at('first'), at('dearer'));
    expect(moved.status).to.equal(1);
    expect(moved.stdout).to.match(/^getpid\/getpid\/linux +\d+ +\d+ +cycles +\+[\d.]+ % +moved$/m);
    expect((await ukperf('diff', at('first'), at('dearer'), '--tolerance', '50 %')).status).to.equal(0);
  });

  it('is compared as JSON and as a chart', async () => {
    const { stdout } = await ukperf(
      'diff',
      at('first'),
      at('dearer'),
      '--json',
      '--chart',
      at('changes.svg'),
    );
    const difference = JSON.parse(stdout) as { schema: string; moved: boolean; parameters: unknown[] };
    expect(difference).to.include({ schema: 'ukperf/diff/1', moved: true });
    expect(difference.parameters).to.have.lengthOf(1);
    expect(readFileSync(at('changes.svg'), 'utf8')).to.contain('getpid getpid');
  });

  it('needs a directory that can be written to, and says so before it runs', async () => {
    const [run, reproduction] = await Promise.all([
      save('own.yaml/below'),
      ukperf('reproduce', 'aim7', '--out', at('own.yaml/below')),
    ]);
    for (const { status, stdout, stderr } of [run, reproduction]) {
      expect([status, stdout]).to.deep.equal([2, '']);
      expect(stderr).to.match(
        /^ukperf: --out .*below: expected a directory that can be written to, found ENOTDIR/,
      );
    }
  });

  it('is refused when it is none, or was changed', async () => {
    mkdirSync(at('empty'), { recursive: true });
    const none = await ukperf('diff', at('empty'), at('first'));
    expect([none.status, none.stdout]).to.deep.equal([2, '']);
    expect(none.stderr).to.contain('expected a directory of results with a file result.json');
    const { copy } = read('slower').files[0];
    appendFileSync(join(at('slower'), copy), '\n');
    const changed = await ukperf('run', '--from', at('slower'));
    expect(changed.status).to.equal(2);
    expect(changed.stderr).to.contain('found a changed one');
    expect((await ukperf('run')).status).to.equal(2);
    expect((await ukperf('run', 'getpid', '--from', at('first'))).stderr).to.contain('expected --from alone');
  });
});
