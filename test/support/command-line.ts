import { execFile, fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PACKAGE } from '../../api/disk-library.ts';
import type { Answered, Asked } from './many-calls.ts';

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

/** Who answers calls without a process for each, and who waits for an answer. */
let answering: ChildProcess | undefined;
const waiting = new Map<number, { resolve: (call: Call) => void; reject: (error: Error) => void }>();
const answers = new Map<string, Promise<Call>>();

/**
 * What `ukperf` gives, from a process that answers all calls of the tests: for tests that look at what a command says, where starting a
 * process takes longer than the command. The same call runs once. Each command has a test with a process of its own as well.
 */
export function answered(...words: string[]): Promise<Call> {
  const key = JSON.stringify(words);
  const known = answers.get(key);
  if (known) return known;
  const child = (answering ??= startAnswering());
  const asked: Asked = { id: answers.size, words };
  const fresh = new Promise<Call>((resolve, reject) => {
    waiting.set(asked.id, { resolve, reject });
    // The tests wait for answers, and nobody waits for the process.
    child.ref();
    child.channel?.ref();
    child.send(asked);
  });
  answers.set(key, fresh);
  return fresh;
}

/** The JSON that a call printed, from a process that answers many. */
export async function answeredJson<Shape>(...words: string[]): Promise<Shape> {
  return parsed(words, await answered(...words)) as Shape;
}

function startAnswering(): ChildProcess {
  const child = fork(fileURLToPath(new URL('many-calls.js', import.meta.url)), {
    cwd: PACKAGE,
    execArgv: [],
  });
  child.on('message', ({ id, ...call }: Answered) => {
    waiting.get(id)?.resolve(call);
    waiting.delete(id);
    if (waiting.size > 0) return;
    child.unref();
    child.channel?.unref();
  });
  child.once('exit', (status, signal) => {
    answering = undefined;
    for (const { reject } of waiting.values()) reject(new Error(`ended with ${status ?? signal}`));
    waiting.clear();
  });
  return child;
}

/** Runs a line of shell as a page shows it, from the package or a directory of the user's; `ukperf` and `npx ukperf` are the command line. */
export function shell(line: string, directory = PACKAGE): Promise<Call> {
  const command = line.replaceAll('npx ukperf ', 'ukperf ');
  const words = ['-c', `ukperf() { "${process.execPath}" "${MAIN}" "$@"; }\n${command}`];
  return start('/bin/sh', words, directory);
}

/** The JSON that a call printed, which must be all of its output. */
export async function json<Shape>(...words: string[]): Promise<Shape> {
  return parsed(words, await ukperf(...words)) as Shape;
}

function parsed(words: string[], { status, stdout, stderr }: Call): unknown {
  if (status !== 0) throw new Error(`ukperf ${words.join(' ')}: status ${status}, ${stderr}`);
  return JSON.parse(stdout) as unknown;
}

function start(file: string, words: string[], cwd = PACKAGE): Promise<Call> {
  return new Promise((resolve) => {
    execFile(file, words, { cwd, timeout: 110_000, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
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
