import type { Library } from '../../model/index.ts';
import { calibratedValues, documentsOf, unusedOverrides } from '../../model/library.ts';
import type { ExtendedDocument } from '../../model/document/check.ts';
import { valueAt } from '../../model/document/document.ts';
import { parseQuantity } from '../../model/document/quantity.ts';
import { isSourcedEntry } from '../../model/document/sourced.ts';

/** The files that a run depends on, and what they say about a path. */
export class Ground {
  readonly documents: readonly ExtendedDocument[];
  private readonly calibrated: ReadonlyMap<string, string>;

  /** @throws SpecError for a file that is not there or is wrong */
  constructor(library: Library, machine: string, system: string, workload: string) {
    this.documents = documentsOf(library, machine, system, workload);
    this.calibrated = new Map(calibratedValues(this.documents[0]).map(({ path, value }) => [path, value]));
  }

  /** Names of the files, the machine's first. */
  get files(): string[] {
    return this.documents.flatMap(({ chain }) => chain.map(({ file }) => file));
  }

  /** Whether a file has a place for a path. */
  has(path: string): boolean {
    return unusedOverrides([{ path, value: '' }], this.documents).length === 0;
  }

  /** Whether a value is what the files have anyway. */
  isOwn(path: string, value: string): boolean {
    const keys = path.split('.');
    const calibrated = this.calibrated.get(path);
    const found =
      calibrated === undefined ? this.documents.map(({ data }) => valueAt(data, keys)) : [calibrated];
    return found.every((own) => own === undefined || same(plain(own), value));
  }
}

/** A value without its provenance. */
function plain(own: unknown): unknown {
  if (isSourcedEntry(own)) return own.value;
  if (typeof own === 'object' && own !== null && 'instructions' in own) return own.instructions;
  return own;
}

function same(own: unknown, value: string): boolean {
  if (String(own) === value) return true;
  const left = parseQuantity(own);
  const right = parseQuantity(value);
  return left !== undefined && left.dimension === right?.dimension && left.value === right.value;
}
