import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { projectDirectory } from './project-directory.ts';
import type { Measurement } from './workloads/measurement.ts';

const execute = promisify(execFile);

/** A program that runs a workload and prints "checksum nanoseconds". */
export interface Program {
  command: string;
  leading: string[];
}

const PYTHON = '/usr/bin/python3';

export async function runProgram(
  program: Program,
  workload: readonly (string | number)[],
): Promise<Measurement> {
  const { stdout } = await execute(program.command, [...program.leading, ...workload.map(String)]);
  const [checksum, nanoseconds] = stdout.split(' ').map(Number);
  return { checksum, nanoseconds };
}

/** A contestant of run-workload.ts. */
export function nodeProgram(contestant: string): Program {
  const script = fileURLToPath(new URL('./run-workload.js', import.meta.url));
  return { command: process.execPath, leading: [script, contestant] };
}

/** simjs, where npm has installed it. */
export function simJsProgram(): Program | undefined {
  try {
    createRequire(import.meta.url).resolve('simjs');
  } catch {
    return skip('simjs', 'npm has not installed simjs');
  }
  return nodeProgram('simjs');
}

/** The C heap, compiled into `directory`. */
export async function cProgram(directory: string): Promise<Program | undefined> {
  try {
    await execute('gcc', ['--version']);
  } catch {
    return skip('the C heap', 'there is no gcc');
  }
  const compiled = join(directory, 'event_queue');
  await execute('gcc', ['-O2', '-o', compiled, source('event_queue.c')]);
  return { command: compiled, leading: [] };
}

/** SimPy, where the system's Python has it. */
export async function simPyProgram(): Promise<Program | undefined> {
  try {
    await execute(PYTHON, ['-c', 'import simpy']);
  } catch {
    return skip('SimPy', `${PYTHON} cannot import simpy (Debian: python3-simpy3)`);
  }
  return { command: PYTHON, leading: [source('mm1_simpy.py')] };
}

function source(file: string): string {
  return join(projectDirectory(), 'bench', 'peers', file);
}

function skip(peer: string, reason: string): undefined {
  console.error(`event-queue: ${peer} is NOT measured: ${reason}`);
  return undefined;
}
