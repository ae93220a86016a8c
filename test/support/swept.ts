import { analyse, type Analysis } from '../../sweeps/analysis/analyse.ts';
import { SweepFigures } from '../../sweeps/analysis/sweep-figures.ts';
import type { Sweep } from '../../sweeps/file/sweep.ts';
import { baseValueOf, type Level } from '../../sweeps/space/levels.ts';
import { tableOf, type SweepTable } from '../../sweeps/store/table.ts';
import type { RunResult } from '../../sweeps/execution/run-result.ts';
import { prepared } from './sweeps.ts';

/** What a made-up run takes, by the levels of its point: a number in base units, a name, or null where nothing is set. */
export type Made = (variant: string, levels: readonly (number | string | null)[]) => number;

/** The rows of a sweep whose results are made up: two replications, `spread` apart. */
function swept(text: string, made: Made, spread = 0): { sweep: Sweep; table: SweepTable } {
  const { sweep, plan } = prepared(text);
  const results: RunResult[] = [];
  const plain = (level: Level): number | string | null =>
    level === null ? null : (baseValueOf(level) ?? String(level));
  for (let point = 0; point < plan.space.size; point++)
    for (const variant of Object.keys(sweep.variants))
      for (const measure of Object.keys(sweep.measures)) {
        const run = plan.runOf(point, variant, measure);
        const value = made(variant, plan.space.at(point).map(plain));
        const values = [value - spread / 2, value + spread / 2];
        results[run] = { run, key: '', values, unit: 'cycles', fingerprint: '' };
      }
  return { sweep, table: tableOf(sweep, plan, results) };
}

export function sweptFigures(text: string, made: Made, spread = 0): SweepFigures {
  const { sweep, table } = swept(text, made, spread);
  return new SweepFigures(sweep, table);
}

export function analysed(text: string, made: Made, spread = 0): Analysis & { sweep: Sweep } {
  const { sweep, table } = swept(text, made, spread);
  return { ...analyse(sweep, table), sweep };
}
