import { z } from 'zod';
import type { Override } from '../../model/index.ts';
import { calibratedValues } from '../../model/library.ts';
import { check, ExtendedDocument } from '../../model/document/check.ts';
import { SpecDocument, type SourceText } from '../../model/document/document.ts';
import { parseQuantity } from '../../model/document/quantity.ts';
import { isSourcedEntry } from '../../model/document/sourced.ts';

const common = {
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  label: z.string(),
  note: z.string(),
  /** Paths that get the value. */
  sets: z.array(z.string()).min(1),
  /** Structures that have use for it, where others have the key too. */
  only: z.array(z.string()).optional(),
};
const slider = z.strictObject({
  ...common,
  unit: z.enum(['instructions', 'cycles']),
  /** The value is set without its unit. */
  plain: z.boolean().optional(),
  from: z.number(),
  to: z.number(),
  step: z.number().positive().optional(),
  scale: z.literal('log').optional(),
});
const choice = z.strictObject({ ...common, choices: z.array(z.string()).min(2) });
const toggle = z.strictObject({ ...common, switch: z.literal(true) });
const controlsSchema = z.strictObject({
  groups: z.array(
    z.strictObject({ title: z.string(), controls: z.array(z.union([slider, choice, toggle])) }),
  ),
});

/** Something that the reader can turn. */
export type Control = z.output<typeof slider> | z.output<typeof choice> | z.output<typeof toggle>;
export interface ControlGroup {
  title: string;
  controls: Control[];
}

/** A control with the value that it has as long as nobody turns it. */
export type Offered = Control & {
  /** As the files have it, with its unit. */
  sourced: string;
  /** The same as a number in base units. */
  base: number;
};
export interface OfferedGroup {
  title: string;
  controls: Offered[];
}

/** Reads the list of controls. @throws SpecError */
export function readControls(source: SourceText): ControlGroup[] {
  const document = new ExtendedDocument([new SpecDocument(source)]);
  return check(controlsSchema, document.data, document).groups;
}

/**
 * The controls whose keys some of the documents have.
 * @param machine the document of the machine, whose calibrated values hold in the others
 */
export function offeredControls(
  groups: readonly ControlGroup[],
  systems: readonly string[],
  machine: ExtendedDocument,
  others: readonly ExtendedDocument[],
): OfferedGroup[] {
  const calibrated = calibratedValues(machine);
  const offer = (control: Control): Offered[] => {
    if (control.only && !control.only.some((system) => systems.includes(system))) return [];
    const sourced = valueAt([machine, ...others], control.sets[0], calibrated);
    const base = parseQuantity(sourced)?.value;
    return sourced === undefined || base === undefined
      ? []
      : [{ ...control, sourced: String(sourced), base }];
  };
  return groups
    .map(({ title, controls }) => ({ title, controls: controls.flatMap(offer) }))
    .filter(({ controls }) => controls.length > 0);
}

/** What a control sets when it is turned to a value. */
export function overridesOf(control: Control, value: string): Override[] {
  return control.sets.map((path) => ({ path, value }));
}

function valueAt(
  documents: readonly ExtendedDocument[],
  path: string,
  calibrated: readonly Override[],
): string | number | undefined {
  const fitted = calibrated.find((entry) => entry.path === path)?.value;
  if (fitted !== undefined) return fitted;
  for (const { data } of documents) {
    let value = data;
    for (const key of path.split('.')) {
      if (typeof value === 'number' && key === 'instructions') break;
      value =
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
    }
    if (isSourcedEntry(value)) return value.value;
    if (typeof value === 'number' || typeof value === 'string') return value;
  }
  return undefined;
}
