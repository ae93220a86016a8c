import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatNumber } from '../../reports/numbers.ts';
import { shortNumber } from '../charts/large-numbers.ts';
import type { RunResult } from '../engine/tasks.ts';
import type { ExplorerState } from '../state/explorer-state.ts';

interface Properties {
  state: ExplorerState;
  own: RunResult;
  base: RunResult;
  latency: number;
  /** Something newer is being computed. */
  stale: boolean;
}

/** How long a result has to stand before it is read out, in ms. */
const SETTLED = 600;
const US_PER_S = 1e6;

/** A time in seconds, in a unit in which it can be read. */
function timeText(seconds: number): string {
  return Math.abs(seconds) < 1 ? `${signed(seconds * US_PER_S)} µs` : `${signed(seconds)} s`;
}

/** What an operation takes on both systems, and what one takes beyond the other. */
export function Penalty({ state, own, base, latency, stale }: Properties): JSX.Element {
  const extra = own.cyclesPerOperation - base.cyclesPerOperation;
  const ratio = own.cyclesPerOperation / base.cyclesPerOperation;
  const spoken = `${state.test} takes ${formatNumber(own.cyclesPerOperation)} cycles on ${state.system}, ${formatNumber(ratio)} times the ${formatNumber(base.cyclesPerOperation)} on ${state.against}.`;
  return (
    <div class={stale ? 'penalty stale' : 'penalty'}>
      <dl>
        <Figure name={state.system} result={own} id="own" />
        <Figure name={state.against} result={base} id="base" />
        <div class="figure main">
          <dt>Penalty</dt>
          <dd>
            <span class="big" id="penalty">{`${signed((ratio - 1) * 100)} %`}</span>
            <span>{`${signed(extra)} cycles, ${timeText(extra / own.clock)} an operation`}</span>
          </dd>
        </div>
      </dl>
      <Latency ms={latency} />
      <Spoken text={spoken} />
    </div>
  );
}

/** How long the page computed. */
export function Latency({ ms, text = '' }: { ms: number; text?: string }): JSX.Element {
  return (
    <p class="note" id="latency" data-ms={ms.toFixed(1)}>
      {`Computed in ${ms.toFixed(0)} ms by the engine in this page. ${text}`.trim()}
    </p>
  );
}

/** A system's value. */
export function Figure({ name, result, id }: { name: string; result: RunResult; id: string }): JSX.Element {
  const { value, unit, cyclesPerOperation, elapsedCycles, fingerprint, curve } = result;
  return (
    <div
      class="figure"
      id={id}
      data-value={value}
      data-elapsed={elapsedCycles}
      data-fingerprint={fingerprint}
    >
      <dt>{name}</dt>
      <dd>
        <span class="big">{`${formatNumber(value)} ${unit}`}</span>
        {unit !== 'cycles' && curve === undefined && (
          <span>{`${shortNumber(cyclesPerOperation)} cycles an operation`}</span>
        )}
        <span class="exact">{`fingerprint ${fingerprint}`}</span>
      </dd>
    </div>
  );
}

/** Says a result once it stands still, to those who do not see it. */
function Spoken({ text }: { text: string }): JSX.Element {
  const [said, say] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => {
      say(text);
    }, SETTLED);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return (
    <p class="spoken" role="status" aria-live="polite">
      {said}
    </p>
  );
}

const signed = (value: number): string => `${value > 0 ? '+' : ''}${shortNumber(value)}`;
