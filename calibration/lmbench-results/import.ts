import type { Machine } from '../../model/hardware/machine.ts';
import type { SourceText } from '../../model/document/document.ts';
import { bandwidthValues, clockOf, latencyValues, tlbValues, type HardwareValue } from './hardware-values.ts';
import { memoryLevelsOf } from './memory-levels.ts';
import { nearestMachine } from './nearest-machine.ts';
import { parseResultFile, type ResultFile } from './result-file.ts';
import type { Rules } from './rules.ts';
import { targetRowsOf, type TargetRow } from './target-rows.ts';

const HZ_PER_MHZ = 1e6;

/** What a result file gives. */
export interface Imported {
  result: ResultFile;
  /** The shipped machine that the profile extends. */
  base: string;
  values: HardwareValue[];
  targets: TargetRow[];
  /** What the model has no place for, or the file does not tell. */
  remarks: string[];
}

/**
 * Reads a result file of lmbench 2 or 3: parse -> clock -> levels of the latency curve -> nearest machine -> values of the
 * profile; rows of the operating system -> targets.
 * @param base the machine to extend, where the nearest one is not wanted
 * @throws SpecError
 */
export function importResults(
  source: SourceText,
  machines: ReadonlyMap<string, Machine>,
  rules: Rules,
  options: { base?: { name: string; machine: Machine }; partial?: boolean } = {},
): Imported {
  const labels = rules.rows.flatMap((row) => ('line' in row ? [row.line] : []));
  const result = parseResultFile(source, labels, options.partial);
  const { perNs, ...clock } = clockOf(result);
  const levels = memoryLevelsOf(result, rules);

  // Sizes depend on the ways of the base, and the base on the sizes: as measured first, then with its ways.
  const [anyMachine] = machines.values();
  const known = new Map(
    latencyValues(levels, anyMachine, perNs).map(({ path, value }): [string, number] => [path, value]),
  );
  known.set('processor.clock', clock.value * HZ_PER_MHZ);
  const os = result.settings.get('os')?.value ?? '';
  const { name, machine } = options.base ?? nearestMachine(machines, known, os, rules);

  const latencies = latencyValues(levels, machine, perNs);
  const values = [
    clock,
    ...latencies,
    ...bandwidthValues(result, levels, latencies, machine, rules, perNs),
    ...tlbValues(result, levels, machine, rules, perNs),
  ];
  return {
    result,
    base: name,
    values,
    targets: targetRowsOf(result, rules, perNs),
    remarks: remarksOf(result, levels.further, levels.l2 !== undefined, values),
  };
}

function remarksOf(
  result: ResultFile,
  further: number,
  hasL2: boolean,
  values: readonly HardwareValue[],
): string[] {
  const remarks: string[] = [];
  const { count, first } = result.skipped;
  if (count > 0)
    remarks.push(
      `${count} ${count === 1 ? 'line' : 'lines'} skipped that say nothing known, the first is line ${first}`,
    );
  if (!hasL2) remarks.push('the latency curve shows no second-level cache: its values are inherited');
  if (further > 0)
    remarks.push(
      `the latency curve shows ${further} more level${further === 1 ? '' : 's'} between the second and memory: left out`,
    );
  for (const path of ['memory.rest-of-line', 'memory.write-word', 'tlb.walk-level'])
    if (!values.some((value) => value.path === path))
      remarks.push(`the file does not tell ${path}: inherited`);
  return remarks;
}
