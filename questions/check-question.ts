import { compile, loadSystem, SpecError, type Library, type Override } from '../model/index.ts';
import { loadSources, readDocument, readExtended, unusedOverrides, type Kind } from '../model/library.ts';
import type { ExtendedDocument } from '../model/spec/check.ts';
import type { KeyPath } from '../model/spec/document.ts';
import type { Unit } from '../model/units.ts';
import type { LocatedQuestion, Variant } from './question-file.ts';

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
 * @throws SpecError with the place in the question
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

  constructor(library: Library, located: LocatedQuestion, machine: string) {
    this.library = library;
    this.located = located;
    this.machine = machine;
  }

  run(): void {
    const { variants, baseline, series = {} } = this.located.question;
    for (const [name, variant] of Object.entries(variants)) {
      const ground = this.groundOf(variant, ['variants', name]);
      this.grounds.set(name, ground);
      for (const [path, value] of Object.entries(variant.set ?? {})) {
        const at = ['variants', name, 'set', path];
        if (!this.isSettable([ground], path)) this.fail(at, SETTABLE, 'key');
        this.checkValue([ground], [path], value, at);
      }
    }
    for (const [name, { set, values, variants: own }] of Object.entries(series)) {
      const grounds = [baseline, ...(own ?? Object.keys(variants))].flatMap(
        (variant) => this.grounds.get(variant) ?? [],
      );
      set.forEach((path, index) => {
        if (!this.isSettable(grounds, path)) this.fail(['series', name, 'set', index], SETTABLE);
      });
      values.forEach((value, index) => {
        this.checkValue(grounds, set, value, ['series', name, 'values', index]);
      });
    }
  }

  private groundOf(variant: Variant, at: KeyPath): Ground {
    const { library, located } = this;
    this.exists('structure', variant.system, [...at, 'system']);
    if (variant.machine !== undefined) this.exists('machine', variant.machine, [...at, 'machine']);
    const { system, machine = this.machine } = variant;
    const workloads = new Set<string>();
    const documents: Ground['documents'] = [readExtended(library, 'machine', machine)];
    for (const [name, standard] of Object.entries(located.question.measures)) {
      const own = variant.measures?.[name];
      const { workload, test } = own ?? standard;
      const path = own ? [...at, 'measures', name] : ['measures', name];
      this.exists('workload', workload, [...path, 'workload']);
      const sources = loadSources(library, system, workload);
      compile(sources);
      for (const { locator } of [...sources.structure, ...sources.personality, ...sources.workload])
        documents.push(locator as ExtendedDocument);
      workloads.add(workload);
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
    return { machine, system, workloads, documents };
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
