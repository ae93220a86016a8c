import { render, type JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ChargeBars } from '../charts/charge-bars.tsx';
import { CallPathView } from '../charts/call-path-view.tsx';
import type { OfferedGroup } from '../engine/controls.ts';
import type { CallPath } from '../engine/path-of-call.ts';
import type { Catalog, RunResult } from '../engine/tasks.ts';
import { untried, withKnown } from '../state/choosing.ts';
import { INITIAL, runOf, stateOf, type ExplorerState } from '../state/explorer-state.ts';
import { Choices } from './choices.tsx';
import { ControlView } from './control-view.tsx';
import { Differences } from './differences.tsx';
import { EngineWorker } from './engine-worker.ts';
import { History } from './history.ts';
import { Latest } from './latest.ts';
import { messageOf, Problem } from './messages.tsx';
import { MixResult } from './mix-result.tsx';
import { Penalty } from './penalty.tsx';

/** The results of the two systems of a state. */
interface Results {
  state: ExplorerState;
  own: RunResult;
  base: RunResult;
  /** From the last change to the numbers on the screen, in ms. */
  latency: number;
}

/** Looks things up, so that runs need not wait for it. */
const reference = new EngineWorker();
/** Well above what a single operation takes, for a new worker has to start: whole workloads are stopped, others are let finish. */
const RUN_PATIENCE = 400;
const PATH_PATIENCE = 2000;
const ownRun = new Latest(RUN_PATIENCE);
const baseRun = new Latest(RUN_PATIENCE);
const pathRun = new Latest(PATH_PATIENCE);

function Explorer(): JSX.Element {
  const [state, setState] = useState(() => stateOf(location.hash));
  const [catalog, setCatalog] = useState<Catalog>();
  const [groups, setGroups] = useState<OfferedGroup[]>([]);
  const [results, setResults] = useState<Results>();
  const [path, setPath] = useState<{ name: string; path: CallPath }>();
  const [watched, setWatched] = useState<'system' | 'against'>('system');
  const [problem, setProblem] = useState<string>();
  const changedAt = useRef(performance.now());
  const history = useMemo(() => new History(setState), []);

  const change = (next: ExplorerState, what: string): void => {
    changedAt.current = performance.now();
    setState(next);
    history.note(next, what);
  };
  const turn = (paths: readonly string[], value: string | undefined, what: string): void => {
    const set = new Map(state.set);
    for (const key of paths) {
      if (value === undefined) set.delete(key);
      else set.set(key, value);
    }
    change({ ...state, set }, what);
  };

  useEffect(() => {
    reference.ask('catalog', null).then(setCatalog, (error: unknown) => {
      setProblem(messageOf(error));
    });
  }, []);

  // The others are tried while the reader looks at the first.
  const pending = catalog && untried(catalog, state);
  useEffect(() => {
    if (pending === undefined || results === undefined) return;
    let current = true;
    reference.ask('workloads', { machine: INITIAL.machine, system: pending }).then(
      (names) => {
        if (current) setCatalog((known) => known && withKnown(known, pending, names));
      },
      (error: unknown) => {
        if (current) setProblem(messageOf(error));
      },
    );
    return () => {
      current = false;
    };
  }, [pending, results === undefined]);

  const { machine, system, against, workload } = state;
  useEffect(() => {
    let current = true;
    reference.ask('controls', { machine, workload, systems: [system, against] }).then(
      (offered) => {
        if (current) setGroups(offered);
      },
      // The run says what is wrong.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [machine, system, against, workload]);

  // A stale run gives nothing: only the results of the latest state come back.
  useEffect(() => {
    let current = true;
    const began = changedAt.current;
    Promise.all([
      ownRun.ask('measure', runOf(state, system)),
      baseRun.ask('measure', runOf(state, against)),
    ]).then(
      ([own, base]) => {
        if (!current || own === undefined || base === undefined) return;
        setProblem(undefined);
        setResults({ state, own, base, latency: performance.now() - began });
      },
      (error: unknown) => {
        if (current) setProblem(messageOf(error));
      },
    );
    return () => {
      current = false;
    };
  }, [state]);

  // The path comes after the numbers: for it nothing may be skipped, so it takes longer.
  const whole = catalog?.workloads
    .find(({ name }) => name === workload)
    ?.tests.some(({ name, whole }) => name === state.test && whole);
  useEffect(() => {
    if (results === undefined || whole !== false) {
      setPath(undefined);
      return;
    }
    let current = true;
    const name = results.state[watched];
    pathRun.ask('path', runOf(results.state, name)).then(
      (found) => {
        if (current && found !== undefined) setPath({ name, path: found });
      },
      (error: unknown) => {
        if (current) setProblem(messageOf(error));
      },
    );
    return () => {
      current = false;
    };
  }, [results, watched, whole]);

  return (
    <>
      <section class="choose" aria-label="What to compare">
        {catalog && <Choices catalog={catalog} state={state} onChange={change} />}
      </section>
      <section class="result" aria-label="Result">
        <Problem message={problem} />
        {results?.own.curve && results.base.curve ? (
          <MixResult {...results} stale={results.state !== state} />
        ) : results ? (
          <>
            <Penalty {...results} stale={results.state !== state} />
            <ChargeBars
              caption="Where the cycles of one operation go, by place and cause."
              systems={[
                {
                  title: results.state.system,
                  cycles: results.own.cyclesPerOperation,
                  charges: results.own.charges,
                },
                {
                  title: results.state.against,
                  cycles: results.base.cyclesPerOperation,
                  charges: results.base.charges,
                },
              ]}
            />
          </>
        ) : (
          problem === undefined && <p class="waiting">The model is starting…</p>
        )}
      </section>
      <section class="controls" aria-label="Costs to turn">
        {groups.map(({ title, controls }) => (
          <fieldset key={title}>
            <legend>{title}</legend>
            {controls.map((control) => (
              <ControlView
                key={control.id}
                control={control}
                set={state.set.get(control.sets[0])}
                onTurn={(value) => {
                  turn(control.sets, value, control.id);
                }}
              />
            ))}
          </fieldset>
        ))}
      </section>
      <section class="watch" aria-label="Path of one system call">
        <h2>The path of one system call</h2>
        {whole ? (
          <p>A whole workload has too many. Choose a single operation to watch one.</p>
        ) : (
          <>
            <div class="buttons" role="group" aria-label="System to watch">
              {(['system', 'against'] as const).map((which) => (
                <button
                  type="button"
                  key={which}
                  aria-pressed={watched === which}
                  onClick={() => {
                    setWatched(which);
                  }}
                >
                  {state[which]}
                </button>
              ))}
            </div>
            {path ? (
              <CallPathView {...path} />
            ) : (
              problem === undefined && <p class="waiting">Running step by step…</p>
            )}
          </>
        )}
      </section>
      <section class="differs" aria-label="What differs from the sources">
        {results && (
          <Differences
            state={results.state}
            own={results.own}
            base={results.base}
            groups={groups}
            onReset={(paths) => {
              if (paths === 'all') change({ ...state, set: new Map() }, 'reset');
              else turn(paths, undefined, 'reset');
            }}
            onStartOver={() => {
              change(INITIAL, 'start over');
            }}
          />
        )}
      </section>
    </>
  );
}

const root = document.getElementById('explorer');
if (root) render(<Explorer />, root);
