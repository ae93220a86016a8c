import type { Kind, Library } from '../model/index.ts';

/** A library that remembers each text it was asked for: all that a result depends on, as it was. */
export class RecordingLibrary implements Library {
  readonly texts = new Map<string, string>();
  private readonly library: Library;

  constructor(library: Library) {
    this.library = library;
  }

  read(file: string): string | undefined {
    const text = this.library.read(file);
    if (text !== undefined) this.texts.set(file, text);
    return text;
  }

  names(kind: Kind): string[] {
    return this.library.names(kind);
  }
}
