import {
  compile,
  formatProblem,
  loadSystem,
  SpecError,
  type Library,
  type Override,
  type Problem,
} from '../../model/index.ts';
import { loadSources, readDocument, readExtended, unusedOverrides, type Kind } from '../../model/library.ts';
import type { ExtendedDocument } from '../../model/document/check.ts';
import type { KeyPath } from '../../model/document/document.ts';
import type { Unit } from '../../model/units.ts';
import type { LocatedQuestion, Variant } from './question-file.ts';

/** The machine of a question that names none. */
export const DEFAULT_MACHINE = 'pentium-133';

const SETTABLE = 'a key of the machine, structure, personality or workload';

/** What a variant runs on, and the files that its values may name. */
interface Ground {
  machine: string;
  system: string;
  workloads: Set<string>;
  documents: { data: unknown }[];
}

/**
 * Checks what a question names outside of itself: systems, machines, workloads, tests, and the values that it sets.
 * @param machine that of variants which name none
 * @throws SpecError with every problem, and its place in the question
 */
export function checkQuestion(library: Library, located: LocatedQuestion, machine: string): void {
  new QuestionCheck(library, located, machine).run();
}

class QuestionCheck {
  private readonly library: Library;
  private readonly located: LocatedQuestion;
  private readonly machine: string;
  private readonly grounds = new Map<string, Ground>();
  private readonly units = new Map<string, Unit>();
  private readonly problems: Problem[] = [];

  constructor(library: Library, located: LocatedQuestion, machine: string) {
    this.library = library;
    this.located = located;
    this.machine = machine;
  }

  run(): void {
    const { variants, baseline, series = {} } = this.located.question;
    for (const [name, variant] of Object.entries(variants))
      this.attempt(() => {
        const ground = this.groundOf(variant, ['variants', name]);
        this.grounds.set(name, ground);
        for (const [path, value] of Object.entries(variant.set ?? {}))
          this.attempt(() => {
            const at = ['variants', name, 'set', path];
            if (!this.isSettable([ground], path)) this.fail(at, SETTABLE, 'key');
            this.checkValue([ground], [path], value, at);
          });
      });
    for (const [name, { set, values, variants: own }] of Object.entries(series)) {
      const wanted = [baseline, ...(own ?? Object.keys(variants))];
      const grounds = wanted.flatMap((variant) => this.grounds.get(variant) ?? []);
      // What a wrong variant would let the series set is not known.
      if (grounds.length < wanted.length) continue;
      set.forEach((path, index) => {
        this.attempt(() => {
          if (!this.isSettable(grounds, path)) this.fail(['series', name, 'set', index], SETTABLE);
        });
      });
      values.forEach((value, index) => {
        this.attempt(() => {
          this.checkValue(grounds, set, value, ['series', name, 'values', index]);
        });
      });
    }
    if (this.problems.length > 0) throw new SpecError(this.problems);
  }

  /** Notes what a check finds, once, and goes on with the next. */
  private attempt(checks: () => void): void {
    try {
      checks();
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      const told = new Set(this.problems.map(formatProblem));
      this.problems.push(...error.problems.filter((problem) => !told.has(formatProblem(problem))));
    }
  }

  private groundOf(variant: Variant, at: KeyPath): Ground {
    const { library, located } = this;
    this.exists('structure', variant.system, [...at, 'system']);
    if (variant.machine !== undefined) this.exists('machine', variant.machine, [...at, 'machine']);
    const { system, machine = this.machine } = variant;
    const ground: Ground = {
      machine,
      system,
      workloads: new Set<string>(),
      documents: [readExtended(library, 'machine', machine)],
    };
    for (const [name, standard] of Object.entries(located.question.measures))
      this.attempt(() => {
        const own = variant.measures?.[name];
        const path = own ? [...at, 'measures', name] : ['measures', name];
        this.checkMeasure(ground, name, own ?? standard, path);
      });
    return ground;
  }

  /** Checks that a measure can be taken of a variant, and adds what it runs to the variant's ground. */
  private checkMeasure(
    ground: Ground,
    name: string,
    { workload, test }: { workload: string; test: string },
    path: KeyPath,
  ): void {
    this.exists('workload', workload, [...path, 'workload']);
    const sources = loadSources(this.library, ground.system, workload);
    compile(sources);
    for (const { locator } of [...sources.structure, ...sources.personality, ...sources.workload])
      ground.documents.push(locator as ExtendedDocument);
    ground.workloads.add(workload);
    const tests = Object.assign({}, ...sources.workload.map(({ spec }) => spec.tests ?? {})) as Record<
      string,
      { unit: Unit }
    >;
    if (!Object.hasOwn(tests, test))
      this.fail(
        [...path, 'test'],
        `a test of ${workload} (${Object.keys(tests).join(', ') || 'it has none'})`,
      );
    const { unit } = tests[test];
    const same = this.units.get(name) ?? unit;
    if (unit !== same) this.fail([...path, 'test'], `a test in ${same}, as the other variants have`);
    this.units.set(name, same);
  }

  private exists(kind: Kind, name: string, path: KeyPath): void {
    readDocument(this.library, kind, name, { document: this.located.document, path });
  }

  private isSettable(grounds: readonly Ground[], path: string): boolean {
    const documents = grounds.flatMap((ground) => ground.documents);
    return unusedOverrides([{ path, value: '' }], documents).length === 0;
  }

  /** What the files say against a value becomes a problem of the question, which sets it. */
  private checkValue(
    grounds: readonly Ground[],
    paths: readonly string[],
    value: string | number,
    at: KeyPath,
  ): void {
    const overrides = paths.map((path): Override => ({ path, value: String(value) }));
    try {
      for (const { machine, system, workloads } of grounds)
        for (const workload of workloads) loadSystem(this.library, machine, system, workload, overrides);
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      this.fail(at, error.problems[0].expected);
    }
  }

  private fail(path: KeyPath, expected: string, at: 'key' | 'value' = 'value'): never {
    const found = at === 'key' ? JSON.stringify(path.at(-1)) : undefined;
    throw new SpecError([this.located.document.problem(path, expected, found, at)]);
  }
}
