import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectDirectory } from './project-directory.ts';

const execute = promisify(execFile);

/** Builds of other revisions, kept from one bench to the next. */
const BUILDS = join(projectDirectory(), 'out', 'bench');
const MOST_OUTPUT = 2 ** 28;

/** A revision of the project that is built and can run. */
export interface Build {
  /** As it was asked for: a tag or a commit. */
  name: string;
  /** Its command line. */
  main: string;
}

/** The newest release before this revision: its tag. @throws Error when nothing was released yet */
export async function lastRelease(): Promise<string> {
  try {
    return await git('describe', '--tags', '--abbrev=0', '--match', 'v*');
  } catch {
    throw new Error('nothing is released yet (no tag v*): name a revision with --against');
  }
}

/** Builds a revision as a user who installs it would, once. @throws Error for no revision, or one that does not build */
export async function buildOf(revision: string): Promise<Build> {
  const commit = await git('rev-parse', '--verify', `${revision}^{commit}`);
  const directory = join(BUILDS, commit);
  if (!existsSync(directory)) {
    const unfinished = `${directory}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    const archive = join(unfinished, 'archive.tar');
    await git('archive', '--format=tar', `--output=${archive}`, commit);
    await execute('tar', ['-xf', archive], { cwd: unfinished });
    await rm(archive);
    await execute('npm', ['ci', '--no-audit', '--no-fund'], { cwd: unfinished, maxBuffer: MOST_OUTPUT });
    await rename(unfinished, directory);
  }
  return { name: revision, main: join(directory, 'dist', 'cli', 'main.js') };
}

async function git(...words: string[]): Promise<string> {
  const { stdout } = await execute('git', words, { cwd: projectDirectory(), maxBuffer: MOST_OUTPUT });
  return stdout.trim();
}
