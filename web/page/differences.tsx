import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Offered, OfferedGroup } from '../engine/controls.ts';
import type { RunResult } from '../engine/tasks.ts';
import { commandOf, runOf, type ExplorerState } from '../state/explorer-state.ts';

interface Properties {
  state: ExplorerState;
  own: RunResult;
  base: RunResult;
  groups: readonly OfferedGroup[];
  onReset: (paths: 'all' | readonly string[]) => void;
  onStartOver: () => void;
}

/** Which values are not those of the files, and the commands that give the numbers of this page. */
export function Differences({ state, own, base, groups, onReset, onStartOver }: Properties): JSX.Element {
  const used = new Set([...own.set, ...base.set].map(({ path }) => path));
  const controls = groups.flatMap((group) => group.controls);
  const controlOf = (path: string): Offered | undefined => controls.find(({ sets }) => sets.includes(path));
  return (
    <>
      <h2>What differs from the sources</h2>
      {state.set.size === 0 ? (
        <p>Nothing: every value is that of its source, or of the fit.</p>
      ) : (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">value</th>
                <th scope="col">here</th>
                <th scope="col">in the files</th>
                <th scope="col">
                  <span class="spoken">way back</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {[...state.set].map(([path, value]) => (
                <tr key={path}>
                  <td>
                    <code>{path}</code>
                    {!used.has(path) && ' (neither system has it)'}
                  </td>
                  <td>{value}</td>
                  <td>{controlOf(path)?.sourced ?? '–'}</td>
                  <td>
                    <button
                      type="button"
                      class="link"
                      aria-label={`Reset ${path}`}
                      onClick={() => {
                        onReset([path]);
                      }}
                    >
                      Reset
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div class="buttons">
        <button
          type="button"
          disabled={state.set.size === 0}
          onClick={() => {
            onReset('all');
          }}
        >
          Reset to sourced values
        </button>
        <button type="button" onClick={onStartOver}>
          Start over
        </button>
      </div>
      <h2>The same numbers from the command line</h2>
      <Command
        label={state.system}
        text={commandOf(runOf(state, state.system), own.set, own.curve !== undefined)}
      />
      <Command
        label={state.against}
        text={commandOf(runOf(state, state.against), base.set, base.curve !== undefined)}
      />
    </>
  );
}

function Command({ label, text }: { label: string; text: string }): JSX.Element {
  const [copied, setCopied] = useState<string>();
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => {
        setCopied(text);
      },
      () => {
        setCopied(undefined);
      },
    );
  };
  return (
    <div class="command">
      <pre tabIndex={0} aria-label={`Command for ${label}`}>
        <code>{text}</code>
      </pre>
      <button type="button" onClick={copy} aria-label={`Copy the command for ${label}`}>
        {copied === text ? 'Copied' : 'Copy'}
      </button>
    </div>
  );
}
