import { expect } from 'chai';
import { shell } from './support/command-line.ts';
import { blocksOf, commandsOf } from './support/markdown.ts';

/**
 * What installs the package or runs its tests: this very test, or what came before it; what runs until somebody ends it; and the main job, which
 * `verify:full` runs as it is written.
 */
const LEFT_OUT = ['npm ci', 'npm test', 'npx ukperf serve', 'npx ukperf reproduce'];

/** The commands of the README's shell blocks, one by one. */
function commands(): string[] {
  return blocksOf('README.md')
    .filter(({ language }) => language === 'sh')
    .flatMap(commandsOf)
    .flatMap((line) => line.split(' && '))
    .filter((command) => !LEFT_OUT.includes(command));
}

describe('the commands of the README', () => {
  it('are more than a few', () => {
    expect(commands().length).to.be.greaterThan(4);
  });

  for (const command of new Set(commands())) {
    it(`${command} works`, async () => {
      expect(command).to.match(/^npx ukperf /);
      const { status, stdout, stderr } = await shell(command);
      expect(status, stderr).to.equal(0);
      expect(stderr).to.equal('');
      expect(stdout.length).to.be.greaterThan(100);
      if (command.endsWith('--json')) expect(() => JSON.parse(stdout) as unknown).not.to.throw();
    });
  }
});
