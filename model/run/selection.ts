import type { Source } from '../kernels/compile/sources.ts';
import type { Workload, WorkloadTest } from '../kernels/files/workload-file.ts';
import { SpecError } from '../document/problem.ts';
import { foundName } from '../document/suggestion.ts';
import { isCurveResult } from './curve-results.ts';

/** The files of a workload: the one that was named, and what it includes. */
type Files = readonly Source<Workload>[];

/** What of a workload runs: some of its tests, or some of its job mixes. */
export interface Selection {
  tests: [name: string, test: WorkloadTest][];
  /** Job mixes, with those of their results that were asked for; all by default. */
  mixes: { mix: string; results?: string[] }[];
}

/** The tests of a workload and of what it includes. */
export function testsOf(
  files: readonly { spec: { tests?: Record<string, WorkloadTest> | undefined } }[],
): [string, WorkloadTest][] {
  return files.flatMap(({ spec }) => Object.entries(spec.tests ?? {}));
}

/** The names of a workload's job mixes, the usual one first; none when it has none. */
export function mixesOf([{ spec }]: Files): string[] {
  return Object.keys(spec['job-mix']?.mixes ?? {});
}

/** What some names select. @throws SpecError for a name that the workload has not, or for tests and job mixes at once */
export function selectionOf(files: Files, names: readonly string[] = []): Selection {
  const tests = testsOf(files);
  const mixes = mixesOf(files);
  const [{ spec, locator }] = files;
  const choices = [...mixes, ...tests.map(([name]) => name)];
  if (choices.length === 0) throw new SpecError([locator.problem(['tests'], 'tests, or a job mix')]);
  if (names.length === 0)
    return mixes.length > 0 ? { tests: [], mixes: [{ mix: mixes[0] }] } : { tests, mixes: [] };
  const isResult = (name: string): boolean => mixes.length > 0 && isCurveResult(name);
  const section = tests.length > 0 ? 'tests' : 'job-mix';
  const unknown = names.filter((name) => !choices.includes(name) && !isResult(name));
  if (unknown.length > 0)
    throw new SpecError(
      unknown.map((name) =>
        locator.problem(
          [section],
          `a test of ${spec.workload} (${choices.join(', ')})`,
          foundName(name, choices),
          'key',
        ),
      ),
    );
  const ofMixes = names.filter((name) => mixes.includes(name) || isResult(name));
  if (ofMixes.length > 0 && ofMixes.length < names.length) {
    const other = names.find((name) => !ofMixes.includes(name));
    throw new SpecError([
      locator.problem(
        [section],
        `tests alone or job mixes alone (${mixes.join(', ')})`,
        JSON.stringify(other),
        'key',
      ),
    ]);
  }
  if (ofMixes.length === 0) return { tests: tests.filter(([name]) => names.includes(name)), mixes: [] };
  const results = names.filter(isResult);
  const named = mixes.filter((mix) => names.includes(mix)).map((mix) => ({ mix }));
  return { tests: [], mixes: results.length > 0 ? [...named, { mix: mixes[0], results }] : named };
}

/** A test by its name, or the only one of a workload. @throws SpecError when there is none, or when there are several and no name */
export function testOf(files: Files, name: string | undefined): [name: string, test: WorkloadTest] {
  const tests = testsOf(files);
  if (name === undefined && tests.length === 1) return tests[0];
  const found = tests.find(([test]) => test === name);
  if (found !== undefined) return found;
  const [{ spec, locator }] = files;
  const names = tests.map(([test]) => test);
  const expected = `a test of ${spec.workload} (${names.join(', ')})`;
  throw new SpecError([
    locator.problem(['tests'], expected, name === undefined ? 'none' : foundName(name, names), 'key'),
  ]);
}

/** A job mix by its name, or the first one of a workload. @throws SpecError when there is none */
export function mixOf(files: Files, name: string | undefined): string {
  const mixes = mixesOf(files);
  const found = name === undefined ? mixes.at(0) : mixes.find((mix) => mix === name);
  if (found !== undefined) return found;
  const [{ spec, locator }] = files;
  if (mixes.length === 0) throw new SpecError([locator.problem(['job-mix'], 'a job mix')]);
  const expected = `a job mix of ${spec.workload} (${mixes.join(', ')})`;
  throw new SpecError([locator.problem(['job-mix', 'mixes'], expected, foundName(name ?? '', mixes), 'key')]);
}
