import { z } from 'zod';
import { check, ExtendedDocument } from '../model/spec/check.ts';
import { SpecDocument, type SourceText } from '../model/spec/document.ts';
import { unit } from '../model/units.ts';

const experimentsSchema = z.strictObject({
  experiments: z.string(),
  /** Stands above the results of a list that is not the only one. */
  title: z.string().optional(),
  machine: z.string(),
  list: z.record(
    z.string(),
    z.strictObject({
      title: z.string(),
      workload: z.string(),
      /** Systems that need another workload for the same tests, such as one that does not run Linux. */
      workloads: z.record(z.string(), z.string()).optional(),
      /** The machine of this experiment, whatever the others run on. */
      machine: z.string().optional(),
      systems: z.array(z.string()).min(1),
      /** Only these tests of the workload. */
      tests: z.array(z.string()).min(1).optional(),
      /** The rows are the parts of this test, and its value where a target names the test itself. */
      parts: z.string().optional(),
      unit: unit.optional(),
      /** The rows say by how much, or by what factor, the other systems differ from this one. */
      against: z.strictObject({ system: z.string(), by: z.enum(['difference', 'factor']) }).optional(),
    }),
  ),
});

export type Experiment = z.output<typeof experimentsSchema>['list'][string];
export interface Experiments {
  title?: string | undefined;
  machine: string;
  list: Record<string, Experiment>;
}

/** The workload that a system of an experiment runs. */
export function workloadOf({ workload, workloads }: Experiment, system: string): string {
  return workloads?.[system] ?? workload;
}

/** Reads the list of experiments. @throws SpecError */
export function readExperiments(source: SourceText): Experiments {
  const document = new ExtendedDocument([new SpecDocument(source)]);
  const { title, machine, list } = check(experimentsSchema, document.data, document);
  return { title, machine, list };
}

/** All experiments of several lists; those of the later lists keep to the machine of their list. */
export function joined(first: Experiments, ...others: readonly Experiments[]): Experiments {
  const list = { ...first.list };
  for (const other of others)
    for (const [name, experiment] of Object.entries(other.list))
      list[name] = { machine: other.machine, ...experiment };
  return { machine: first.machine, list };
}
