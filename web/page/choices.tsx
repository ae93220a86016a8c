import type { JSX } from 'preact';
import type { CatalogEntry } from '../../api/catalog.ts';
import type { Catalog } from '../engine/tasks.ts';
import { systemsLike, withSystem, withWorkload, workloadsOf } from '../state/choosing.ts';
import type { ExplorerState } from '../state/explorer-state.ts';

/** Where pages lie in memory is a matter of luck, and decides which of them share cache lines. */
const AVERAGED: readonly CatalogEntry[] = ['1', '3', '5', '10'].map((name) => ({
  name,
  title: 'layouts of pages in memory, drawn from the seed',
}));

interface Properties {
  catalog: Catalog;
  state: ExplorerState;
  onChange: (state: ExplorerState, what: string) => void;
}

/** What to run on what, and what to compare it with. */
export function Choices({ catalog, state, onChange }: Properties): JSX.Element {
  const workload = catalog.workloads.find(({ name }) => name === state.workload);
  const choose =
    (word: 'machine' | 'against' | 'test' | 'replications') =>
    (name: string): void => {
      onChange({ ...state, [word]: name }, word);
    };
  return (
    <>
      <Select
        label="System"
        options={catalog.systems}
        value={state.system}
        onChoose={(name) => {
          onChange(withSystem(state, catalog, name), 'system');
        }}
      />
      <Select
        label="Compared with"
        options={systemsLike(catalog, state)}
        value={state.against}
        onChoose={choose('against')}
      />
      <Select label="Machine" options={catalog.machines} value={state.machine} onChoose={choose('machine')} />
      <Select
        label="Workload"
        options={workloadsOf(catalog, state)}
        value={state.workload}
        onChoose={(name) => {
          onChange(withWorkload(state, catalog, name), 'workload');
        }}
      />
      <Select label="Test" options={workload?.tests ?? []} value={state.test} onChoose={choose('test')} />
      <Select
        label="Averaged over"
        options={AVERAGED}
        value={state.replications}
        onChoose={choose('replications')}
      />
    </>
  );
}

interface SelectProperties {
  label: string;
  options: readonly CatalogEntry[];
  value: string;
  onChoose: (name: string) => void;
}

function Select({ label, options, value, onChoose }: SelectProperties): JSX.Element {
  const id = `choose-${label.toLowerCase().replaceAll(' ', '-')}`;
  const known = options.some(({ name }) => name === value);
  const title = options.find(({ name }) => name === value)?.title;
  return (
    <div class="choice">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-describedby={`${id}-title`}
        onChange={({ currentTarget }) => {
          onChoose(currentTarget.value);
        }}
      >
        {!known && <option value={value}>{value}</option>}
        {options.map(({ name, title: own }) => (
          <option key={name} value={name} title={own}>
            {name}
          </option>
        ))}
      </select>
      <p class="note" id={`${id}-title`}>
        {title}
      </p>
    </div>
  );
}
