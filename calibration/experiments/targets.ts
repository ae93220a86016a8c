import { z } from 'zod';
import { check, ExtendedDocument } from '../../model/document/check.ts';
import { unit } from '../../model/units.ts';
import type { Published } from './published.ts';
import { SpecDocument, type SourceText } from '../../model/document/document.ts';

/**
 * What a target may be used for. The model was set from a `fitted` one, a `replicate` repeats another, and what is `reproduced` was
 * entered as data: none of these says anything about accuracy.
 */
export const ROLES = ['calibration', 'validation', 'fitted', 'replicate', 'reproduced'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that a file may state of all results of an experiment or a test. */
const STATED_ROLES = ['calibration', 'validation', 'replicate', 'reproduced'] as const satisfies Role[];

const range = z
  .tuple([z.number(), z.number()])
  .refine(([low, high]) => low < high, { error: 'a range [low, high] with low below high' });
const value = z.union(
  [
    z.number(),
    z.tuple([z.number(), z.number().min(0)]),
    z.strictObject({ range: range.describe('[low, high], where a range was published.') }),
  ],
  {
    error: 'a number, [value, standard deviation in percent], or { range: [low, high] }',
  },
);
const test = z
  .object({
    unit: unit.describe('Unit of the values; the letter u stands for micro.'),
    role: z
      .enum(STATED_ROLES)
      .describe('What the results of this test may be used for, where that is not what the experiment says.')
      .optional(),
  })
  .catchall(
    value.describe(
      'Published value of a system: a number, [value, standard deviation in percent], or { range: [low, high] }.',
    ),
  );
/** Systems of a test whose role is another than the experiment's. */
const cells = z.record(z.string(), z.array(z.string()));

/** Shape of a target file (`calibration/targets/*.yaml`). */
export const targetsSchema = z
  .strictObject({
    targets: z.string().describe('Name of the targets.'),
    machine: z.string().describe('The machine on which the results were measured.'),
    experiments: z
      .record(
        z.string(),
        z.strictObject({
          source: z.string().describe('Where the results were published.'),
          role: z
            .enum(STATED_ROLES)
            .describe(
              'What they may be used for: calibration of the model, validation of predictions; a replicate repeats other targets, and what is reproduced was entered as data.',
            ),
          fitted: cells.describe('Systems by test: the model was set from these results.').optional(),
          replicate: cells.describe('Systems by test: these results repeat others.').optional(),
          tests: z.record(z.string(), test).describe('Published results, by test and system.'),
        }),
      )
      .describe('Published results, by experiment.'),
  })
  .describe('Published results for `ukperf reproduce`: what rows of experiments are compared with.');

/** A published result. */
export interface Target {
  experiment: string;
  test: string;
  system: string;
  unit: string;
  published: Published;
  sdPercent?: number;
  role: Role;
  source: string;
}

/** Published results, by experiment, test and system. */
export class Targets {
  readonly list: readonly Target[];
  private readonly byKey: ReadonlyMap<string, Target>;

  constructor(list: readonly Target[]) {
    this.list = list;
    this.byKey = new Map(
      list.map((target) => [keyOf(target.experiment, target.test, target.system), target]),
    );
  }

  find(experiment: string, testName: string, system: string): Target | undefined {
    return this.byKey.get(keyOf(experiment, testName, system));
  }
}

/** Reads a target file. @throws SpecError */
export function readTargets(source: SourceText): Targets {
  const document = new ExtendedDocument([new SpecDocument(source)]);
  const spec = check(targetsSchema, document.data, document);
  const list: Target[] = [];
  for (const [experiment, { role, fitted, replicate, source: origin, tests }] of Object.entries(
    spec.experiments,
  )) {
    for (const [name, { unit, role: own, ...systems }] of Object.entries(tests)) {
      for (const [system, entry] of Object.entries(systems)) {
        const [published, sdPercent] = Array.isArray(entry) ? entry : [publishedOf(entry), undefined];
        const roleOf = (): Role => {
          if (fitted?.[name]?.includes(system)) return 'fitted';
          return replicate?.[name]?.includes(system) ? 'replicate' : (own ?? role);
        };
        list.push({
          experiment,
          test: name,
          system,
          unit,
          published,
          ...(sdPercent === undefined ? {} : { sdPercent }),
          role: roleOf(),
          source: origin,
        });
      }
    }
  }
  return new Targets(list);
}

const publishedOf = (entry: number | { range: [number, number] }): Published =>
  typeof entry === 'number' ? entry : entry.range;

function keyOf(...names: string[]): string {
  return names.join(' ');
}
