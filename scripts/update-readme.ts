import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiskLibrary, PACKAGE } from '../api/disk-library.ts';
import { readShippedExperiments, readShippedTargets } from '../cli/shipped.ts';
import { allFigures, opening } from '../reports/readme.ts';
import { reproducePaper } from './shipped-reproduction.ts';

/**
 * Writes the result of `ukperf reproduce` into the README, between its marks: penalties and accuracy at the top, all figures below; with
 * `--check` it only says whether the README holds the present result (exit status 1 when it does not).
 */
const README = join(PACKAGE, 'README.md');
/** Experiments of the long table. */
const IN_TABLE = ['getpid', 'lmbench', 'compile', 'aim7'];

const published = new Set(readShippedTargets().list.map(({ experiment }) => experiment));
const names = Object.keys(readShippedExperiments().list).filter((name) => published.has(name));
const { rows } = await reproducePaper(names);
const blocks: Record<string, string> = {
  penalties: opening(rows, new DiskLibrary().names('inference')),
  result: allFigures(rows.filter(({ experiment }) => IN_TABLE.includes(experiment))),
};
const text = readFileSync(README, 'utf8');
const fresh = Object.entries(blocks).reduce(
  (page, [name, block]) =>
    page.replace(
      new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`),
      (_, open: string, close: string) => `${open}${block}\n${close}`,
    ),
  text,
);
if (process.argv.includes('--check')) {
  if (fresh !== text) {
    console.error('README.md does not hold the present result: run npm run docs');
    process.exitCode = 1;
  }
} else writeFileSync(README, fresh);
