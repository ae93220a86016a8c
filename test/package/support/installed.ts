import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PACKAGE } from '../../../api/disk-library.ts';
import { temporaryFiles, type Call } from '../../support/command-line.ts';

const execute = promisify(execFile);

/** A file of the tarball. */
export interface PackedFile {
  path: string;
  /** In bytes. */
  size: number;
}

/** The package as npm publishes it, installed in a project that has nothing else. */
export class Installed {
  readonly tarball: string;
  readonly files: readonly PackedFile[];
  /** The project's. */
  readonly directory: string;
  /** Where the package lies in it. */
  readonly home: string;

  private constructor(tarball: string, files: readonly PackedFile[], directory: string) {
    this.tarball = tarball;
    this.files = files;
    this.directory = directory;
    this.home = join(directory, 'node_modules', 'ukperf');
  }

  /** What is built is packed: nothing is built anew. Its dependencies come out of npm's cache, where the project's own `npm ci` has left them. */
  static async make(): Promise<Installed> {
    const directory = temporaryFiles({});
    const words = ['pack', '--json', '--ignore-scripts', '--pack-destination', directory];
    const { stdout } = await execute('npm', words, { cwd: PACKAGE, maxBuffer: 1 << 26 });
    const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: PackedFile[] }];
    for (const [name, content] of Object.entries(projectWith(`file:${filename}`)))
      writeFileSync(join(directory, name), JSON.stringify(content));
    await execute('npm', ['ci', '--omit=dev', '--offline', '--no-audit', '--no-fund'], { cwd: directory });
    return new Installed(join(directory, filename), files, directory);
  }

  /** Runs a program in the project; `ukperf` is the installed one. */
  async run(file: string, ...words: string[]): Promise<Call> {
    const path = `${join(this.directory, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`;
    const options = { cwd: this.directory, env: { ...process.env, PATH: path }, maxBuffer: 1 << 26 };
    try {
      return { status: 0, ...(await execute(file, words, options)) };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { status: code, stdout, stderr };
    }
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.directory, name), text);
  }

  /** Each file of the installed package with its size and the time of its last change. */
  snapshot(): string[] {
    return readdirSync(this.home, { recursive: true, encoding: 'utf8' }).map((name) => {
      const { size, mtimeMs } = statSync(join(this.home, name));
      return `${name} ${size} ${mtimeMs}`;
    });
  }

  read(name: string): string {
    return readFileSync(join(this.home, name), 'utf8');
  }
}

interface LockFile {
  name: string;
  packages: Record<string, object>;
}

/** An empty project that depends on the tarball, with every other package in the version of ours. */
function projectWith(tarball: string): Record<string, object> {
  const lock = JSON.parse(readFileSync(join(PACKAGE, 'package-lock.json'), 'utf8')) as LockFile;
  const project = { name: 'empty', private: true, dependencies: { ukperf: tarball } };
  const { '': own, ...packages } = lock.packages as { '': { devDependencies?: object } };
  const { devDependencies: _, ...published } = own;
  return {
    'package.json': project,
    'package-lock.json': {
      ...lock,
      ...{ name: project.name, version: undefined },
      packages: { '': project, 'node_modules/ukperf': { ...published, resolved: tarball }, ...packages },
    },
  };
}

let made: Promise<Installed> | undefined;

/** Packs and installs once, however many tests look at it. */
export const installed = (): Promise<Installed> => (made ??= Installed.make());
