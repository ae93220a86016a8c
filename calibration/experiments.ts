import { z } from 'zod';
import { check, ExtendedDocument } from '../model/spec/check.ts';
import { SpecDocument, type SourceText } from '../model/spec/document.ts';
import { unit } from '../model/units.ts';

const experimentsSchema = z.strictObject({
  experiments: z.string(),
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
      /** The rows are the parts of this test, and its value where a target names the test itself. */
      parts: z.string().optional(),
      unit: unit.optional(),
    }),
  ),
});

export type Experiment = z.output<typeof experimentsSchema>['list'][string];
export interface Experiments {
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
  const { machine, list } = check(experimentsSchema, document.data, document);
  return { machine, list };
}
