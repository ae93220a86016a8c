import type { Locator } from './check.ts';
import type { KeyPath } from './document.ts';
import { SpecError, type Problem } from './problem.ts';
import { foundName } from './suggestion.ts';

/** The problems that some work is refused for; none when it is done. */
export function problemsOf(work: () => unknown): readonly Problem[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof SpecError) return error.problems;
    throw error;
  }
}

/** Where a name stands that must be one of some names, and how that is said. */
export interface Naming {
  /** What is expected: `one of` the names by default. */
  expected?: string;
  /** The name is a key. */
  at?: 'key';
}

/**
 * What a check of a file finds. A check either reports what it finds and goes on, or fails, which ends the part of it that is attempted.
 */
export class Findings {
  private readonly found = new Map<string, Problem>();
  private readonly file: Locator;

  /** @param file that is checked, and tells places in it */
  constructor(file: Locator) {
    this.file = file;
  }

  /** What was found, each problem once. */
  get problems(): readonly Problem[] {
    return [...this.found.values()];
  }

  /** Notes a problem, and goes on. */
  report(path: KeyPath, expected: string, found?: string, at?: 'key'): void {
    this.note([this.file.problem(path, expected, found, at)]);
  }

  /** Ends the part of the check that is attempted. @throws SpecError always */
  fail(path: KeyPath, expected: string, found?: string, at?: 'key'): never {
    throw new SpecError([this.file.problem(path, expected, found, at)]);
  }

  /** Does a part of the check, notes what it fails for, and goes on. @returns whether there was nothing */
  attempt(part: () => unknown): boolean {
    const problems = problemsOf(part);
    this.note(problems);
    return problems.length === 0;
  }

  /** Does something with other files, for a value of this one: what is said against them is said of the value. @throws SpecError */
  blame<Result>(path: KeyPath, work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      return this.fail(path, error.problems[0].expected);
    }
  }

  /** Whether a name is one of some names; else reports it, with the one that was probably meant. */
  isOneOf(name: string, names: readonly string[], path: KeyPath, naming?: Naming): boolean {
    return this.attempt(() => {
      this.expectOneOf(name, names, path, naming);
    });
  }

  /** Fails for a name that is not one of some names. @throws SpecError */
  expectOneOf(name: string, names: readonly string[], path: KeyPath, { expected, at }: Naming = {}): void {
    if (!names.includes(name))
      this.fail(path, expected ?? `one of ${names.join(', ')}`, foundName(name, names), at);
  }

  /** Ends the check. @throws SpecError with all that was found */
  end(): void {
    if (this.found.size > 0) throw new SpecError(this.problems);
  }

  private note(problems: readonly Problem[]): void {
    for (const problem of problems) {
      const key = JSON.stringify(problem);
      if (!this.found.has(key)) this.found.set(key, problem);
    }
  }
}
