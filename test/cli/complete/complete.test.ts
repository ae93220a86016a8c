import { expect } from 'chai';
import { answered, answeredJson, shell, temporaryFiles, ukperf } from '../../support/command-line.ts';

/** What is offered for the last of some words, without descriptions. */
async function offered(...words: string[]): Promise<string[]> {
  const { status, stdout, stderr } = await answered('complete', '--', ...words);
  expect([status, stderr]).to.deep.equal([0, '']);
  return stdout
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(':'))
    .map((line) => line.split('\t')[0]);
}

describe('ukperf complete', () => {
  it('knows commands, and those of a command', async () => {
    expect(await offered('s')).to.include.members(['sweep', 'sensitivity', 'show', 'schema', 'serve']);
    expect(await answered('complete', '--', 's')).to.deep.equal(await ukperf('complete', '--', 's'));
    expect(await offered('sweep', 'me')).to.deep.equal(['merge']);
    expect(await offered('machine', '')).to.deep.equal(['import']);
  });

  it('knows options, and values where only some are allowed', async () => {
    expect(await offered('explain', 'getpid', '--me')).to.deep.equal(['--method']);
    expect(await offered('explain', 'getpid', '--method', 's')).to.deep.equal(['shapley']);
    expect(await offered('sweep', 'ipc-and-rate', '--engine', '')).to.deep.equal([
      'local',
      'slurm',
      'bullmq',
    ]);
    expect(await offered('complete', 'z')).to.deep.equal(['zsh']);
  });

  it('knows every name that ukperf list prints, in its place', async () => {
    const { entries } = await answeredJson<{ entries: { kind: string; name: string; tests?: string[] }[] }>(
      'list',
      '--json',
    );
    const named = (kind: string): string[] =>
      entries.filter((each) => each.kind === kind).map(({ name }) => name);
    expect(await offered('run', 'getpid', '--system', '')).to.include.members(named('structure'));
    expect(await offered('run', 'getpid', '--machine', '')).to.include.members(named('machine'));
    expect(await offered('explain', '')).to.include.members(named('workload'));
    expect(await offered('reproduce', 'getpid', '')).to.have.members(named('experiment'));
    expect(await offered('what-if', '')).to.include.members(named('question'));
    expect(await offered('show', 'linux')).to.include.members(['linux', 'linux-2.0']);
    const lmbench = entries.find(({ name }) => name === 'lmbench');
    expect(await offered('run', 'lmbench', 'pipe-latency', '')).to.have.members(lmbench?.tests ?? []);
    expect(await offered('run', 'aim7', 'sh')).to.include('shared');
    expect(await offered('schema', 'mach')).to.deep.equal(['machine']);
  });

  it('knows YAML files of the user, but no name that a shell would run', async () => {
    const directory = temporaryFiles({ 'own.yaml': '', '$(id).yaml': '', 'notes.txt': '' });
    const { stdout } = await shell('ukperf complete -- lint ""', directory);
    expect(stdout).to.equal('own.yaml\ta file\n:4\n');
    const { stdout: elsewhere } = await shell(`ukperf complete -- run ${directory}/o`);
    expect(elsewhere).to.contain(`${directory}/own.yaml\t`);
  });

  it('refuses a shell that it has no script for', async () => {
    const { status, stderr } = await answered('complete', 'tcsh');
    expect(status).to.equal(2);
    expect(stderr).to.contain('Allowed choices are bash, zsh, fish, powershell');
  });
});
