import { writeFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { annotations } from '../../reports/check/annotations.ts';
import type { Case } from '../../reports/check/case.ts';
import { junitXml } from '../../reports/check/junit.ts';
import { refusalOf } from '../output-directory.ts';

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

  /** The working directory may change later: names are of the present one. */
  constructor({ junit, github, json }: PublishOptions) {
    this.junit = junit === undefined ? undefined : resolve(junit);
    this.github = github ?? process.env['GITHUB_ACTIONS'] === 'true';
    this.stream = json ? process.stderr : process.stdout;
    this.root = process.env['GITHUB_WORKSPACE'] ?? process.cwd();
  }

  /** The name of a file in a repository. */
  nameOf(file: string): string {
    const name = relative(this.root, resolve(file));
    return name.startsWith('..') ? file : name.split(sep).join('/');
  }

  /** @throws UsageError when the report cannot be written */
  publish(title: string, cases: readonly Case[]): void {
    if (this.junit !== undefined) {
      try {
        writeFileSync(this.junit, junitXml(title, cases));
      } catch (error) {
        throw refusalOf('--junit', this.junit, error);
      }
    }
    if (!this.github) return;
    for (const line of annotations(title, cases)) this.stream.write(`${line}\n`);
  }
}
