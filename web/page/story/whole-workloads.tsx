import type { JSX } from 'preact';
import type { Override } from '../../../model/index.ts';
import { INFERENCES, NO_INFERENCE } from '../../../model/inference.ts';
import { useState } from 'preact/hooks';
import { ValueBars } from '../../charts/value-bars.tsx';
import { ControlView } from '../control-view.tsx';
import { Problem } from '../messages.tsx';
import { useRuns, useTask } from '../use-runs.ts';
import { ModelAndPaper } from './model-and-paper.tsx';
import { NATIVE, runOf, SYSTEMS } from './runs.ts';
import { INITIAL } from '../../state/explorer-state.ts';

const COMPARED = ['l4linux', 'mklinux-in-kernel', 'mklinux-user'];
const RATE = 'bursts';

export function WholeWorkloads(): JSX.Element {
  const [started, start] = useState(false);
  const { output: catalog } = useTask('catalog', null);
  const quickOf = (workload: string): Override[] | undefined =>
    catalog?.workloads.find(({ name }) => name === workload)?.quick;
  const quick = quickOf('compile');
  const quickRate = quickOf(RATE);
  return (
    <>
      <p>
        Nobody runs getpid all day. A program computes, and calls the system now and then; the oftener it
        does, the more of the penalty of a call it pays. Turn the work that a program does between two calls:
      </p>
      {quickRate && <Rate quick={quickRate} />}
      <p>
        The paper rebuilt the Linux server with the compiler, thousands of processes and files. The model runs
        the same: processes that fork, read, compile, fault and write. This takes a second or two for each
        system.
      </p>
      {started && quick ? (
        <>
          <Rebuild
            overrides={quick}
            caption="Time to rebuild the Linux server, a quick look. The native time was used to set how much the compiler computes."
          />
          {catalog && catalog.inferences.length > 0 && (
            <Rebuild
              overrides={[...quick, { path: INFERENCES, value: NO_INFERENCE }]}
              caption="The same with the mechanisms alone that have a source. The model has others too: what no source gives was inferred from other measurements, never from this rebuild."
            />
          )}
        </>
      ) : (
        <div class="buttons">
          <button
            type="button"
            disabled={quick === undefined}
            onClick={() => {
              start(true);
            }}
          >
            Rebuild the Linux server on five systems
          </button>
        </div>
      )}
    </>
  );
}

function Rebuild({ overrides, caption }: { overrides: readonly Override[]; caption: string }): JSX.Element {
  return (
    <ModelAndPaper
      systems={SYSTEMS}
      experiment="compile"
      workload="compile"
      test="elapsed"
      overrides={overrides}
      replications={1}
      caption={caption}
    />
  );
}

/** What a rate of calls makes of the penalty of one. */
function Rate({ quick }: { quick: readonly Override[] }): JSX.Element {
  const [work, setWork] = useState<string>();
  const { output: groups = [] } = useTask('controls', {
    machine: INITIAL.machine,
    workload: RATE,
    systems: [NATIVE],
  });
  const control = groups.flatMap(({ controls }) => controls).find(({ id }) => id === 'work');
  const turned = work === undefined || !control ? [] : control.sets.map((path) => ({ path, value: work }));
  const overrides = [...quick, ...turned];
  const { results, problem } = useRuns(
    [NATIVE, ...COMPARED].map((system) =>
      runOf(system, RATE, 'burst-and-call', { overrides, replications: 1 }),
    ),
  );
  const [native, ...others] = results;
  const rate = native && native.clock / native.cyclesPerOperation;
  return (
    <>
      <Problem message={problem} />
      {control && <ControlView control={control} set={work} onTurn={setWork} />}
      <ValueBars
        bars={COMPARED.map((system, index) => {
          const cycles = others[index]?.cyclesPerOperation;
          return {
            system,
            value: native && cycles ? (cycles / native.cyclesPerOperation - 1) * 100 : undefined,
          };
        })}
        unit="% slower"
        format={(value) => `${value.toFixed(1)} %`}
        caption={`How much slower the whole program is than on ${NATIVE}${rate ? `, where it calls the system ${Math.round(rate).toLocaleString('en-US')} times a second` : ''}.`}
      />
    </>
  );
}
