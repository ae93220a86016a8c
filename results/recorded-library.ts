import type { Kind, Library } from '../model/index.ts';
import { namesAmong } from '../model/documents.ts';

/** Texts that were recorded while something was read, as a library: what it was read for runs again from them. */
export class RecordedLibrary implements Library {
  private readonly texts: ReadonlyMap<string, string>;

  constructor(texts: ReadonlyMap<string, string>) {
    this.texts = texts;
  }

  read(file: string): string | undefined {
    return this.texts.get(file);
  }

  names(kind: Kind): string[] {
    return namesAmong(this.texts.keys(), kind);
  }
}
