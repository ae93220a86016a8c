import { z } from 'zod';
import { check, ExtendedDocument } from '../../model/document/check.ts';
import { SpecDocument, type SourceText } from '../../model/document/document.ts';
import { unit } from '../../model/units.ts';

/** Shape of a list of experiments (`calibration/experiments/*.yaml`). */
export const experimentsSchema = z
  .strictObject({
    experiments: z.string().describe('Name of the list.'),
    title: z.string().describe('Stands above the results of a list that is not the only one.').optional(),
    machine: z.string().describe('The machine of all that name none: a shipped name or a YAML file.'),
    list: z
      .record(
        z.string(),
        z.strictObject({
          title: z.string().describe('What the experiment is, in one line.'),
          workload: z.string().describe('A workload: a shipped name or a YAML file.'),
          workloads: z
            .record(z.string(), z.string())
            .describe(
              'Systems that need another workload for the same tests, such as one that does not run Linux.',
            )
            .optional(),
          machine: z
            .string()
            .describe('The machine of this experiment, whatever the others run on.')
            .optional(),
          systems: z.array(z.string()).min(1).max(100).describe('Structures: shipped names or YAML files.'),
          tests: z.array(z.string()).min(1).describe('Only these tests of the workload.').optional(),
          parts: z
            .string()
            .describe(
              'The rows are the parts of this test, and its value where a target names the test itself.',
            )
            .optional(),
          unit: unit.describe('Unit of the rows; by default that of the test.').optional(),
          against: z
            .strictObject({
              system: z.string().describe('The system beside which the others are set.'),
              by: z
                .enum(['difference', 'factor'])
                .describe('What they take beyond it, or how many times faster they are.'),
            })
            .describe('The rows say by how much, or by what factor, the other systems differ from this one.')
            .optional(),
        }),
      )
      .describe('Experiments, by name: a workload on systems.'),
  })
  .describe(
    'A list of experiments for `ukperf reproduce`: which workload on which systems gives which rows.',
  );

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
