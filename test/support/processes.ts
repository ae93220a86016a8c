import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** A program that a test has started. */
export interface Started {
  process: ChildProcess;
  /** What it has written to both streams so far. */
  output: () => string;
  stdout: () => string;
  /** Its status, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
}

/**
 * Programs of a test and all that they start in turn, even what outlives its parent: they carry the test's directory in their environment. All
 * end with the test's process.
 */
export class Processes {
  /** Of its own, directly below the directory for temporary files, readable for all users. */
  readonly directory = mkdtempSync(join(tmpdir(), 'ukperf-engines-'));

  private readonly children: ChildProcess[] = [];

  constructor() {
    process.on('exit', () => {
      this.end();
    });
  }

  /** Starts a program in the directory. */
  start(
    command: string,
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Started {
    const child = spawn(command, words, {
      cwd: this.directory,
      env: { ...process.env, ...environment, UKPERF_TEST: this.directory },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.children.push(child);
    let both = '';
    let out = '';
    child.stdout.on('data', (data: Buffer) => {
      out += data.toString();
      both += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => (both += data.toString()));
    const ended = new Promise<number | NodeJS.Signals>((resolve) => {
      child.on('error', (error) => {
        both += error.message;
        resolve(-1);
      });
      child.on('close', (status, signal) => {
        resolve(status ?? (signal as NodeJS.Signals));
      });
    });
    return { process: child, output: () => both, stdout: () => out, ended };
  }

  /** Those that run now and have all these settings in their environment. */
  having(...settings: readonly string[]): number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .filter((name) => {
        const environment = `\0${read(`/proc/${name}/environ`)}`;
        return [`UKPERF_TEST=${this.directory}`, ...settings].every((one) =>
          environment.includes(`\0${one}\0`),
        );
      })
      .map(Number);
  }

  /** Ends everything at once, and takes the directory away. */
  end(): void {
    // A program may write over its environment, as redis-server does.
    for (const child of this.children) child.kill('SIGKILL');
    for (
      let pids = this.having(), rounds = 0;
      pids.length > 0 && rounds < 100;
      pids = this.having(), rounds++
    )
      pids.forEach(kill);
    rmSync(this.directory, { recursive: true, force: true });
  }
}

export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** The parent of a process; 0 when it has ended. */
export function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

/** The name of a process's program. */
export function programOf(pid: number): string {
  return read(`/proc/${pid}/comm`).trim();
}

/** Ports of this machine that nobody listens at. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Waits until something holds. @throws Error when it doesn't in so many seconds */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  seconds: number,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await setTimeout(100);
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
