import { expect } from 'chai';
import { COMMANDS } from '../../cli/commands.ts';
import { ukperf } from '../support/command-line.ts';

describe('help', () => {
  for (const words of [[], ...COMMANDS.map(({ name }) => [name])]) {
    const command = ['ukperf', ...words].join(' ');
    it(`of ${command} goes to standard output, with status 0`, async () => {
      const { status, stdout, stderr } = await ukperf(...words, '--help');
      expect([status, stderr]).to.deep.equal([0, '']);
      expect(stdout).to.match(new RegExp(`^Usage: ${command} `));
    });
  }
});
