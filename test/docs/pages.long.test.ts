import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { PACKAGE } from '../../api/disk-library.ts';
import { filesIn, type Block } from '../../scripts/page-blocks.ts';
import { shell, temporaryFiles } from '../support/command-line.ts';
import { blocksOf } from '../support/markdown.ts';
import { PAGES, shellBlocks } from '../support/pages.ts';

/** A directory with the files that a page shows, and the package's examples. */
function directoryFor(page: string): string {
  const directory = temporaryFiles(filesIn(readFileSync(join(PACKAGE, page), 'utf8')));
  cpSync(join(PACKAGE, 'docs', 'examples'), join(directory, 'examples'), { recursive: true });
  return directory;
}

describe('commands of the pages', () => {
  for (const page of PAGES) {
    const blocks = shellBlocks().filter((block) => block.page === page && block.treatment.kind === 'run');
    if (blocks.length === 0) continue;
    it(`of ${page} work`, async () => {
      const directory = directoryFor(page);
      for (const { text } of blocks) {
        // Whether a command works does not depend on how often its runs are repeated.
        const once = text.replaceAll(/--replications \d+/g, '--replications 1');
        const { status, stdout, stderr } = await shell(once, directory);
        expect(status, `${text}${stderr}`).to.equal(0);
        expect(stdout, text).not.to.equal('');
      }
    });
  }
});

/** Blocks of YAML that are a part of a file, or wrong on purpose. */
const NO_FILES = [
  /^# yaml-language-server: .*\nmachine: my-machine\n$/,
  /^segment-load: /,
  /^structure: wrong\n/,
];

describe('files of the pages', () => {
  for (const page of PAGES) {
    const all = blocksOf(page);
    // The page shows what lint says of it, among files that commands above it have written.
    const isShown = ({ file }: Block): boolean =>
      file !== undefined && all.some(({ outputOf }) => outputOf === `ukperf lint ${file}`);
    const blocks = all.filter(
      (block) =>
        block.language === 'yaml' && !isShown(block) && !NO_FILES.some((pattern) => pattern.test(block.text)),
    );
    if (blocks.length === 0) continue;
    it(`of ${page} are right`, async () => {
      const directory = directoryFor(page);
      const names = blocks.map(({ file, text }, index) => {
        const name = file ?? `block-${String(index)}.yaml`;
        writeFileSync(join(directory, name), text);
        return name;
      });
      const { status, stdout, stderr } = await shell(`npx ukperf lint ${names.join(' ')}`, directory);
      expect([status, stderr], stdout).to.deep.equal([0, '']);
    });
  }
});
