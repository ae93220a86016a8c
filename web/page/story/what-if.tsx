import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ValueBars } from '../../charts/value-bars.tsx';
import { hashOf, INITIAL } from '../../state/explorer-state.ts';
import { ControlView } from '../control-view.tsx';
import { Problem } from '../messages.tsx';
import { useRuns, useTask } from '../use-runs.ts';
import { ChargesOf } from './charges-of.tsx';
import { NATIVE, runOf } from './runs.ts';

/** What a builder of a µ-kernel, and of its processor, can do something about. */
const OFFERED = ['ipc', 'int', 'iret', 'tagged', 'walk', 'memory'];
const OWN = 'l4linux';

export function WhatIf(): JSX.Element {
  const [set, setSet] = useState<ReadonlyMap<string, string>>(new Map());
  const { output: groups = [], problem } = useTask('controls', {
    machine: INITIAL.machine,
    workload: INITIAL.workload,
    systems: [OWN, NATIVE],
  });
  const controls = groups.flatMap((group) => group.controls).filter(({ id }) => OFFERED.includes(id));
  const overrides = [...set].map(([path, value]) => ({ path, value }));
  const { results } = useRuns(
    [NATIVE, OWN].map((system) => runOf(system, 'getpid', 'getpid', { overrides })),
  );
  return (
    <>
      <p>
        Now build your own: how long is its path of a message, what do a trap and a return cost, are there
        tags in the TLB, how far away is memory? Both systems run on the processor that you make.
      </p>
      <Problem message={problem} />
      <fieldset>
        <legend>Your µ-kernel and your processor</legend>
        {controls.map((control) => (
          <ControlView
            key={control.id}
            control={control}
            set={set.get(control.sets[0])}
            onTurn={(value) => {
              const next = new Map(set);
              for (const path of control.sets) {
                if (value === undefined) next.delete(path);
                else next.set(path, value);
              }
              setSet(next);
            }}
          />
        ))}
      </fieldset>
      <ValueBars
        bars={[NATIVE, OWN].map((system, index) => ({
          system,
          label: system === OWN ? 'yours' : system,
          value: results[index]?.value,
        }))}
        unit="cycles"
        caption="One getpid, in cycles."
      />
      <ChargesOf
        systems={[OWN]}
        workload="getpid"
        test="getpid"
        overrides={overrides}
        caption="Where the cycles of yours go."
      />
      <p>
        <a href={`index.html${hashOf({ ...INITIAL, set })}`}>Go on in the explorer</a>, with every other cost,
        machine and workload.
      </p>
    </>
  );
}
