import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { PACKAGE } from '../../api/disk-library.ts';
import { blocksOf } from '../support/markdown.ts';
import { FOLLOWED, notRunStarts, PAGES, shellBlocks } from '../support/pages.ts';

const text = (file: string): string => readFileSync(join(PACKAGE, file), 'utf8');

describe('what the pages show', () => {
  it('has commands of all treatments', () => {
    expect(new Set(shellBlocks().map(({ treatment }) => treatment.kind))).to.have.lengthOf(4);
  });

  it('is followed by the tests that are said to do so', () => {
    for (const [page, test] of Object.entries(FOLLOWED)) expect(text(test), test).to.contain(`'${page}'`);
  });

  it('is left out for a reason that still holds', () => {
    const left = shellBlocks().flatMap(({ text: command, treatment }) =>
      treatment.kind === 'not run' ? [{ command, reason: treatment.reason }] : [],
    );
    for (const start of notRunStarts())
      expect(
        left.some(({ command }) => command.startsWith(start)),
        start,
      ).to.equal(true);
    for (const { reason } of left)
      for (const [file] of reason.matchAll(/test\/\S+\.ts/g))
        expect(existsSync(join(PACKAGE, file)), file).to.equal(true);
  });

  it('has the output of the command above it', () => {
    for (const page of PAGES) {
      const blocks = blocksOf(page);
      for (const [index, { outputOf }] of blocks.entries()) {
        const above = index > 0 && blocks[index - 1].language === 'sh' ? blocks[index - 1].text.trim() : '';
        // A command with a remark, or several, stand for themselves.
        if (outputOf === undefined || !/^npx ukperf [^\n#]*$/.test(above)) continue;
        expect(above, page).to.equal(`npx ${outputOf}`);
      }
    }
  });

  it('names no option in an example of help that its command lacks', () => {
    const page = text('docs/reference/commands.md');
    const examples = [...page.matchAll(/^\$ (ukperf .+)$/gm)].flatMap(([, line]) => line.split(' && '));
    expect(examples.length).to.be.greaterThan(30);
    for (const example of examples) {
      const section = sectionOf(page, example);
      for (const [option] of example.matchAll(/ --[a-z-]+/g))
        expect(section, example).to.match(new RegExp(`^\\| \`.*${option.trim()}[ \`]`, 'm'));
    }
  });
});

/** The part of the page about the command of an example: `ukperf sweep merge x`, or `ukperf sweep x` for what `sweep` does by itself. */
function sectionOf(page: string, example: string): string {
  const [, command, word = ''] = example.split(' ');
  const sections = page.split(/^##+ /m);
  const named = (title: string): string | undefined =>
    sections.find((section) => section.startsWith(`${title}\n`));
  const found =
    named(`ukperf ${command} ${word}`) ?? named(`ukperf ${command} run`) ?? named(`ukperf ${command}`);
  expect(found, example).to.be.a('string');
  return String(found);
}
