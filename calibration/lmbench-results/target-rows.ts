import type { Unit } from '../../model/units.ts';
import type { ResultFile } from './result-file.ts';
import type { Rules } from './rules.ts';

/** A row of the result file as a target of a test of the model. */
export interface TargetRow {
  experiment: string;
  test: string;
  unit: Unit;
  value: number;
  line: number;
}

const NS_PER_US = 1000;
/** Units of lmbench by those of results; a time in cycles is given in microseconds. */
const WRITTEN: Record<string, readonly Unit[]> = {
  microseconds: ['cycles', '\u00b5s'],
  'MB/sec': ['MB/s'],
};

/** The rows that tests of the model answer to; rows without a time above 0 are left out. */
export function targetRowsOf({ rows, blocks }: ResultFile, rules: Rules, perNs: number): TargetRow[] {
  const found = new Map<string, TargetRow>();
  const add = (rule: { experiment: string; test: string; unit: Unit }, value: number, line: number): void => {
    const { experiment, test, unit } = rule;
    const scaled = unit === 'cycles' ? value * NS_PER_US * perNs : value;
    if (value > 0 && !found.has(test)) found.set(test, { experiment, test, unit, value: scaled, line });
  };
  for (const rule of rules.rows) {
    if ('line' in rule) {
      const row = rows.find(({ label, unit }) => label === rule.line && WRITTEN[unit]?.includes(rule.unit));
      if (row) add(rule, row.value, row.line);
    } else {
      const block = blocks.find(({ title }) => title.startsWith(rule.block));
      const point = rule.at === 'last' ? block?.points.at(-1) : block?.points.find(({ x }) => x === rule.at);
      if (point) add(rule, point.y, point.line);
    }
  }
  return [...found.values()];
}
