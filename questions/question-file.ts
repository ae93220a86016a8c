import { z } from 'zod';
import { identifier } from '../model/kernels/language/kernel-file.ts';
import { check, ExtendedDocument, mapOf } from '../model/spec/check.ts';
import { SpecDocument, type SourceText } from '../model/spec/document.ts';

const text = z.string().min(1);
const value = z.union([z.string().min(1), z.number()], { error: 'a value, with its unit where it has one' });
const test = { workload: text, test: text };
const names = z.array(identifier).min(1);

/** What is looked at: a test of a workload. */
const measure = mapOf({ title: text, ...test });

/** One system as the question has it. */
const variant = mapOf({
  title: text,
  system: text,
  machine: text.optional(),
  /** Values of the machine, structure, personality or workload, by path. */
  set: z.record(z.string(), value).optional(),
  /** Measures that this variant takes by a test of its own. */
  measures: z.record(identifier, mapOf(test)).optional(),
});

/** How an answer moves with a value. */
const series = mapOf({
  title: text,
  /** Paths that are set together. */
  set: z.array(text).min(1),
  values: z.array(value).min(2),
  /** Variants to set beside the baseline, and measures; all by default. */
  variants: names.optional(),
  measures: names.optional(),
});

const questionSchema = mapOf({
  question: identifier,
  title: text,
  text,
  machine: text.optional(),
  /** Runs of each variant with page colourings and placements of their own, the same for all variants. */
  replications: z.int().min(2).max(1000),
  measures: z.record(identifier, measure),
  baseline: identifier,
  variants: z.record(identifier, variant),
  series: z.record(identifier, series).optional(),
});

export type Question = z.output<typeof questionSchema>;
export type Variant = Question['variants'][string];
export type Series = NonNullable<Question['series']>[string];

/** A question, and where each of its parts stands. */
export interface LocatedQuestion {
  question: Question;
  document: SpecDocument;
}

/** Reads a question; names within it are checked, what they name outside is not. @throws SpecError */
export function readQuestion(source: SourceText): LocatedQuestion {
  const document = new SpecDocument(source);
  const locator = new ExtendedDocument([document]);
  const schema = questionSchema.superRefine((question, context) => {
    const known = (kind: 'variants' | 'measures', name: string, path: PropertyKey[]): void => {
      if (Object.hasOwn(question[kind], name)) return;
      const message = `one of the ${kind} ${Object.keys(question[kind]).join(', ')}`;
      context.addIssue({ code: 'custom', path, message, params: { found: JSON.stringify(name) } });
    };
    known('variants', question.baseline, ['baseline']);
    for (const [name, { measures = {} }] of Object.entries(question.variants))
      for (const own of Object.keys(measures)) known('measures', own, ['variants', name, 'measures', own]);
    for (const [name, one] of Object.entries(question.series ?? {})) {
      one.variants?.forEach((own, index) => known('variants', own, ['series', name, 'variants', index]));
      one.measures?.forEach((own, index) => known('measures', own, ['series', name, 'measures', index]));
    }
  });
  return { question: check(schema, document.data, locator), document };
}
