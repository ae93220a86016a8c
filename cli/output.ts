import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { printable } from '../model/document/problem.ts';
import { PACKAGE } from '../api/disk-library.ts';
import { terminalWidth } from './terminal/width.ts';
import { sentences } from './terminal/text.ts';

/** Exit statuses beside 0: a check found a difference, wrong input or usage, an internal fault. */
export const STATUS = { difference: 1, wrongInput: 2, internal: 3 } as const;

/** Wrong use of the command line that commander does not notice by itself. */
export class UsageError extends Error {}

export function version(): string {
  return (JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Diagnostics go to standard error; standard output holds results only. Names of files and words of the command line may be anything. */
export function fail(message: string): void {
  const lines = message.split('\n').map((line) => printable(line, Infinity));
  process.stderr.write(`ukperf: ${lines.join('\n')}\n`);
}

/** Something that the user should know, a line of plain words that are ours. */
export function remark(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Prints text for people, no wider than the terminal where words can be broken apart. */
export function print(text: string): void {
  const width = terminalWidth();
  process.stdout.write(`${width === undefined ? text : sentences(text, width)}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Work that is done sooner needs no progress bar, in ms. */
const SHORT = 1000;

/** A progress bar on standard error, on a terminal only, for work that lasts. */
export class Progress {
  private bar: SingleBar | undefined;
  private readonly started = performance.now();
  private readonly what: string;
  private first = 0;

  /** @param what the work is counted in */
  constructor(what = 'tests') {
    this.what = what;
  }

  /** Notes what was done before, which says nothing about the speed. */
  startFrom(done: number): void {
    this.first = done;
  }

  update(done: number, total: number): void {
    if (!process.stderr.isTTY || performance.now() - this.started < SHORT) return;
    if (this.bar === undefined) {
      this.bar = new SingleBar({
        format: `{bar} {percentage} % | {value} of {total} ${this.what} | {rate} a second | {eta_formatted} left`,
        stream: process.stderr,
        clearOnComplete: true,
        hideCursor: true,
      });
      this.bar.start(total, this.first, { rate: '' });
    }
    const seconds = (performance.now() - this.started) / 1000;
    this.bar.update(done, { rate: ((done - this.first) / seconds).toPrecision(2) });
  }

  /** Tells something, above the bar. */
  say(line: string): void {
    this.stop();
    this.bar = undefined;
    fail(line);
  }

  stop(): void {
    this.bar?.stop();
  }
}
