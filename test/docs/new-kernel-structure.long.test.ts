import { expect } from 'chai';
import { shell, temporaryFiles, type Call } from '../support/command-line.ts';
import { blocksOf, commandsOf, patternOf, withoutColumns } from '../support/markdown.ts';

const PAGE = 'docs/how-to/new-kernel-structure.md';
const blocks = blocksOf(PAGE);

describe('the page about a new kernel structure', () => {
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

  for (const { commands, shown } of steps) {
    it(`${commands[0]} prints what the page shows`, async () => {
      const { status, stdout, stderr }: Call = await shell(commands[0], directory);
      expect(status, stderr).to.equal(0);
      expect(withoutColumns(stderr + stdout)).to.match(patternOf(withoutColumns(shown.text)));
    });
  }

  it('would notice another output', () => {
    const pattern = patternOf('a 1\n...\nb ... c\n');
    expect('a 1\nx\ny\nb 2 c\n').to.match(pattern);
    expect('a 1\nb 2 c\n').to.match(pattern);
    for (const other of ['a 2\nb 2 c\n', 'a 1\nb 2 d\n', 'a 1\nb 2 c\nd\n', 'x\na 1\nb 2 c\n'])
      expect(other).not.to.match(pattern);
  });
});
