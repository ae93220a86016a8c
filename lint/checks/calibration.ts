import { readExperiments, workloadOf } from '../../calibration/experiments/experiments.ts';
import { readSettings } from '../../calibration/fit/settings.ts';
import { testsOf } from '../../model/run/selection.ts';
import { readTargets } from '../../calibration/experiments/targets.ts';
import { compile, loadMachine, loadSources, type Kind, type Problem } from '../../model/index.ts';
import { workloadSchema } from '../../model/kernels/files/workload-file.ts';
import { loadKernelFiles, readDocument } from '../../model/library.ts';
import { SpecDocument, type KeyPath, type SourceText } from '../../model/document/document.ts';
import { alone, problemsOf, type Check, type Context } from '../context.ts';

/** Checks that what a list of experiments names is there, that each system can run its workload, and that the workload has the tests. */
export const checkExperiments: Check = (source, context) => {
  const names = new Names(source, context);
  const { machine, list } = readExperiments(source);
  names.exist('machine', machine, ['machine']);
  for (const [name, experiment] of Object.entries(list)) {
    const at = ['list', name];
    const { systems, tests = [], parts, against } = experiment;
    if (experiment.machine !== undefined) names.exist('machine', experiment.machine, [...at, 'machine']);
    const known = names.exist('workload', experiment.workload, [...at, 'workload']);
    for (const [system, workload] of Object.entries(experiment.workloads ?? {}))
      names.exist('workload', workload, [...at, 'workloads', system]);
    systems.forEach((system, index) => {
      const path = [...at, 'systems', index];
      if (names.exist('structure', system, path) && known)
        names.compiles(system, workloadOf(experiment, system), path);
    });
    if (against !== undefined && !systems.includes(against.system))
      names.report([...at, 'against', 'system'], `one of the systems ${systems.join(', ')}`);
    const has = known ? names.testsOf(experiment.workload) : undefined;
    if (has === undefined) continue;
    tests.forEach((test, index) => {
      names.isOneOf(has, test, [...at, 'tests', index]);
    });
    if (parts !== undefined) names.isOneOf(has, parts, [...at, 'parts']);
  }
  return alone(names.problems);
};

/** Checks that the machine of targets is there, and that roles are given to results that there are. */
export const checkTargets: Check = (source, context) => {
  const names = new Names(source, context);
  const faults = problemsOf(() => readTargets(source));
  if (faults.length > 0) return alone(faults);
  const { machine, experiments } = names.document.data as {
    machine: string;
    experiments: Record<string, TargetSection>;
  };
  names.exist('machine', machine, ['machine']);
  for (const [name, section] of Object.entries(experiments))
    for (const role of ['fitted', 'replicate'] as const)
      for (const [test, systems] of Object.entries(section[role] ?? {})) {
        const path = ['experiments', name, role, test];
        const { unit: _unit, role: _role, ...results } = section.tests[test] ?? {};
        if (names.isOneOf(Object.keys(section.tests), test, path, 'key'))
          systems.forEach((system, index) => {
            names.isOneOf(Object.keys(results), system, [...path, index]);
          });
      }
  return alone(names.problems);
};

interface TargetSection {
  fitted?: Record<string, string[]>;
  replicate?: Record<string, string[]>;
  tests: Record<string, Record<string, unknown>>;
}

/** Checks that the machine, the system and the experiments of a calibration are there. */
export const checkSettings: Check = (source, context) => {
  const names = new Names(source, context);
  const settings = readSettings(source);
  names.exist('machine', settings.machine, ['machine']);
  names.exist('structure', settings['native-system'], ['native-system']);
  const experiments = Object.keys(context.experiments.list);
  settings.experiments.forEach((name, index) => {
    names.isOneOf(experiments, name, ['experiments', index]);
  });
  settings['native-work'].forEach((round, index) => {
    round.forEach(({ experiment }, number) => {
      names.isOneOf(experiments, experiment, ['native-work', index, number, 'experiment']);
    });
  });
  return alone(names.problems);
};

/** Looks up what a file names, and notes what there is not. */
class Names {
  readonly document: SpecDocument;
  readonly problems: Problem[] = [];
  private readonly context: Context;

  constructor(source: SourceText, context: Context) {
    this.document = new SpecDocument(source);
    this.context = context;
  }

  report(path: KeyPath, expected: string, at?: 'key'): void {
    this.problems.push(
      this.document.problem(path, expected, at === 'key' ? JSON.stringify(path.at(-1)) : undefined, at),
    );
  }

  /** Whether a file of a kind is there, and a machine is right. */
  exist(kind: Kind, name: string, path: KeyPath): boolean {
    const { library } = this.context;
    const faults = problemsOf(() => {
      readDocument(library, kind, name, { document: this.document, path });
      if (kind === 'machine') loadMachine(library, name);
    });
    this.note(faults);
    return faults.length === 0;
  }

  isOneOf(names: readonly string[], name: string, path: KeyPath, at?: 'key'): boolean {
    if (names.includes(name)) return true;
    this.report(path, `one of ${names.join(', ')}`, at);
    return false;
  }

  /** Notes why a system can't run a workload, at the place that says it should. */
  compiles(system: string, workload: string, path: KeyPath): void {
    const [fault] = problemsOf(() => compile(loadSources(this.context.library, system, workload)));
    if (fault !== undefined)
      this.report(
        path,
        `a system that runs ${workload} (${fault.file}:${fault.line}: expected ${fault.expected})`,
      );
  }

  /** Names of the tests of a workload; undefined of a job mix, whose results are not tests, and of a workload that is wrong. */
  testsOf(workload: string): string[] | undefined {
    let tests: string[] | undefined;
    problemsOf(() => {
      const sources = loadKernelFiles(this.context.library, 'workload', workload, workloadSchema);
      if (sources[0].spec['job-mix'] === undefined) tests = testsOf(sources).map(([name]) => name);
    });
    return tests;
  }

  private note(faults: readonly Problem[]): void {
    const told = new Set(this.problems.map((problem) => JSON.stringify(problem)));
    this.problems.push(...faults.filter((fault) => !told.has(JSON.stringify(fault))));
  }
}
