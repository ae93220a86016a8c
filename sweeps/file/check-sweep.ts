import type { Directions } from '../../calibration/sensitivity/sobol-sequence.ts';
import { testsOf } from '../../model/run/selection.ts';
import { FileCheck, type Run } from '../../model/file-check.ts';
import { compile, curveResultNames, type Library } from '../../model/index.ts';
import { loadSources } from '../../model/library.ts';
import type { KeyPath } from '../../model/document/document.ts';
import { Ground } from '../plan/ground.ts';
import { levelsOf, type Level } from '../space/levels.ts';
import { MAX_POINTS } from '../space/lay-out.ts';
import type { LocatedSweep, Parameter, Sweep } from './sweep.ts';

const SETTABLE = 'a key of the machine, structure, personality or workload';

/** Values of one parameter that are tried before anything runs: the ends, and this many between them. */
const MAX_TRIED = 32;

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

class SweepCheck extends FileCheck {
  private readonly sweep: Sweep;
  /** What its parameters set, as written. */
  private readonly written: Record<string, { set?: unknown }>;
  private readonly machine: string;
  private readonly grounds = new Map<string, Ground>();

  constructor(library: Library, { sweep, document }: LocatedSweep, machine: string) {
    super(library, document);
    this.sweep = sweep;
    this.written = (document.data as { parameters: Record<string, { set?: unknown }> }).parameters;
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
    this.end();
    for (const name of Object.keys(measures))
      for (const variant of Object.keys(variants))
        this.attempt(() => {
          this.checkTest(name, variant);
        });
    this.end();
    this.checkSet(this.sweep.set, Object.keys(variants), ['set']);
    for (const [name, { set }] of Object.entries(variants))
      this.checkSet(set, [name], ['variants', name, 'set']);
    for (const [name, parameter] of Object.entries(parameters)) this.checkParameter(name, parameter);
    this.end();
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
    const sources = this.blame(['variants', variant, 'system'], () => {
      const loaded = loadSources(this.library, variants[variant].system, workload);
      compile(loaded);
      return loaded;
    });
    const loads = sources.workload[0].spec['job-mix']?.driver.loads;
    const known =
      loads === undefined ? testsOf(sources.workload).map(([one]) => one) : curveResultNames(loads);
    this.expectOneOf(test, known, ['measures', measure, 'test'], {
      expected: `a test of ${workload} (${known.join(', ') || 'it has none'})`,
    });
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
    const { set: written } = this.written[name];
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
