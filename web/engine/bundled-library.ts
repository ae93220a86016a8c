import { KINDS, type Kind, type Library } from '../../model/library.ts';

/** The shipped specification files, as texts by their paths: what a page has instead of a disk. */
export type Texts = Readonly<Record<string, string>>;

/** Specification files out of a map. */
export class BundledLibrary implements Library {
  private readonly texts: Texts;

  constructor(texts: Texts) {
    this.texts = texts;
  }

  read(file: string): string | undefined {
    return Object.hasOwn(this.texts, file) ? this.texts[file] : undefined;
  }

  names(kind: Kind): string[] {
    const start = `${KINDS[kind]}/`;
    const names = Object.keys(this.texts)
      .filter((file) => file.startsWith(start))
      .map((file) => file.slice(start.length).split('/'))
      // A personality is a directory; the other kinds are files, and what they include lies below.
      .filter((parts) => (kind === 'personality' ? parts.length > 1 : parts.length === 1))
      .map(([name]) => name.replace(/\.yaml$/, ''));
    return [...new Set(names)].sort();
  }
}
