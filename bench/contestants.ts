import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { projectDirectory } from './project-directory.ts';

const execute = promisify(execFile);

/** A program that runs a workload and prints "checksum nanoseconds". */
export interface Program {
  command: string;
  leading: string[];
}

/** What a program printed. */
export interface Run {
  /** Proof of the work: a number or a hash, the same from every contestant. */
  checksum: string;
  nanoseconds: number;
  /** Counts that only some programs print. */
  counts: number[];
}

export const PYTHON = '/usr/bin/python3';

export async function runProgram(program: Program, workload: readonly (string | number)[]): Promise<Run> {
  const { stdout } = await execute(program.command, [...program.leading, ...workload.map(String)]);
  const [checksum, nanoseconds, ...counts] = stdout.trim().split(' ');
  return { checksum, nanoseconds: Number(nanoseconds), counts: counts.map(Number) };
}

/** A compiled script of this directory, in a process of its own. */
export function nodeProgram(script: string, ...words: string[]): Program {
  return {
    command: process.execPath,
    leading: [fileURLToPath(new URL(`./${script}.js`, import.meta.url)), ...words],
  };
}

/** Whether npm has installed a package. */
export function hasPackage(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** A C program of peers/, compiled into `directory`, where it finds generated headers too; undefined without gcc. */
export async function cProgram(directory: string, file: string): Promise<Program | undefined> {
  try {
    await execute('gcc', ['--version']);
  } catch {
    return undefined;
  }
  const compiled = join(directory, basename(file, '.c'));
  await execute('gcc', ['-O2', '-I', directory, '-o', compiled, source(file)]);
  return { command: compiled, leading: [] };
}

/** A Python program of peers/; undefined where the system's Python has not the module that it needs. */
export async function pythonProgram(file: string, module: string): Promise<Program | undefined> {
  try {
    await execute(PYTHON, ['-c', `import ${module}`]);
  } catch {
    return undefined;
  }
  return { command: PYTHON, leading: [source(file)] };
}

/** Says what a group does not measure, and why. */
export function notMeasured(group: string, peer: string, reason: string): void {
  console.error(`${group}: ${peer} is NOT measured: ${reason}`);
}

function source(file: string): string {
  return join(projectDirectory(), 'bench', 'peers', file);
}
