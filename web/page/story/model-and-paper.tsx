import type { JSX } from 'preact';
import type { Override } from '../../../model/index.ts';
import { ValueBars } from '../../charts/value-bars.tsx';
import { Problem } from '../messages.tsx';
import { useRuns, useTask } from '../use-runs.ts';
import { REPLICATIONS, runOf } from './runs.ts';

interface Properties {
  systems: readonly string[];
  experiment: string;
  workload: string;
  test: string;
  caption: string;
  overrides?: readonly Override[];
  replications?: number;
}

/** A test on several systems, run now, beside what the paper measured. */
export function ModelAndPaper(properties: Properties): JSX.Element {
  const {
    systems,
    experiment,
    workload,
    test,
    caption,
    overrides = [],
    replications = REPLICATIONS,
  } = properties;
  const { results, problem } = useRuns(
    systems.map((system) => runOf(system, workload, test, { overrides, replications })),
  );
  const { output: published = [], problem: other } = useTask('published', { experiment, test });
  const figureOf = (system: string): number | undefined => {
    const figure = published.find((target) => target.system === system)?.published;
    return typeof figure === 'number' ? figure : undefined;
  };
  const done = results.filter((result) => result !== undefined).length;
  const unit = results.find((result) => result !== undefined)?.unit ?? '';
  return (
    <>
      <Problem message={problem ?? other} />
      {done < systems.length && (
        <label>
          {`Computed ${done} of ${systems.length} systems`}
          <progress value={done} max={systems.length} />
        </label>
      )}
      <ValueBars
        bars={systems.map((system, index) => ({
          system,
          value: results[index]?.value,
          published: figureOf(system),
        }))}
        unit={unit}
        caption={unit === '' ? caption : `${caption} In ${unit}.`}
      />
    </>
  );
}
