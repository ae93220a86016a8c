import type { Directions } from '../../calibration/sensitivity/sobol-sequence.ts';
import { testsOf } from '../../model/run/selection.ts';
import {
  compile,
  curveResultNames,
  formatProblem,
  loadSystem,
  SpecError,
  type Library,
  type Problem,
} from '../../model/index.ts';
import { loadSources, readDocument, type Kind } from '../../model/library.ts';
import type { KeyPath, SpecDocument } from '../../model/document/document.ts';
import { Ground } from '../plan/ground.ts';
import { levelsOf, type Level } from '../space/levels.ts';
import { MAX_POINTS } from '../space/space.ts';
import type { LocatedSweep, Parameter, Sweep } from './sweep-file.ts';

const SETTABLE = 'a key of the machine, structure, personality or workload';

/** Points of one sweep, at most. */

/** Values of one parameter that are tried before anything runs: the ends, and this many between them. */
const MAX_TRIED = 32;

/** Who runs what, and where. */
interface Run {
  machine: string;
  system: string;
  workload: string;
}

/**
 * Checks what a sweep names outside of itself: systems, machines, workloads, tests, paths, and the values that it sets.
 * @param machine that of variants which name none
 * @throws SpecError with every problem, and its place in the sweep
 */
export function checkSweep(
  library: Library,
  located: LocatedSweep,
  machine: string,
  directions: Directions,
): void {
  new SweepCheck(library, located, machine).run(directions);
}

class SweepCheck {
  private readonly library: Library;
  private readonly sweep: Sweep;
  private readonly document: SpecDocument;
  private readonly machine: string;
  private readonly grounds = new Map<string, Ground>();
  private readonly problems: Problem[] = [];

  constructor(library: Library, { sweep, document }: LocatedSweep, machine: string) {
    this.library = library;
    this.sweep = sweep;
    this.document = document;
    this.machine = machine;
  }

