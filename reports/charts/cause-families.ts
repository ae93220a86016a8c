import type { Cause } from '../../model/index.ts';
import { OTHER_COLOURS } from './theme.ts';

/** Causes that a reader takes for one thing, in the order of legends and stacks. */
const FAMILIES = [
  ['instructions', ['instructions']],
  ['traps and returns', ['mode-switch']],
  ['segments, control registers, ports', ['segment-load', 'control-register', 'task-switch', 'port-io']],
  ['switch of address space', ['address-space-switch']],
  ['TLB misses', ['itlb-miss', 'dtlb-miss']],
  ['first-level cache misses', ['l1-instruction-miss', 'l1-data-miss']],
  ['second-level cache misses', ['l2-miss']],
  ['writes', ['write-miss']],
  ['copying', ['copy', 'string']],
  ['waiting', ['idle', 'disk-wait']],
] as const satisfies readonly (readonly [string, readonly Cause[]])[];

export type Family = (typeof FAMILIES)[number][0];
export const FAMILY_NAMES: readonly Family[] = FAMILIES.map(([name]) => name);

const FAMILY_OF = new Map<Cause, Family>(
  FAMILIES.flatMap(([name, causes]) => causes.map((cause): [Cause, Family] => [cause, name])),
);

/** The family of a cause. */
export function familyOf(cause: Cause): Family {
  const family = FAMILY_OF.get(cause);
  if (family === undefined) throw new Error(`cause ${cause} is in no family`);
  return family;
}

export function colourOf(family: Family): string {
  return OTHER_COLOURS[FAMILY_NAMES.indexOf(family) % OTHER_COLOURS.length];
}

/** Charges of one place, added up by family; those of nothing are left out. */
export function byFamily(
  charges: readonly { cause: Cause; cycles: number }[],
): { family: Family; cycles: number }[] {
  return FAMILY_NAMES.map((family) => ({
    family,
    cycles: charges
      .filter(({ cause }) => familyOf(cause) === family)
      .reduce((sum, { cycles }) => sum + cycles, 0),
  })).filter(({ cycles }) => cycles !== 0);
}
