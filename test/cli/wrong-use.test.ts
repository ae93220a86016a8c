import { statSync } from 'node:fs';
import { expect } from 'chai';
import { COMMANDS } from '../../cli/commands.ts';
import { answered, MAIN, ukperf } from '../support/command-line.ts';
import { checkWrongUse, WRONG } from '../support/wrong-uses.ts';

describe('help', () => {
  const names = COMMANDS.map(({ name }) => name);

  it('goes to standard output, with status 0', async () => {
    const { status, stdout, stderr } = await ukperf('run', '--help');
    expect([status, stderr]).to.deep.equal([0, '']);
    expect(stdout).to.match(/^Usage: ukperf run /);
  });

  it('names every command and option', async () => {
    const { stdout } = await answered('--help');
    for (const command of names) expect(stdout).to.match(new RegExp(`^  ${command} `, 'm'));
    // Former names of commands work, and are nowhere.
    expect(stdout).not.to.contain('validate');
    const { stdout: run } = await ukperf('run', '--help');
    for (const option of ['--system', '--machine', '--set', '--seed', '--replications', '--json'])
      expect(run).to.contain(option);
  });

  it('goes to standard error, with status 2, when there is no command', async () => {
    const { status, stdout, stderr } = await ukperf();
    expect([status, stdout]).to.deep.equal([2, '']);
    expect(stderr).to.match(/^Usage: ukperf /);
  });

  it('comes from a program that may be run as it is', () => {
    expect(statSync(MAIN).mode & 0o111).to.equal(0o111);
  });

  it('tells the version', async () => {
    expect((await answered('--version')).stdout).to.match(/^\d+\.\d+\.\d+\n$/);
  });
});

/** Of the words, of names, and of files; `wrong-use.long.test.ts` has them all. */
const AS_PROCESSES = ['an unknown command', 'an unknown machine', 'a file with an unknown key'];

describe('wrong use', () => {
  for (const [what, words, message] of WRONG)
    it(`${what}: status 2, a message, and no output`, async () => {
      checkWrongUse(await answered(...words), message);
    });

  it('has those that are tried as processes among its cases', () => {
    expect(WRONG.map(([name]) => name)).to.include.members(AS_PROCESSES);
  });

  for (const [what, words, message] of WRONG.filter(([name]) => AS_PROCESSES.includes(name)))
    it(`${what}: the same of a process of its own`, async () => {
      const call = await ukperf(...words);
      checkWrongUse(call, message);
      expect(call).to.deep.equal(await answered(...words));
    });

  it('is told on standard error with --json as well', async () => {
    const { status, stdout, stderr } = await answered('run', 'getpid', '--json', '--set', 'tlb.tagged=yes');
    expect([status, stdout]).to.deep.equal([2, '']);
    expect(stderr).to.contain('expected a plain number');
  });
});
