import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { PACKAGE } from '../api/disk-library.ts';
import { commandsOf, withOutputs } from './output-blocks.ts';
import { filesIn } from './page-blocks.ts';

/**
 * Writes what commands print into the pages of docs that say `<!-- output: ukperf ... -->`, all of them or those named; with `--check`
 * it only says whether they hold the present output (exit status 1 when one does not).
 */
const MAIN = join(PACKAGE, 'dist', 'cli', 'main.js');
const LONGEST_OUTPUT = 1 << 26;
const words = process.argv.slice(2);
const check = words.includes('--check');
const named = words.filter((word) => word !== '--check');
const allPages = (): string[] =>
  readdirSync(join(PACKAGE, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(PACKAGE, 'docs', file))
    .sort();
const left = named.length > 0 ? named : allPages();

/** A directory for the commands of a page: the files that the page shows, and the package's examples. */
function directoryOf(text: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'ukperf-docs-'));
  for (const [name, content] of Object.entries(filesIn(text))) writeFileSync(join(directory, name), content);
  cpSync(join(PACKAGE, 'docs', 'examples'), join(directory, 'examples'), { recursive: true });
  return directory;
}

/** Runs a command; those of a page share a directory, in which one finds what another has written. */
async function outputIn(directory: string, command: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...command.split(/\s+/).slice(1)], {
    cwd: directory,
    maxBuffer: LONGEST_OUTPUT,
  });
  return stdout;
}

async function update(page: string): Promise<void> {
  const text = readFileSync(page, 'utf8');
  const commands = commandsOf(text);
  if (commands.length === 0) return;
  const directory = directoryOf(text);
  const outputs: string[] = [];
  for (const command of commands) outputs.push(await outputIn(directory, command));
  rmSync(directory, { recursive: true });
  const fresh = withOutputs(text, outputs);
  if (fresh === text) return;
  if (check) {
    console.error(`${relative(PACKAGE, page)} does not hold the present output: run npm run docs`);
    process.exitCode = 1;
  } else writeFileSync(page, fresh);
}

/** Pages do not depend on each other, and most commands keep one core busy. */
async function updateNext(): Promise<void> {
  for (let page = left.shift(); page !== undefined; page = left.shift()) await update(page);
}
await Promise.all(Array.from({ length: availableParallelism() }, updateNext));
