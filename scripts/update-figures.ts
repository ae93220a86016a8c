import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PACKAGE } from '../api/disk-library.ts';
import { withFigures } from '../reports/figures-in-text.ts';
import { lockedRows } from '../cli/locked-rows.ts';

/**
 * Writes figures of the lock file into the pages of docs, between markers `<!-- figure: ... -->`; with `--check` it only says whether they
 * hold the present ones (exit status 1 when one does not). Nothing is run.
 */
const check = process.argv.includes('--check');
const rows = lockedRows();
const pages = readdirSync(join(PACKAGE, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => join(PACKAGE, 'docs', file));
for (const page of pages) {
  const text = readFileSync(page, 'utf8');
  const fail = (message: string): void => {
    console.error(`${relative(PACKAGE, page)}: ${message}`);
    process.exitCode = 1;
  };
  const fresh = withFigures(text, rows, (marker) => {
    fail(`expected rows of the lock file, found none for ${marker}`);
  });
  if (fresh === text) continue;
  if (check) fail('does not hold the figures of the lock file: run npm run docs');
  else writeFileSync(page, fresh);
}
