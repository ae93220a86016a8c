import { expect } from 'chai';
import { answered, answeredJson, shell, ukperf } from '../support/command-line.ts';
import { experiments, library } from '../support/shipped.ts';

interface Entry {
  key: string;
  value: string;
  status: string;
  range: string;
  source: string;
  file: string;
}

describe('ukperf list', () => {
  it('names everything that is shipped', async () => {
    const { entries } = await answeredJson<{
      entries: { kind: string; name: string; title: string; tests?: string[] }[];
    }>('list', '--json');
    const names = (kind: string): string[] =>
      entries.filter((entry) => entry.kind === kind).map(({ name }) => name);
    for (const kind of ['machine', 'structure', 'personality', 'workload'] as const)
      expect(names(kind)).to.deep.equal(library.names(kind));
    expect(names('experiment')).to.deep.equal(Object.keys(experiments.list));
    expect(entries.every(({ title }) => title.length > 0)).to.equal(true);
    expect(entries.find(({ name }) => name === 'lmbench')?.tests).to.include('pipe-latency');
  });

  it('prints a table', async () => {
    const { status, stdout, stderr } = await ukperf('list');
    expect([status, stderr]).to.deep.equal([0, '']);
    expect(stdout).to.match(/^machine +pentium-133 +Pentium 133/m);
    expect(stdout).to.match(/^tests of lmbench: write-dev-null-latency, /m);
  });
});

describe('ukperf sweep list', () => {
  it('names the shipped sweeps, each with what it shows', async () => {
    const { sweeps } = await answeredJson<{ sweeps: { name: string; title: string }[] }>(
      'sweep',
      'list',
      '--json',
    );
    expect(sweeps.map(({ name }) => name)).to.include('ipc-and-rate');
    const { stdout } = await ukperf('sweep', 'list');
    for (const { name, title } of sweeps)
      expect(stdout).to.match(new RegExp(`^${name} +${title.split(' ')[0]}`, 'm'));
  });
});

describe('ukperf show', () => {
  it('prints each value with unit, status, range and source', async () => {
    const { kind, entries } = await answeredJson<{ kind: string; entries: Entry[] }>(
      'show',
      'pentium-133',
      '--json',
    );
    expect(kind).to.equal('machine');
    const entry = entries.find(({ key }) => key === 'privilege.segment-load')!;
    expect(entry).to.include({ value: '3 cycles', status: 'published', range: '2 cycles .. 5 cycles' });
    expect(entry.file).to.match(/pentium-133-sourced\.yaml$/);
    for (const { key, source, status } of entries.filter(({ key: name }) => name.includes('.'))) {
      expect(source, key).not.to.equal('');
      expect(status, key).not.to.equal('');
    }
  });

  it('shows structures, personalities and workloads, with what they extend and include', async () => {
    const shown = await Promise.all(
      ['l4linux-dual-space', 'linux-2.0', 'lmbench'].map((name) =>
        answeredJson<{ kind: string; entries: Entry[] }>('show', name, '--json'),
      ),
    );
    expect(shown.map(({ kind }) => kind)).to.deep.equal(['structure', 'personality', 'workload']);
    const files = shown.map(({ entries }) => new Set(entries.map(({ file }) => file.replace(/^.*\//, ''))));
    expect(files[0]).to.include('l4linux.yaml');
    expect(files[1]).to.include('pipes.yaml');
    expect(files[2]).to.include('programs.yaml');
  });

  it('shows what was set', async () => {
    const { entries } = await answeredJson<{ entries: Entry[] }>(
      'show',
      'pentium-133',
      '--set',
      'tlb.tagged=1',
      '--json',
    );
    expect(entries.find(({ key }) => key === 'tlb.tagged')).to.include({
      value: '1',
      status: 'what-if',
      source: 'set on the command line',
    });
  });

  it('prints a table', async () => {
    const { status, stdout } = await answered('show', 'pentium-133');
    expect(status).to.equal(0);
    expect(stdout).to.match(/^tlb\.tagged +0 +published +0 \.\. 1 /m);
  });
});

describe('the output', () => {
  it('may be cut off by its reader', async () => {
    const { status, stdout, stderr } = await shell(
      '{ ukperf show l4linux --json; echo "status $?" >&2; } | head -1',
    );
    expect(status).to.equal(0);
    expect(stdout).to.equal('{\n');
    expect(stderr).to.equal('status 0\n');
  });

  it('is all there in a file', async () => {
    const { stdout } = await shell('ukperf show l4linux --json | cat');
    expect(() => JSON.parse(stdout) as unknown).not.to.throw();
    expect(stdout).to.equal((await answered('show', 'l4linux', '--json')).stdout);
  });
});
