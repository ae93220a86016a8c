import { namesAmong } from '../model/documents.ts';
import type { Kind, Library } from '../model/library.ts';

/** Texts of specification files by their paths, such as `model/hardware/profiles/pentium-133.yaml` or `my-machine.yaml`. */
export type Texts = Readonly<Record<string, string>>;

/**
 * Specification files that are texts in memory, alone or on top of another library.
 *
 * **When to use.** For files that a program makes or gets from elsewhere, and wherever there is no disk: a page in a browser, a test.
 *
 * **Details.** A text is found under its path. One whose path starts as {@link KINDS} says also counts as shipped: `names` lists it, and
 * its name alone is a reference to it; any other is referred to by its path, which ends in `.yaml`. What is not among the texts is read
 * from `base`.
 *
 * **Gotchas.** A text hides the file of `base` with the same path, so that shipped files can be replaced. Files are parsed once for
 * each library: a change of `texts` is not seen after the first use.
 *
 * @example
 * ```ts
 * import { simulate, TextLibrary } from 'ukperf';
 * import { shipped } from 'ukperf/data';
 *
 * const library = new TextLibrary(
 *   { 'fast.yaml': "machine: fast\ntitle: twice the clock\nextends: pentium-133\nprocessor:\n  clock: { value: 266 MHz, source: a what-if, status: what-if }\n" },
 *   shipped,
 * );
 * const { value, unit } = simulate(library, { machine: 'fast.yaml', system: 'linux', workload: 'lmbench', test: 'pipe-latency' });
 * console.log(value, unit);
 * ```
 */
export class TextLibrary implements Library {
  private readonly texts: Texts;
  private readonly base: Library | undefined;

  constructor(texts: Texts, base?: Library) {
    this.texts = texts;
    this.base = base;
  }

  /** The text of a file, of this library or of its base; undefined when neither has one. */
  read(file: string): string | undefined {
    return Object.hasOwn(this.texts, file) ? this.texts[file] : this.base?.read(file);
  }

  /** The names of the files of a kind, in alphabetical order. */
  names(kind: Kind): string[] {
    const own = namesAmong(Object.keys(this.texts), kind);
    return [...new Set([...own, ...(this.base?.names(kind) ?? [])])].sort();
  }
}
