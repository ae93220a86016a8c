import { FileCheck, type Run } from '../../model/file-check.ts';
import { compile, type Library } from '../../model/index.ts';
import { loadSources, readExtended, unusedOverrides } from '../../model/library.ts';
import type { ExtendedDocument } from '../../model/document/check.ts';
import type { KeyPath } from '../../model/document/document.ts';
import type { Unit } from '../../model/units.ts';
import type { LocatedQuestion, Question, Variant } from './question-file.ts';

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

class QuestionCheck extends FileCheck {
  private readonly question: Question;
  private readonly machine: string;
  private readonly grounds = new Map<string, Ground>();
  private readonly units = new Map<string, Unit>();

  constructor(library: Library, { question, document }: LocatedQuestion, machine: string) {
    super(library, document);
    this.question = question;
    this.machine = machine;
  }

  run(): void {
    const { variants, baseline, series = {} } = this.question;
    for (const [name, variant] of Object.entries(variants))
      this.attempt(() => {
        const ground = this.groundOf(variant, ['variants', name]);
        this.grounds.set(name, ground);
        for (const [path, value] of Object.entries(variant.set ?? {}))
          this.attempt(() => {
            const at = ['variants', name, 'set', path];
            if (!this.isSettable([ground], path)) this.fail(at, SETTABLE, JSON.stringify(path), 'key');
            this.tryValue(runsOn([ground]), [path], value, at);
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
          this.tryValue(runsOn(grounds), set, value, ['series', name, 'values', index]);
        });
      });
    }
    this.end();
  }

  private groundOf(variant: Variant, at: KeyPath): Ground {
    this.expectFile('structure', variant.system, [...at, 'system']);
    if (variant.machine !== undefined) this.expectFile('machine', variant.machine, [...at, 'machine']);
    const { system, machine = this.machine } = variant;
    const ground: Ground = {
      machine,
      system,
      workloads: new Set<string>(),
      documents: [readExtended(this.library, 'machine', machine)],
    };
    for (const [name, standard] of Object.entries(this.question.measures))
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
    this.expectFile('workload', workload, [...path, 'workload']);
    const sources = loadSources(this.library, ground.system, workload);
    compile(sources);
    for (const { locator } of [...sources.structure, ...sources.personality, ...sources.workload])
      ground.documents.push(locator as ExtendedDocument);
    ground.workloads.add(workload);
    const tests = Object.assign({}, ...sources.workload.map(({ spec }) => spec.tests ?? {})) as Record<
      string,
      { unit: Unit }
    >;
    const known = Object.keys(tests);
    this.expectOneOf(test, known, [...path, 'test'], {
      expected: `a test of ${workload} (${known.join(', ') || 'it has none'})`,
    });
    const { unit } = tests[test];
    const same = this.units.get(name) ?? unit;
    if (unit !== same) this.fail([...path, 'test'], `a test in ${same}, as the other variants have`);
    this.units.set(name, same);
  }

  private isSettable(grounds: readonly Ground[], path: string): boolean {
    const documents = grounds.flatMap((ground) => ground.documents);
    return unusedOverrides([{ path, value: '' }], documents).length === 0;
  }
}

/** All that runs on some grounds. */
function runsOn(grounds: readonly Ground[]): Run[] {
  return grounds.flatMap(({ machine, system, workloads }) =>
    [...workloads].map((workload) => ({ machine, system, workload })),
  );
}
