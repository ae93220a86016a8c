import { z } from 'zod';
import { check, ExtendedDocument } from '../model/spec/check.ts';
import { unit } from '../model/units.ts';
import { SpecDocument, type SourceText } from '../model/spec/document.ts';

/** What a target may be used for. `fitted`: the model was set from it, so it says nothing about accuracy. */
export const ROLES = ['calibration', 'validation', 'fitted'] as const;
export type Role = (typeof ROLES)[number];

const value = z.union([z.number(), z.tuple([z.number(), z.number().min(0)])], {
  error: 'a number, or [value, standard deviation in percent]',
});
const test = z.object({ unit }).catchall(value);

const targetsSchema = z.strictObject({
  targets: z.string(),
  machine: z.string(),
  experiments: z.record(
    z.string(),
    z.strictObject({
      source: z.string(),
      role: z.enum(['calibration', 'validation']),
      fitted: z.record(z.string(), z.array(z.string())).optional(),
      tests: z.record(z.string(), test),
    }),
  ),
});

/** A published result. */
export interface Target {
  experiment: string;
  test: string;
  system: string;
  unit: string;
  value: number;
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
  for (const [experiment, { role, fitted, source: origin, tests }] of Object.entries(spec.experiments)) {
    for (const [name, { unit, ...systems }] of Object.entries(tests)) {
      for (const [system, entry] of Object.entries(systems)) {
        const [published, sdPercent] = typeof entry === 'number' ? [entry, undefined] : entry;
        list.push({
          experiment,
          test: name,
          system,
          unit,
          value: published,
          ...(sdPercent === undefined ? {} : { sdPercent }),
          role: fitted?.[name]?.includes(system) ? 'fitted' : role,
          source: origin,
        });
      }
    }
  }
  return new Targets(list);
}

function keyOf(...names: string[]): string {
  return names.join(' ');
}
