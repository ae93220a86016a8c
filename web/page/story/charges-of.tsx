import type { JSX } from 'preact';
import type { Override } from '../../../model/index.ts';
import { ChargeBars } from '../../charts/charge-bars.tsx';
import type { RunResult } from '../../engine/tasks.ts';
import { Problem } from '../messages.tsx';
import { useRuns } from '../use-runs.ts';
import { runOf } from './runs.ts';

interface Properties {
  systems: readonly string[];
  workload: string;
  test: string;
  caption: string;
  overrides?: readonly Override[] | undefined;
}

/** Where the cycles of one operation go on several systems, run now. */
export function ChargesOf({ systems, workload, test, caption, overrides = [] }: Properties): JSX.Element {
  const { results, problem } = useRuns(systems.map((system) => runOf(system, workload, test, { overrides })));
  const found = systems
    .map((system, index) => ({ title: system, result: results[index] }))
    .filter((each): each is { title: string; result: RunResult } => each.result !== undefined);
  return (
    <>
      <Problem message={problem} />
      <ChargeBars
        caption={caption}
        systems={found.map(({ title, result: { cyclesPerOperation: cycles, charges } }) => ({
          title,
          cycles,
          charges,
        }))}
      />
    </>
  );
}
