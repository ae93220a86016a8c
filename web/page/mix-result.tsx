import type { JSX } from 'preact';
import { formatNumber, formatPenalty } from '../../reports/numbers.ts';
import { LoadCurves } from '../charts/load-curves.tsx';
import type { CurvePoint, RunResult } from '../engine/tasks.ts';
import type { ExplorerState } from '../state/explorer-state.ts';
import { Figure, Latency } from './penalty.tsx';

interface Properties {
  state: ExplorerState;
  own: RunResult;
  base: RunResult;
  latency: number;
  stale: boolean;
}

/** A job mix on both systems: greatest throughput, slowdown at the greatest load that both ran, and the curves. */
export function MixResult({ state, own, base, latency, stale }: Properties): JSX.Element {
  const { curve = [] } = own;
  const { curve: other = [] } = base;
  const [at, against] = greatestCommon(curve, other);
  const curves = (quantity: 'jobsPerMinute' | 'seconds'): Parameters<typeof LoadCurves>[0]['curves'] =>
    [
      { system: state.system, points: curve },
      { system: state.against, points: other },
    ].map(({ system, points }) => ({
      system,
      points: points.map((point) => ({ load: point.load, value: point[quantity] })),
    }));
  return (
    <>
      <div class={stale ? 'penalty stale' : 'penalty'}>
        <dl>
          <Figure name={`${state.system}, at most`} result={own} id="own" />
          <Figure name={`${state.against}, at most`} result={base} id="base" />
          <div class="figure main">
            <dt>{`Slowdown at load ${at.load}`}</dt>
            <dd>
              <span class="big" id="penalty">
                {formatPenalty(at.seconds / against.seconds - 1)}
              </span>
              <span>{`${formatNumber(at.seconds)} s against ${formatNumber(against.seconds)} s`}</span>
            </dd>
          </div>
        </dl>
        <Latency
          ms={latency}
          text="A job mix takes one to three seconds: its operations are measured one by one, and then all tasks run at a few loads."
        />
      </div>
      <LoadCurves
        curves={curves('jobsPerMinute')}
        quantity="jobs/min"
        caption="Jobs per minute against the number of tasks, to the load at which a task gets no more than the driver's crossover."
      />
      <LoadCurves
        curves={curves('seconds')}
        quantity="s"
        caption="Real time of all tasks, in seconds, against their number."
      />
    </>
  );
}

/** The points of the greatest load that both curves have. Both begin at the same. */
function greatestCommon(left: readonly CurvePoint[], right: readonly CurvePoint[]): [CurvePoint, CurvePoint] {
  const pairs = left.flatMap((point): [CurvePoint, CurvePoint][] => {
    const other = right.find(({ load }) => load === point.load);
    return other === undefined ? [] : [[point, other]];
  });
  return pairs[pairs.length - 1];
}
