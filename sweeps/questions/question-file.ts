import { z } from 'zod';
import { identifier } from '../../model/kernels/language/names.ts';
import { check, ExtendedDocument, mapOf } from '../../model/document/check.ts';
import { SpecDocument, type KeyPath, type SourceText } from '../../model/document/document.ts';
import { Findings } from '../../model/document/findings.ts';

const text = z.string().min(1);
const value = z.union([z.string().min(1), z.number()], { error: 'a value, with its unit where it has one' });
const test = {
  workload: text.describe('A workload: a shipped name or a YAML file.'),
  test: text.describe('A test of the workload, whose unit the measure has.'),
};
const names = z.array(identifier).min(1);
const set = z.record(z.string(), value);

/** What is looked at: a test of a workload. */
const measure = mapOf({ title: text.describe('What the measure is, in one line.'), ...test });

/** One system as the question has it. */
const variant = mapOf({
  title: text.describe('What the variant is, in one line.'),
  system: text.describe('A structure: a shipped name or a YAML file.'),
  machine: text.describe('The machine of this variant, whatever the others run on.').optional(),
  set: set.describe('Values of the machine, structure, personality or workload, by path.').optional(),
  measures: z
    .record(identifier, mapOf(test))
    .describe('Measures that this variant takes by a test of its own, in the same unit.')
    .optional(),
});

/** How an answer moves with a value. */
const series = mapOf({
  title: text.describe('What moves, in one line.'),
  set: z.array(text).min(1).describe('Paths of values that are set together.'),
  values: z.array(value).min(2).describe('What they are set to, in turn.'),
  variants: names.describe('Variants to set beside the baseline; all by default.').optional(),
  measures: names.describe('Measures to run; all by default.').optional(),
});

/** Shape of a question (`sweeps/questions/*.yaml`). */
export const questionSchema = mapOf({
  question: identifier.describe('Name of the question.'),
  title: text.describe('The question, in one line.'),
  text: text.describe('A few sentences on what is asked.'),
  machine: text.describe('The machine of all variants that name none; --machine is stronger.').optional(),
  replications: z
    .int()
    .min(2)
    .max(1000)
    .describe(
      'Runs of each variant with page colourings and placements of their own, the same for all variants.',
    ),
  measures: z.record(identifier, measure).describe('What is looked at: tests of workloads, by name.'),
  baseline: identifier.describe('The variant beside which the others are set.'),
  variants: z.record(identifier, variant).describe('Systems as the question has them, by name.'),
  series: z.record(identifier, series).describe('How the answer moves with values, by name.').optional(),
}).describe('A question for `ukperf what-if`: variants of a system, measures, values to vary.');

export type Question = z.output<typeof questionSchema>;
export type Variant = Question['variants'][string];

/** A question, and where each of its parts stands. */
export interface LocatedQuestion {
  question: Question;
  document: SpecDocument;
}

/** Variants and measures, each: more points than that are a sweep. */
const MOST = 100;

/** Reads a question; names within it are checked, what they name outside is not. @throws SpecError */
export function readQuestion(source: SourceText): LocatedQuestion {
  const document = new SpecDocument(source);
  const question = check(questionSchema, document.data, new ExtendedDocument([document]));
  const findings = new Findings(document);
  const known = (kind: 'variants' | 'measures', name: string, path: KeyPath, at?: 'key'): void => {
    const names = Object.keys(question[kind]);
    findings.isOneOf(name, names, path, {
      expected: `one of the ${kind} ${names.join(', ')}`,
      ...(at && { at }),
    });
  };
  for (const kind of ['variants', 'measures'] as const) {
    const count = Object.keys(question[kind]).length;
    if (count > MOST) findings.report([kind], `at most ${MOST} ${kind}`, String(count));
  }
  known('variants', question.baseline, ['baseline']);
  for (const [name, { measures = {} }] of Object.entries(question.variants))
    for (const own of Object.keys(measures))
      known('measures', own, ['variants', name, 'measures', own], 'key');
  for (const [name, { variants = [], measures = [] }] of Object.entries(question.series ?? {})) {
    variants.forEach((own, index) => {
      known('variants', own, ['series', name, 'variants', index]);
    });
    measures.forEach((own, index) => {
      known('measures', own, ['series', name, 'measures', index]);
    });
  }
  findings.end();
  return { question, document };
}
