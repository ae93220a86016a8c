import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../../api/disk-library.ts';
import { blocksIn, type Block } from '../../scripts/page-blocks.ts';

/** The fenced blocks of a page of the package, in their order. */
export function blocksOf(page: string): Block[] {
  return blocksIn(readFileSync(join(PACKAGE, page), 'utf8'));
}

/** The commands of a block of shell, one by one and without remarks. */
export function commandsOf(block: Block): string[] {
  return block.text
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '');
}

/** A pattern for what a page shows: `...` stands for the rest of a line, on a line of its own for any lines. */
export function patternOf(shown: string): RegExp {
  const lines = shown.trim().split('\n');
  const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const source = lines.map((line) =>
    line === '...' ? '(?:.*\\n)*?' : `${line.split('...').map(escaped).join('.*')}\\n`,
  );
  return new RegExp(`^\\n?${source.join('')}$`);
}

/** How wide a column is depends on all that stands in it. */
export const withoutColumns = (text: string): string => text.replaceAll(/ +/g, ' ');
