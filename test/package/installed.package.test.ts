import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { json } from '../support/command-line.ts';
import { installed, type Installed } from './support/installed.ts';

/** A file of the user's, checked and run. */
const OWN = 'structure: own\ntitle: L4Linux under a name of my own\nextends: l4linux\n';

/** Commands that read each kind of shipped file. */
const COMMANDS = [
  'list',
  'show l4linux',
  'schema machine',
  'lint own.yaml',
  'run getpid --system own.yaml',
  'reproduce getpid --quick',
  'explain getpid --system l4linux --method flame --output flame.svg',
  'what-if',
  'sweep ipc-and-rate --dry-run',
];

const WITHOUT_WRITING = 0o555;

describe('an installed copy that nobody may write to', () => {
  let ukperf: Installed;
  let untouched: string[];
  before(async () => {
    ukperf = await installed();
    ukperf.write('own.yaml', OWN);
    for (const name of readdirSync(ukperf.home, { recursive: true, encoding: 'utf8' })) {
      const path = join(ukperf.home, name);
      if (statSync(path).isDirectory() || name.endsWith('main.js')) chmodSync(path, WITHOUT_WRITING);
    }
    untouched = ukperf.snapshot();
  });
  after(() => {
    // Permissions do not hold root back: nothing has changed either.
    expect(ukperf.snapshot()).to.deep.equal(untouched);
  });

  it('runs by npx', async () => {
    const { version } = JSON.parse(ukperf.read('package.json')) as { version: string };
    expect(await ukperf.run('npx', '--no-install', 'ukperf', '--version')).to.deep.equal({
      status: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
  });

  for (const command of COMMANDS)
    it(`does ukperf ${command}`, async () => {
      const { status, stdout, stderr } = await ukperf.run('ukperf', ...command.split(' '));
      expect([status, stderr], stdout).to.deep.equal([0, '']);
      expect(stdout).not.to.equal('');
    });

  it('gives the numbers of the checkout', async () => {
    const words = ['run', 'lmbench', 'pipe-latency', '--system', 'l4linux', '--json'];
    const { stdout } = await ukperf.run('ukperf', ...words);
    expect(JSON.parse(stdout)).to.deep.equal(await json(...words));
  });
});
