import type { Job } from '../../model/run/job.ts';
import type { Override } from '../../model/index.ts';
import type { Question } from './question-file.ts';

/** How a question is run. */
export interface Settings {
  /** For variants that name none. */
  machine: string;
  seed: string;
  replications: number;
}

/** A value that a series sets. */
export interface Point {
  series: string;
  value: string;
}

/** One figure of an answer, and the job that finds it. */
export interface Planned {
  variant: string;
  measure: string;
  /** In a series only. */
  point?: Point;
  job: Job;
}

const SOURCE = { source: 'set by a question', status: 'what-if' } as const;

const overridesOf = (values: readonly (readonly [string, string | number])[]): Override[] =>
  values.map(([path, value]) => ({ path, value: String(value), provenance: SOURCE }));

/** The figures of an answer, the table first, then each series; the baseline stands before its variants. */
export function planOf(question: Question, settings: Settings): Planned[] {
  const figure = (variant: string, measure: string, point?: Point, extra: Override[] = []): Planned => {
    const { system, machine, set = {}, measures = {} } = question.variants[variant];
    const { workload, test } = measures[measure] ?? question.measures[measure];
    const { seed, replications } = settings;
    const job: Job = {
      machine: machine ?? settings.machine,
      system,
      workload,
      tests: [test],
      seed,
      replications,
      overrides: [...overridesOf(Object.entries(set)), ...extra],
    };
    return { variant, measure, ...(point ? { point } : {}), job };
  };
  const { baseline, series = {} } = question;
  const baselineFirst = (names: readonly string[]): string[] => [...new Set([baseline, ...names])];
  const all = { measures: Object.keys(question.measures), variants: Object.keys(question.variants) };
  const table = all.measures.flatMap((measure) =>
    baselineFirst(all.variants).map((variant) => figure(variant, measure)),
  );
  const points = Object.entries(series).flatMap(([name, { set, values, variants, measures }]) =>
    values.flatMap((value) =>
      (measures ?? all.measures).flatMap((measure) =>
        baselineFirst(variants ?? all.variants).map((variant) => {
          const point = { series: name, value: String(value) };
          return figure(variant, measure, point, overridesOf(set.map((path) => [path, value])));
        }),
      ),
    ),
  );
  return [...table, ...points];
}
