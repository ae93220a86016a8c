import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { PACKAGE } from '../../api/disk-library.ts';

const SAMPLE = join(PACKAGE, 'docs/examples/pentium-133-lmbench.txt');

describe('ukperf machine import', () => {
  let directory: string;
  const ukperf = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [join(PACKAGE, 'dist/cli/main.js'), ...args], {
      encoding: 'utf8',
      cwd: directory,
    });

  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'ukperf-test-'));
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  it('writes a profile that runs, and a target file', () => {
    const { status, stdout, stderr } = ukperf('machine', 'import', SAMPLE, '--name', 'box', '--json');
    expect(status, stderr).to.equal(0);
    expect(stderr).to.equal(
      `ukperf: ${SAMPLE}: 3 lines skipped that say nothing known, the first is line 41\n`,
    );
    expect(JSON.parse(stdout)).to.include({
      schema: 'ukperf/machine-import/1',
      extends: 'pentium-133-sourced',
      skipped: 3,
    });
    expect(existsSync(join(directory, 'box-targets.yaml'))).to.equal(true);
    const run = ukperf('run', 'lmbench', 'pipe-latency', '--machine', 'box.yaml', '--json');
    expect(run.status, run.stderr).to.equal(0);
    const [{ value }] = (JSON.parse(run.stdout) as { measures: { value: number }[] }).measures;
    expect(value).to.be.within(20, 30);
  });

  it('writes over nothing', () => {
    const { status, stderr } = ukperf('machine', 'import', SAMPLE, '--name', 'box');
    expect([status, stderr]).to.deep.equal([
      2,
      'ukperf: machine import: box.yaml is there already; give another --name or --out\n',
    ]);
  });

  it('answers every wrong file with one line and status 2', () => {
    const text = readFileSync(SAMPLE, 'utf8');
    const files: Record<string, string | Buffer> = {
      empty: '',
      binary: readFileSync(process.execPath).subarray(0, 4096),
      text: 'Dear colleague,\n',
      truncated: text.slice(0, text.length / 2),
    };
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(directory, name), content);
      const { status, stdout, stderr } = ukperf('machine', 'import', name);
      expect([status, stdout], name).to.deep.equal([2, '']);
      expect(stderr, name).to.match(new RegExp(`^ukperf: ${name}:\\d+:1: .*expected .*, found .*\\n$`));
      expect(existsSync(join(directory, `${name}.yaml`))).to.equal(false);
    }
    expect(ukperf('machine', 'import', 'absent').stderr).to.equal(
      'ukperf: absent:1:1: expected a readable lmbench result file, found none\n',
    );
  });
});
