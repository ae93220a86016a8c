import type { KeyPath, LocatedData } from './document/document.ts';
import type { Locator } from './document/check.ts';
import { Findings } from './document/findings.ts';
import { loadSystem, readDocument, type Kind, type Library } from './library.ts';

/** Who runs what, and where: what a value is tried on. */
export interface Run {
  machine: string;
  system: string;
  workload: string;
}

/** What a check finds of a file that names others, and sets values of theirs. */
export class FileCheck extends Findings {
  protected readonly library: Library;
  private readonly document: LocatedData & Locator;

  constructor(library: Library, document: LocatedData & Locator) {
    super(document);
    this.library = library;
    this.document = document;
  }

  /** Whether a file of a kind is there; else reports its name. */
  exists(kind: Kind, name: string, path: KeyPath): boolean {
    return this.attempt(() => {
      this.expectFile(kind, name, path);
    });
  }

  /** Fails for a file that is not there. @throws SpecError */
  expectFile(kind: Kind, name: string, path: KeyPath): void {
    readDocument(this.library, kind, name, { document: this.document, path });
  }

  /** Fails for a value that the files refuse at one of some paths. @throws SpecError */
  tryValue(runs: Iterable<Run>, paths: readonly string[], value: string | number, at: KeyPath): void {
    const overrides = paths.map((path) => ({ path, value: String(value) }));
    this.blame(at, () => {
      for (const { machine, system, workload } of runs)
        loadSystem(this.library, machine, system, workload, overrides);
    });
  }
}
