import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../api/disk-library.ts';
import { markdownTable } from '../reports/markdown.ts';
import { summarise } from '../reports/summary.ts';
import { reproducePaper } from './shipped-reproduction.ts';

/**
 * Writes the result of `ukperf reproduce` into the README, between its two marks; with `--check` it only says
 * whether the README holds the present result (exit status 1 when it does not).
 */
const README = join(PACKAGE, 'README.md');
const MARKS = /(<!-- result -->\n)[\s\S]*?(<!-- \/result -->)/;

const { rows } = await reproducePaper(['getpid', 'lmbench', 'compile', 'aim7']);
const text = readFileSync(README, 'utf8');
const result = `${markdownTable(rows)}\n\n${summarise(rows).join('; ')}.\n`;
const fresh = text.replace(MARKS, `$1${result}$2`);
if (process.argv.includes('--check')) {
  if (fresh !== text) {
    console.error('README.md does not hold the present result: run npm run docs');
    process.exitCode = 1;
  }
} else writeFileSync(README, fresh);