  run(directions: Directions): void {
    this.checkSize(directions);
    const { measures, variants, parameters, machine } = this.sweep;
    if (machine !== undefined) this.exists('machine', machine, ['machine']);
    for (const [name, { values }] of Object.entries(parameters))
      if (values.kind === 'machines')
        values.machines.forEach((one, index) => {
          this.exists('machine', one, ['parameters', name, 'machines', index]);
        });
    for (const [name, { workload }] of Object.entries(measures))
      this.exists('workload', workload, ['measures', name, 'workload']);
    for (const [name, { system, machine: own }] of Object.entries(variants)) {
      this.exists('structure', system, ['variants', name, 'system']);
      if (own !== undefined) this.exists('machine', own, ['variants', name, 'machine']);
    }
    // What values may be set, and what tests there are, only known files tell.
    this.expectNoProblems();
    for (const name of Object.keys(measures))
      for (const variant of Object.keys(variants))
        this.attempt(() => {
          this.checkTest(name, variant);
        });
    this.expectNoProblems();
    this.checkSet(this.sweep.set, Object.keys(variants), ['set']);
    for (const [name, { set }] of Object.entries(variants))
      this.checkSet(set, [name], ['variants', name, 'set']);
    for (const [name, parameter] of Object.entries(parameters)) this.checkParameter(name, parameter);
    this.expectNoProblems();
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

  private expectNoProblems(): void {
    if (this.problems.length > 0) throw new SpecError(this.problems);
  }

  private checkSize(directions: Directions): void {
    const { design, parameters } = this.sweep;
    const list = Object.values(parameters);
    const points = design === 'grid' ? list.reduce((product, one) => product * countOf(one), 1) : 0;
    if (points > MAX_POINTS) this.fail(['parameters'], `at most ${MAX_POINTS} points`, `${points} points`);
    if (typeof design === 'object' && design.sample === 'sobol' && list.length > directions.length + 1)
      this.fail(
        ['design'],
        `at most ${directions.length + 1} parameters for a Sobol sequence`,
        `${list.length}`,
      );
    const machines = Object.entries(parameters).filter(([, { values }]) => values.kind === 'machines');
    if (machines.length > 1)
      this.fail(['parameters', machines[1][0]], 'one parameter of machines', 'a second one');
  }

  /** A test must be there, and a variant must be able to run its workload. */
  private checkTest(measure: string, variant: string): void {
    const { measures, variants } = this.sweep;
    const { workload, test } = measures[measure];
    const sources = this.relocated(['variants', variant, 'system'], () => {
      const loaded = loadSources(this.library, variants[variant].system, workload);
      compile(loaded);
      return loaded;
    });
    const loads = sources.workload[0].spec['job-mix']?.driver.loads;
    const known =
      loads === undefined ? testsOf(sources.workload).map(([one]) => one) : curveResultNames(loads);
    if (!known.includes(test))
      this.fail(
        ['measures', measure, 'test'],
        `a test of ${workload} (${known.join(', ') || 'it has none'})`,
      );
  }

  /** Each value must have a place in a file of at least one of the variants. */
  private checkSet(
    set: Readonly<Record<string, string | number>> = {},
    variants: readonly string[],
    at: KeyPath,
  ): void {
    for (const [path, value] of Object.entries(set))
      this.attempt(() => {
        const runs = variants
          .flatMap((variant) => this.runsOf(variant))
          .filter((run) => this.groundOf(run).has(path));
        if (runs.length === 0) this.fail([...at, path], SETTABLE, JSON.stringify(path), 'key');
        this.tryValue(runs, [path], value, [...at, path]);
      });
  }

  private checkParameter(name: string, parameter: Parameter): void {
    const { set, values } = parameter;
    const runs = Object.keys(this.sweep.variants).flatMap((variant) => this.runsOf(variant));
    const { set: written } = (this.document.data as { parameters: Record<string, { set?: unknown }> })
      .parameters[name];
    const unknown = set.filter((path) => !runs.some((run) => this.groundOf(run).has(path)));
    for (const path of unknown)
      this.attempt(() => {
        const at = Array.isArray(written) ? [set.indexOf(path)] : [];
        this.fail(['parameters', name, 'set', ...at], SETTABLE, JSON.stringify(path));
      });
    // What values a path takes is not known where there is none.
    if (values.kind === 'machines' || unknown.length > 0) return;
    const place = (index: number, count: number): KeyPath =>
      values.kind === 'list'
        ? ['parameters', name, 'values', index]
        : ['parameters', name, index * 2 < count ? 'from' : 'to'];
    const levels =
      values.kind === 'range' && values.steps === undefined ? endsOf(parameter) : levelsOf(parameter);
    const step = values.kind === 'list' ? 1 : Math.max(1, Math.ceil(levels.length / MAX_TRIED));
    levels.forEach((level, index) => {
      if (index % step === 0 || index === levels.length - 1)
        this.attempt(() => {
          this.tryValue(runs, set, level as string | number, place(index, levels.length));
        });
    });
  }

  private runsOf(variant: string): Run[] {
    const { variants, measures, parameters } = this.sweep;
    const { system, machine: own } = variants[variant];
    const moved = Object.values(parameters).flatMap(({ values }) =>
      values.kind === 'machines' ? values.machines : [],
    );
    const machines = own !== undefined ? [own] : moved.length > 0 ? moved : [this.machine];
    return [...new Set(Object.values(measures).map(({ workload }) => workload))].flatMap((workload) =>
      machines.map((machine) => ({ machine, system, workload })),
    );
  }

  private groundOf({ machine, system, workload }: Run): Ground {
    const key = JSON.stringify([machine, system, workload]);
    let ground = this.grounds.get(key);
    if (ground === undefined)
      this.grounds.set(key, (ground = new Ground(this.library, machine, system, workload)));
    return ground;
  }

  /** What the files say against a value becomes a problem of the sweep, which sets it. */
  private tryValue(
    runs: readonly Run[],
    paths: readonly string[],
    value: string | number,
    at: KeyPath,
  ): void {
    const overrides = paths.map((path) => ({ path, value: String(value) }));
    this.relocated(at, () => {
      for (const { machine, system, workload } of runs)
        loadSystem(this.library, machine, system, workload, overrides);
    });
  }

  /** Does something; what the files say against it becomes a problem of the sweep. */
  private relocated<Result>(at: KeyPath, work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      return this.fail(at, error.problems[0].expected);
    }
  }

  private exists(kind: Kind, name: string, path: KeyPath): void {
    this.attempt(() => {
      readDocument(this.library, kind, name, { document: this.document, path });
    });
  }

  private fail(path: KeyPath, expected: string, found?: string, at: 'key' | 'value' = 'value'): never {
    throw new SpecError([this.document.problem(path, expected, found, at)]);
  }
}

/** How many values a parameter of a grid has, before those that rounding makes equal count once. */
function countOf({ values }: Parameter): number {
  if (values.kind === 'range') return values.steps ?? 1;
  return values.kind === 'list' ? values.values.length : values.machines.length;
}

function endsOf(parameter: Parameter): Level[] {
  const { values } = parameter;
  return values.kind === 'range' ? levelsOf({ ...parameter, values: { ...values, steps: 2 } }) : [];
}
