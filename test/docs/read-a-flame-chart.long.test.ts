import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { shell, temporaryFiles } from '../support/command-line.ts';
import { blocksOf, commandsOf, patternOf, withoutColumns } from '../support/markdown.ts';

const blocks = blocksOf('docs/how-to/read-a-flame-chart.md');

describe('the page about flame charts', () => {
  const steps = blocks.flatMap((block, index) =>
    block.language === 'sh'
      ? commandsOf(block).map((command) => ({ command, shown: blocks[index + 1] }))
      : [],
  );
  const directory = temporaryFiles({});

  it('shows the output of each command', () => {
    expect(steps).to.have.lengthOf(3);
    for (const { command, shown } of steps) expect(shown.language, command).to.equal('text');
  });

  for (const { command, shown } of steps) {
    it(`${command} prints what the page shows, and writes its file`, async () => {
      const { status, stdout, stderr } = await shell(command, directory);
      expect(status, stderr).to.equal(0);
      expect(withoutColumns(stderr + stdout)).to.match(patternOf(withoutColumns(shown.text)));
      const file = /--output (\S+)/.exec(command)?.[1];
      if (file !== undefined) expect(existsSync(join(directory, file))).to.equal(true);
    });
  }
});
