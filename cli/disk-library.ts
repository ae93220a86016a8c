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

/** Specification files on disk: shipped ones from the package, a user's own from the working directory. */
export class DiskLibrary implements Library {
  private readonly texts = new Map<string, string | undefined>();

  read(file: string): string | undefined {
    if (!this.texts.has(file)) this.texts.set(file, this.load(file));
    return this.texts.get(file);
  }

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
    // A shipped file is read from the package even when the user's directory has one of the same name.
    const places = Object.values(KINDS).some((directory) => file.startsWith(`${directory}/`))
      ? [join(PACKAGE, file), resolve(file)]
      : [resolve(file)];
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
