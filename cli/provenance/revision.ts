import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../../api/disk-library.ts';

/** The commit of a working copy of ukperf, with `+` when it has changes; undefined for an installed package. */
export function gitRevision(): string | undefined {
  // An installed package may lie within a working copy of something else.
  if (!existsSync(join(PACKAGE, '.git'))) return undefined;
  const git = (...words: string[]): string =>
    execFileSync('git', ['-C', PACKAGE, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const [commit] = git('rev-parse', 'HEAD').split('\n');
    return git('status', '--porcelain').trim() === '' ? commit : `${commit}+`;
  } catch {
    return undefined;
  }
}
