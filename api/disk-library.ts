import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KINDS, type Kind, type Library } from '../model/library.ts';
import { readText } from './read-text.ts';

/** The package's directory: the nearest one above this file that holds package.json. */
function packageDirectory(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    try {
      readFileSync(join(directory, 'package.json'));
      return directory;
    } catch {
      const parent = dirname(directory);
      if (parent === directory) throw new Error('package.json of ukperf not found');
      directory = parent;
    }
  }
}

export const PACKAGE = packageDirectory();

/**
 * Specification files on disk: shipped ones from the package, a user's own from a directory.
 *
 * **When to use.** In Node, where own files lie beside the program; it finds what the command line finds.
 *
 * **Details.** A name is a shipped file. A path that ends in `.yaml` is a file of the user's, relative to `directory`, which is the
 * working directory by default.
 *
 * **Gotchas.** Files are read once: a change on disk is seen by a new `DiskLibrary` only. A path that begins with `model/` and names a
 * shipped file is that file, even where the directory has one of the same name. A file that is missing or unreadable is `undefined` to
 * `read`; functions that need it throw a `SpecError` with the place that named it.
 *
 * @example
 * ```ts
 * import { simulate } from 'ukperf';
 * import { DiskLibrary } from 'ukperf/node';
 *
 * const library = new DiskLibrary();
 * const { value, unit } = simulate(library, { machine: 'pentium-133', system: 'linux', workload: 'getpid' });
 * console.log(value, unit, library.names('machine'));
 * ```
 */
export class DiskLibrary implements Library {
  private readonly texts = new Map<string, string | undefined>();
  private readonly directory: string;

  constructor(directory = '.') {
    this.directory = directory;
  }

  /** The text of a shipped or an own file; undefined when it is missing or unreadable. */
  read(file: string): string | undefined {
    if (!this.texts.has(file)) this.texts.set(file, this.load(file));
    return this.texts.get(file);
  }

  /** The names of the shipped files of a kind, in alphabetical order. */
  names(kind: Kind): string[] {
    return (
      readdirSync(join(PACKAGE, KINDS[kind]), { withFileTypes: true })
        // A personality is a directory; the other kinds are files, with code beside them.
        .filter((entry) => (kind === 'personality' ? entry.isDirectory() : entry.name.endsWith('.yaml')))
        .map((entry) => entry.name.replace(/\.yaml$/, ''))
        .sort()
    );
  }

  private load(file: string): string | undefined {
    const own = resolve(this.directory, file);
    // A shipped file is read from the package even when the user's directory has one of the same name.
    const places = Object.values(KINDS).some((directory) => file.startsWith(`${directory}/`))
      ? [join(PACKAGE, file), own]
      : [own];
    for (const path of places) {
      try {
        return readText(path);
      } catch {
        // Missing or unreadable: the caller says so with the place that named the file.
      }
    }
    return undefined;
  }
}
