import type { Execute } from '../../calibration/experiments/reproduce.ts';
import { penaltyOf, type Penalty } from '../../calibration/experiments/row.ts';
import { systemPlace } from '../../calibration/experiments/system-place.ts';
import { confidenceInterval } from '../../model/confidence.ts';
import { Fingerprint, type Library, type Measured, type Unit } from '../../model/index.ts';
import { isRate } from '../../model/units.ts';
import { chargeDifferences, type ChargeDifference } from './deciding-charges.ts';
import { planOf, type Planned, type Settings } from './plan.ts';
import type { Question } from './question-file.ts';

/** One figure of an answer: a measure of a variant. */
export interface Figure {
  measure: string;
  variant: string;
  system: string;
  machine: string;
  workload: string;
  test: string;
  unit: Unit;
  /** Mean over the replications, with its 95 % confidence interval. */
  value: number;
  interval: [number, number];
  /** How much more time than on the baseline, from pairs of replications; the baseline has none. */
  penalty?: Penalty;
  /** Cycles of an operation by place and cause beside those of the baseline, where they differ, the largest difference first. */
  charges?: ChargeDifference[];
}

/** The figures of an answer for one value of a series. */
export interface SeriesPoint {
  series: string;
  value: string;
  figures: Figure[];
}

export interface Answer {
  question: string;
  title: string;
  baseline: string;
  figures: Figure[];
  series: SeriesPoint[];
  fingerprint: string;
}

export interface AnswerOptions extends Settings {
  library: Library;
  execute: Execute;
  /** Called as jobs are done, with the number done and in all. */
  onProgress?: (done: number, total: number) => void;
}

/** Runs what a question asks for. The answer does not depend on who executes the jobs, nor in which order they end. */
export async function answer(question: Question, options: AnswerOptions): Promise<Answer> {
  const { library, execute, onProgress } = options;
  const plan = planOf(question, options);
  // A series passes through points of the table, and its baseline may be there already.
  const jobs = new Map(plan.map(({ job }) => [JSON.stringify(job), job]));
  let done = 0;
  const results = await execute([...jobs.values()], () => onProgress?.(++done, jobs.size));
  const measured = new Map([...jobs.keys()].map((key, index) => [key, results[index][0]]));
  const resultOf = (planned: Planned): Measured => measured.get(JSON.stringify(planned.job)) as Measured;
  const hash = new Fingerprint();
  for (const { fingerprint } of measured.values()) hash.addText(fingerprint);

  const figuresAt = (planned: readonly Planned[]): Figure[] =>
    planned.map((one) => {
      const base = planned.find(
        ({ measure, variant }) => measure === one.measure && variant === question.baseline,
      ) as Planned;
      return figureOf(library, one, resultOf(one), base === one ? undefined : [base, resultOf(base)]);
    });
  const points = Object.entries(question.series ?? {}).flatMap(([series, { values }]) =>
    values.map((value): SeriesPoint => {
      const own = plan.filter(({ point }) => point?.series === series && point.value === String(value));
      return { series, value: String(value), figures: figuresAt(own) };
    }),
  );
  return {
    question: question.question,
    title: question.title,
    baseline: question.baseline,
    figures: figuresAt(plan.filter(({ point }) => point === undefined)),
    series: points,
    fingerprint: hash.digest(),
  };
}

function figureOf(
  library: Library,
  { variant, measure, job }: Planned,
  measured: Measured,
  base: readonly [Planned, Measured] | undefined,
): Figure {
  const penalty = base && penaltyOf(inTime(measured), inTime(base[1]));
  const charges =
    base &&
    chargeDifferences(
      { measured, systemName: systemPlace(library, job.system) },
      { measured: base[1], systemName: systemPlace(library, base[0].job.system) },
    );
  return {
    measure,
    variant,
    system: job.system,
    machine: job.machine,
    workload: job.workload,
    test: measured.test,
    unit: measured.unit,
    value: measured.values.reduce((sum, value) => sum + value, 0) / measured.values.length,
    interval: confidenceInterval(measured.values),
    ...(penalty ? { penalty } : {}),
    ...(charges ? { charges } : {}),
  };
}

/** A rate as the time that a byte or a job takes, so that more is slower for all measures. */
function inTime(measured: Measured): Measured {
  const values = isRate(measured.unit) ? measured.values.map((value) => 1 / value) : measured.values;
  return { ...measured, values };
}
