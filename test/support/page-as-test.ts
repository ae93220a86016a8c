import { expect } from 'chai';
import { shell, temporaryFiles } from './command-line.ts';
import { blocksOf, commandsOf, patternOf, withoutColumns } from './markdown.ts';

/**
 * Tests of a page that a reader follows from its top to its end: its files are written into a directory, its commands run there one after
 * the other, and what each prints is what the page shows after it.
 */
export function followPage(page: string): void {
  const blocks = blocksOf(page);
  const files = blocks.flatMap(({ file, text }): [string, string][] => (file ? [[file, text]] : []));
  const steps = blocks.flatMap((block, index) =>
    block.language === 'sh' ? [{ commands: commandsOf(block), shown: blocks[index + 1] }] : [],
  );
  let directory = '';

  before(() => {
    directory = temporaryFiles(Object.fromEntries(files));
  });

  it('has a file for each block of YAML, and shows the output of each command', () => {
    expect(files.length).to.be.greaterThan(3);
    expect(steps.length).to.be.greaterThan(5);
    for (const block of blocks.filter(({ language }) => language === 'yaml'))
      expect(block.file, block.text).to.match(/\.yaml$/);
    for (const { commands, shown } of steps) {
      expect(commands, shown.text).to.have.lengthOf(1);
      expect(shown.language, commands[0]).to.equal('text');
    }
  });

  for (const [index, { commands, shown }] of steps.entries()) {
    it(`${String(index + 1)}. ${commands[0]} prints what the page shows`, async () => {
      const { status, stdout, stderr } = await shell(commands[0], directory);
      expect(status, stderr).to.equal(0);
      expect(withoutColumns(stderr + stdout)).to.match(patternOf(withoutColumns(shown.text)));
    });
  }
}
