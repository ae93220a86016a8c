import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACKAGE } from '../../api/disk-library.ts';

export const MAIN = join(PACKAGE, 'dist', 'cli', 'main.js');

/** What one call of the command line did. */
export interface Call {
  status: number;
  stdout: string;
  stderr: string;
}

const calls = new Map<string, Promise<Call>>();

/** Runs ukperf as a process of its own; the same call runs once, however many tests look at it. */
export function ukperf(...words: string[]): Promise<Call> {
  const key = JSON.stringify(words);
  const known = calls.get(key);
  if (known) return known;
  const fresh = start(process.execPath, [MAIN, ...words]);
  calls.set(key, fresh);
  return fresh;
}

/** Runs a line of shell as a page shows it, from the package or a directory of the user's; `ukperf` and `npx ukperf` are the command line. */
export function shell(line: string, directory = PACKAGE): Promise<Call> {
  const command = line.replaceAll('npx ukperf ', 'ukperf ');
  const words = ['-c', `ukperf() { "${process.execPath}" "${MAIN}" "$@"; }\n${command}`];
  return start('/bin/sh', words, directory);
}

/** The JSON that a call printed, which must be all of its output. */
export async function json<Shape>(...words: string[]): Promise<Shape> {
  const { status, stdout, stderr } = await ukperf(...words);
  if (status !== 0) throw new Error(`ukperf ${words.join(' ')}: status ${status}, ${stderr}`);
  return JSON.parse(stdout) as Shape;
}

function start(file: string, words: string[], cwd = PACKAGE): Promise<Call> {
  return new Promise((resolve) => {
    execFile(file, words, { cwd, timeout: 60_000, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

const directories: string[] = [];

/** A directory of its own for a user's files; it goes away with the test run. */
export function temporaryFiles(files: Record<string, string>): string {
  const directory = mkdtempSync(join(tmpdir(), 'ukperf-test-'));
  if (directories.length === 0)
    process.on('exit', () => {
      for (const one of directories) rmSync(one, { recursive: true, force: true });
    });
  directories.push(directory);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return directory;
}
