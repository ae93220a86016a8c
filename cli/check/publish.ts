import { accessSync, constants, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { annotations } from '../../reports/check/annotations.ts';
import type { Case } from '../../reports/check/case.ts';
import { junitXml } from '../../reports/check/junit.ts';
import { UsageError } from '../output.ts';

export interface PublishOptions {
  json?: boolean;
  junit?: string;
  github?: boolean;
}

/** Tells other programs what a check found: JUnit XML into a file, annotations to GitHub Actions. */
export class Publisher {
  private readonly junit: string | undefined;
  private readonly github: boolean;
  /** Standard output belongs to JSON where that was asked for; GitHub reads both. */
  private readonly stream: NodeJS.WriteStream;
  private readonly root: string;

  /**
   * The working directory may change later: names are of the present one.
   * @throws UsageError when there is no place for the report, before the work that it is about
   */
  constructor({ junit, github, json }: PublishOptions) {
    this.junit = junit === undefined ? undefined : resolve(junit);
    this.github = github ?? process.env['GITHUB_ACTIONS'] === 'true';
    this.stream = json ? process.stderr : process.stdout;
    if (this.junit !== undefined)
      refused(this.junit, (file) => {
        accessSync(dirname(file), constants.W_OK);
      });
    this.root = process.env['GITHUB_WORKSPACE'] ?? process.cwd();
  }

  /** The name of a file in a repository. */
  nameOf(file: string): string {
    const name = relative(this.root, resolve(file));
    return name.startsWith('..') ? file : name.split(sep).join('/');
  }

  /** @throws UsageError when the report cannot be written */
  publish(title: string, cases: readonly Case[]): void {
    if (this.junit !== undefined)
      refused(this.junit, (file) => {
        writeFileSync(file, junitXml(title, cases));
      });
    if (!this.github) return;
    for (const line of annotations(title, cases)) this.stream.write(`${line}\n`);
  }
}

/** Does something for the report; the system's refusal becomes a message. @throws UsageError */
function refused(file: string, act: (file: string) => void): void {
  try {
    act(file);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new UsageError(`--junit ${file}: expected a file that can be written, found ${error.message}`);
  }
}
