import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { PACKAGE } from '../api/disk-library.ts';
import { commandsOf, withOutputs } from './output-blocks.ts';

/**
 * Writes what commands print into the pages of docs that say `<!-- output: ukperf ... -->`, all of them or those named; with `--check`
 * it only says whether they hold the present output (exit status 1 when one does not).
 */
const MAIN = join(PACKAGE, 'dist', 'cli', 'main.js');
const words = process.argv.slice(2);
const check = words.includes('--check');
const named = words.filter((word) => word !== '--check');
const allPages = (): string[] =>
  readdirSync(join(PACKAGE, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(PACKAGE, 'docs', file))
    .sort();
const pages = named.length > 0 ? named : allPages();

/** Runs a command; those of a page share a directory, in which one finds what another has written. */
const outputIn = (directory: string, command: string): string =>
  execFileSync(process.execPath, [MAIN, ...command.split(/\s+/).slice(1)], {
    encoding: 'utf8',
    cwd: directory,
    stdio: ['ignore', 'pipe', 'inherit'],
  });

for (const page of pages) {
  const text = readFileSync(page, 'utf8');
  if (commandsOf(text).length === 0) continue;
  const directory = mkdtempSync(join(tmpdir(), 'ukperf-docs-'));
  const fresh = withOutputs(text, (command) => outputIn(directory, command));
  rmSync(directory, { recursive: true });
  if (fresh === text) continue;
  if (check) {
    console.error(`${relative(PACKAGE, page)} does not hold the present output: run npm run docs`);
    process.exitCode = 1;
  } else writeFileSync(page, fresh);
}
