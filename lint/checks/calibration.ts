import { readExperiments, workloadOf } from '../../calibration/experiments/experiments.ts';
import { readSettings } from '../../calibration/fit/settings.ts';
import { testsOf } from '../../model/run/selection.ts';
import { readTargets } from '../../calibration/experiments/targets.ts';
import { FileCheck } from '../../model/file-check.ts';
import { compile, loadMachine, loadSources } from '../../model/index.ts';
import { workloadSchema } from '../../model/kernels/files/workload-file.ts';
import { loadKernelFiles } from '../../model/library.ts';
import { SpecDocument, type KeyPath, type SourceText } from '../../model/document/document.ts';
import { problemsOf } from '../../model/document/findings.ts';
import { alone, type Check, type Context } from '../context.ts';

/** Checks that what a list of experiments names is there, that each system can run its workload, and that the workload has the tests. */
export const checkExperiments: Check = (source, context) => {
  const names = new Names(source, context);
  const { machine, list } = readExperiments(source);
  names.hasMachine(machine, ['machine']);
  for (const [name, experiment] of Object.entries(list)) {
    const at = ['list', name];
    const { systems, tests = [], parts, against } = experiment;
    if (experiment.machine !== undefined) names.hasMachine(experiment.machine, [...at, 'machine']);
    const known = names.exists('workload', experiment.workload, [...at, 'workload']);
    for (const [system, workload] of Object.entries(experiment.workloads ?? {}))
      names.exists('workload', workload, [...at, 'workloads', system]);
    systems.forEach((system, index) => {
      const path = [...at, 'systems', index];
      if (names.exists('structure', system, path) && known)
        names.compiles(system, workloadOf(experiment, system), path);
    });
    if (against !== undefined)
      names.isOneOf(against.system, systems, [...at, 'against', 'system'], {
        expected: `one of the systems ${systems.join(', ')}`,
      });
    const has = known ? names.testsOf(experiment.workload) : undefined;
    if (has === undefined) continue;
    tests.forEach((test, index) => {
      names.isOneOf(test, has, [...at, 'tests', index]);
    });
    if (parts !== undefined) names.isOneOf(parts, has, [...at, 'parts']);
  }
  return alone(names.problems);
};

/** Checks that the machine of targets is there, and that roles are given to results that there are. */
export const checkTargets: Check = (source, context) => {
  const names = new Names(source, context);
  const faults = problemsOf(() => readTargets(source));
  if (faults.length > 0) return alone(faults);
  const { machine, experiments } = names.data as {
    machine: string;
    experiments: Record<string, TargetSection>;
  };
  names.hasMachine(machine, ['machine']);
  for (const [name, section] of Object.entries(experiments))
    for (const role of ['fitted', 'replicate'] as const)
      for (const [test, systems] of Object.entries(section[role] ?? {})) {
        const path = ['experiments', name, role, test];
        const { unit: _unit, role: _role, ...results } = section.tests[test] ?? {};
        if (names.isOneOf(test, Object.keys(section.tests), path, { at: 'key' }))
          systems.forEach((system, index) => {
            names.isOneOf(system, Object.keys(results), [...path, index]);
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
  names.hasMachine(settings.machine, ['machine']);
  names.exists('structure', settings['native-system'], ['native-system']);
  const experiments = Object.keys(context.experiments.list);
  settings.experiments.forEach((name, index) => {
    names.isOneOf(name, experiments, ['experiments', index]);
  });
  settings['native-work'].forEach((round, index) => {
    round.forEach(({ experiment }, number) => {
      names.isOneOf(experiment, experiments, ['native-work', index, number, 'experiment']);
    });
  });
  return alone(names.problems);
};

/** Looks up what a file names, and notes what there is not. */
class Names extends FileCheck {
  readonly data: unknown;

  constructor(source: SourceText, { library }: Context) {
    const document = new SpecDocument(source);
    super(library, document);
    this.data = document.data;
  }

  /** Whether a machine is there and right. */
  hasMachine(name: string, path: KeyPath): boolean {
    return this.exists('machine', name, path) && this.attempt(() => loadMachine(this.library, name));
  }

  /** Notes why a system can't run a workload, at the place that says it should. */
  compiles(system: string, workload: string, path: KeyPath): void {
    const [fault] = problemsOf(() => compile(loadSources(this.library, system, workload)));
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
      const sources = loadKernelFiles(this.library, 'workload', workload, workloadSchema);
      if (sources[0].spec['job-mix'] === undefined) tests = testsOf(sources).map(([name]) => name);
    });
    return tests;
  }
}
