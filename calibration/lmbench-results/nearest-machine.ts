import type { Machine } from '../../model/hardware/machine.ts';
import type { Rules } from './rules.ts';

/** The value at a path of a machine, in base units. */
export function valueOf(machine: Machine, path: string): number {
  return path
    .split('.')
    .reduce<unknown>((map, key) => (map as Record<string, unknown>)[key], machine) as number;
}

/**
 * The machine whose values are nearest to the measured ones: least sum of squared logarithms of ratios, over the
 * paths that both have. The first one by name wins a tie.
 * @param known values in base units, by path
 * @param os the `[OS: ...]` line, which tells the architecture
 */
export function nearestMachine(
  machines: ReadonlyMap<string, Machine>,
  known: ReadonlyMap<string, number>,
  os: string,
  rules: Rules,
): { name: string; machine: Machine } {
  const architectureOf = (name: string): string =>
    Object.keys(rules['other-architectures']).find((beginning) => name.startsWith(beginning)) ?? '';
  const [wanted = ''] =
    Object.entries(rules['other-architectures']).find(([, pattern]) => new RegExp(pattern).test(os)) ?? [];
  const distanceTo = (machine: Machine): number => {
    let distance = 0;
    for (const path of rules.nearest) {
      const measured = known.get(path);
      const value = valueOf(machine, path);
      if (measured !== undefined && measured > 0 && value > 0) distance += Math.log(measured / value) ** 2;
    }
    return distance;
  };
  const [nearest] = [...machines]
    .filter(([name]) => architectureOf(name) === wanted)
    .map(([name, machine]) => ({ name, machine, distance: distanceTo(machine) }))
    .sort((left, right) => left.distance - right.distance);
  return nearest;
}
